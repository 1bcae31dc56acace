package org.ebbflow.hal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One CAN data frame.
 *
 * @param id identifier, 0..0x7FF, or 0..0x1FFFFFFF where it is extended
 * @param extended whether the identifier has 29 bits
 * @param length number of octets, 0..8
 * @param payload the octets, the first one in the highest byte; octets beyond the length are 0
 */
public record CanFrame(int id, boolean extended, int length, long payload) {

    private static final int MAX_ID = 0x7FF;
    private static final int MAX_EXTENDED_ID = 0x1FFFFFFF;
    private static final int MAX_OCTETS = 8;
    private static final int WIRE_OCTETS = 3 + MAX_OCTETS;

    /**
     * @throws IllegalArgumentException for what no such frame can carry
     */
    public CanFrame {
        int highest = extended ? MAX_EXTENDED_ID : MAX_ID;
        if (id < 0 || id > highest || length < 0 || length > MAX_OCTETS) {
            throw new IllegalArgumentException("no CAN frame: id " + id + ", length " + length);
        }
        payload = length == 0 ? 0 : payload & -1L << 8 * (MAX_OCTETS - length);
    }

    /** A frame with an 11-bit identifier. */
    public CanFrame(int id, int length, long payload) {
        this(id, false, length, payload);
    }

    /** A frame of these octets, each 0..255, with an 11-bit identifier. */
    public static CanFrame of(int id, int... octets) {
        return new CanFrame(id, false, octets.length, joined(octets));
    }

    /** The same with a 29-bit identifier. */
    public static CanFrame extended(int id, int... octets) {
        return new CanFrame(id, true, octets.length, joined(octets));
    }

    private static long joined(int[] octets) {
        long payload = 0;
        for (int i = 0; i < octets.length; i++) {
            payload |= (octets[i] & 0xFFL) << 56 - 8 * i;
        }
        return payload;
    }

    /** Octet at an index 0..7; 0 beyond the length. */
    public int octet(int index) {
        return (int) (payload >>> 56 - 8 * index & 0xFF);
    }

    /** Two octets, the low one first. */
    public int littleEndian(int index) {
        return octet(index) | octet(index + 1) << 8;
    }

    /** Bit of an octet; bit 0 has the value 1. */
    public boolean bit(int index, int bit) {
        return (octet(index) >> bit & 1) != 0;
    }

    /**
     * Frames one after the other as a stream of bytes, for a {@link VehicleLink}; extended ones, of
     * which no vehicle protocol knows, are left out.
     */
    public static byte[] toBytes(List<CanFrame> all) {
        List<CanFrame> frames = all.stream().filter(f -> !f.extended).toList();
        byte[] bytes = new byte[frames.size() * WIRE_OCTETS];
        int at = 0;
        for (CanFrame frame : frames) {
            bytes[at++] = (byte) (frame.id >> 8);
            bytes[at++] = (byte) frame.id;
            bytes[at++] = (byte) frame.length;
            for (int i = 0; i < MAX_OCTETS; i++) {
                bytes[at++] = (byte) frame.octet(i);
            }
        }
        return bytes;
    }

    /** The frames of {@link #toBytes}; a rest that is no whole frame is dropped. */
    public static List<CanFrame> fromBytes(byte[] bytes) {
        List<CanFrame> frames = new ArrayList<>(bytes.length / WIRE_OCTETS);
        for (int at = 0; at + WIRE_OCTETS <= bytes.length; at += WIRE_OCTETS) {
            int id = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
            int length = bytes[at + 2] & 0xFF;
            long payload = 0;
            for (int i = 0; i < MAX_OCTETS; i++) {
                payload = payload << 8 | bytes[at + 3 + i] & 0xFF;
            }
            if (id <= MAX_ID && length <= MAX_OCTETS) {
                frames.add(new CanFrame(id, length, payload));
            }
        }
        return frames;
    }

    @Override
    public String toString() {
        String octets = String.format(Locale.ROOT, "%016X", payload).substring(0, 2 * length);
        return String.format(Locale.ROOT, extended ? "%08X#%s" : "%03X#%s", id, octets);
    }
}
