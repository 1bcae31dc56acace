package org.ebbflow.tools.sim.devices;

/**
 * The checksum of Modbus RTU: polynomial 0xA001 reflected, start 0xFFFF, low byte first.
 *
 * @source Modbus over serial line specification 1.02, appendix B
 */
final class Crc16 {

    private Crc16() {}

    static int of(byte[] bytes, int length) {
        int crc = 0xFFFF;
        for (int i = 0; i < length; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xA001;
            }
        }
        return crc;
    }

    static boolean matches(byte[] frame) {
        if (frame.length < 4) {
            return false;
        }
        int crc = of(frame, frame.length - 2);
        return (byte) crc == frame[frame.length - 2]
                && (byte) (crc >>> 8) == frame[frame.length - 1];
    }

    /** Address, PDU, checksum. */
    static byte[] framed(int unit, byte[] pdu) {
        byte[] frame = new byte[pdu.length + 3];
        frame[0] = (byte) unit;
        System.arraycopy(pdu, 0, frame, 1, pdu.length);
        int crc = of(frame, pdu.length + 1);
        frame[pdu.length + 1] = (byte) crc;
        frame[pdu.length + 2] = (byte) (crc >>> 8);
        return frame;
    }
}
