package org.ebbflow.tools.sim.devices;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A block of registers under construction; every value is big-endian. */
final class RegisterImage {

    private final int[] registers;
    private final int base;

    RegisterImage(int base, int length) {
        this.base = base;
        this.registers = new int[length];
    }

    void u16(int address, int value) {
        registers[address - base] = value & 0xFFFF;
    }

    void u32(int address, long value) {
        u16(address, (int) (value >>> 16));
        u16(address + 1, (int) value);
    }

    void u64(int address, long value) {
        u32(address, value >>> 32);
        u32(address + 2, value);
    }

    void float32(int address, double value) {
        u32(address, Float.floatToIntBits((float) value) & 0xFFFF_FFFFL);
    }

    /** ASCII, padded with NUL. */
    void text(int address, int length, String text) {
        byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 2 * length);
        for (int i = 0; i < length; i++) {
            u16(address + i, ModbusPdu.word(bytes, 2 * i));
        }
    }

    void fill(int address, int length, int value) {
        Arrays.fill(registers, address - base, address - base + length, value & 0xFFFF);
    }

    boolean covers(int address, int count) {
        return address >= base && address + count <= base + registers.length;
    }

    int[] slice(int address, int count) {
        return Arrays.copyOfRange(registers, address - base, address - base + count);
    }
}
