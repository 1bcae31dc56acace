package org.ebbflow.controller.registers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ebbflow.hal.StageReading;

/** A block of 16-bit registers with a base address; 32 and 64 bit values go high word first. */
final class Image {

    private final int base;
    private final short[] words;

    Image(int base, int count) {
        this.base = base;
        this.words = new short[count];
    }

    /** Whether all of {@code count} registers from {@code address} are inside. */
    boolean covers(int address, int count) {
        return address >= base && address + count <= base + words.length;
    }

    short[] read(int address, int count) {
        return Arrays.copyOfRange(words, address - base, address - base + count);
    }

    /** Low 16 bits of the value. */
    void u16(int address, long value) {
        words[address - base] = (short) value;
    }

    /** Unsigned, held at the largest value that still means a value. */
    void u16Capped(int address, long value) {
        u16(address, Math.clamp(value, 0, 0xFFFE));
    }

    /** Signed, held inside -32,767..32,767. */
    void i16Capped(int address, long value) {
        u16(address, Math.clamp(value, -32_767, 32_767));
    }

    /** A temperature in tenths of a degree; not measured is the smallest number. */
    void deciC(int address, int deciC) {
        if (deciC == StageReading.NOT_MEASURED) {
            u16(address, 0x8000);
        } else {
            i16Capped(address, deciC);
        }
    }

    void u32(int address, long value) {
        u16(address, value >>> 16);
        u16(address + 1, value);
    }

    void u64(int address, long value) {
        u32(address, value >>> 32);
        u32(address + 2, value);
    }

    /** ASCII, padded with NUL. */
    void text(int address, int count, String value) {
        byte[] bytes = Arrays.copyOf(value.getBytes(StandardCharsets.US_ASCII), count * 2);
        for (int i = 0; i < count; i++) {
            u16(address + i, (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF));
        }
    }
}
