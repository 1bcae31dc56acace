package org.ebbflow.hal.device.chargebyte;

/**
 * One frame on the line: start octet, id, eight octets, checksum, end octet.
 *
 * @param id what it is, 0..255
 * @param payload eight octets, the first one in the highest byte
 * @source chargebyte-docs, safety_controller_uart.rst: A5, id, 8 octets, CRC-8 SAE J1850, 03; the
 *     checksum here covers id and payload
 */
record Frame(int id, long payload) {

    static final int START = 0xA5;
    static final int END = 0x03;
    static final int LENGTH = 12;
    private static final int OCTETS = 8;
    private static final int POLYNOMIAL = 0x1D;

    /** Octet at an index 0..7. */
    int octet(int index) {
        return (int) (payload >>> 56 - 8 * index & 0xFF);
    }

    /** Two octets, the high one first, 0..65,535. */
    int u16(int index) {
        return octet(index) << 8 | octet(index + 1);
    }

    /** Two octets as a signed number. */
    int s16(int index) {
        return (short) u16(index);
    }

    /** Bit of an octet; bit 0 has the value 1. */
    boolean bit(int index, int bit) {
        return (octet(index) >> bit & 1) != 0;
    }

    /** A frame of these octets; what is not given is 0. */
    static Frame of(int id, int... octets) {
        long payload = 0;
        for (int i = 0; i < octets.length; i++) {
            payload |= (octets[i] & 0xFFL) << 56 - 8 * i;
        }
        return new Frame(id, payload);
    }

    /** The octets on the wire. */
    byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        bytes[0] = (byte) START;
        bytes[1] = (byte) id;
        for (int i = 0; i < OCTETS; i++) {
            bytes[2 + i] = (byte) octet(i);
        }
        bytes[LENGTH - 2] = (byte) checksum();
        bytes[LENGTH - 1] = (byte) END;
        return bytes;
    }

    /** CRC-8 SAE J1850 over id and payload: polynomial 0x1D, start 0xFF, inverted at the end. */
    int checksum() {
        int crc = shifted(0xFF ^ id);
        for (int i = 0; i < OCTETS; i++) {
            crc = shifted(crc ^ octet(i));
        }
        return crc ^ 0xFF;
    }

    private static int shifted(int crc) {
        int value = crc;
        for (int bit = 0; bit < 8; bit++) {
            value = (value & 0x80) != 0 ? value << 1 ^ POLYNOMIAL : value << 1;
        }
        return value & 0xFF;
    }
}
