package org.ebbflow.hal.board;

/** How 16-bit registers make a number; here high word first, see {@link MapPoint#lowWordFirst}. */
public enum PointType {
    /** A coil or discrete input. */
    BIT(1, false),
    U16(1, false),
    I16(1, true),
    U32(2, false),
    I32(2, true),
    FLOAT32(2, false),
    U64(4, false);

    private final int count;
    private final boolean signed;

    PointType(int count, boolean signed) {
        this.count = count;
        this.signed = signed;
    }

    /** Number of registers. */
    public int count() {
        return count;
    }

    /** The bits, high register first. */
    long raw(int[] registers, int at) {
        long raw = 0;
        for (int i = 0; i < count; i++) {
            raw = raw << 16 | (registers[at + i] & 0xFFFF);
        }
        return raw;
    }

    long signed(long raw) {
        int unused = 64 - 16 * count;
        return signed ? raw << unused >> unused : raw;
    }

    long min() {
        return signed ? -(1L << (16 * count - 1)) : 0;
    }

    long max() {
        int bits = Math.min(62, signed ? 16 * count - 1 : 16 * count);
        return (1L << bits) - 1;
    }

    int[] registers(long value) {
        int[] registers = new int[count];
        for (int i = 0; i < count; i++) {
            registers[i] = (int) (value >> 16 * (count - 1 - i)) & 0xFFFF;
        }
        return registers;
    }
}
