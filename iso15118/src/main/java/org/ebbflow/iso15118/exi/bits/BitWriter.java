package org.ebbflow.iso15118.exi.bits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.ebbflow.iso15118.exi.ExiException;

/** Writes EXI values into a buffer, bit by bit but a word at a time. */
public final class BitWriter {

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] into = {};
    private int start;

    /** Next octet to be stored. */
    private int next;

    /** Bits not stored yet, from the most significant on. */
    private long word;

    /** Free bits in {@link #word}, 1 to 64. */
    private int free = Long.SIZE;

    /** Begins a stream at {@code offset}. */
    public void start(byte[] buffer, int offset) {
        into = buffer;
        start = offset;
        next = offset;
        word = 0;
        free = Long.SIZE;
    }

    /** Stores what is left and returns the length of the stream in octets. */
    public int finish() {
        int octets = (Long.SIZE - free + 7) >>> 3;
        if (octets > into.length - next) {
            throw new ExiException(bits(), "stream", "the buffer is too small");
        }
        for (int i = 0; i < octets; i++) {
            into[next++] = (byte) (word >>> (Long.SIZE - Byte.SIZE - (i << 3)));
        }
        return next - start;
    }

    private int bits() {
        return ((next - start) << 3) + Long.SIZE - free;
    }

    /** Writes the low {@code bits} of {@code value}, the rest of which must be 0; 1 to 63 bits. */
    public void put(long value, int bits) {
        int left = free - bits;
        if (left > 0) {
            word |= value << left;
            free = left;
        } else {
            spill(value, left);
        }
    }

    private void spill(long value, int left) {
        if (next > into.length - Long.BYTES) {
            throw new ExiException(bits(), "stream", "the buffer is too small");
        }
        WORD.set(into, next, word | value >>> -left);
        next += Long.BYTES;
        word = left == 0 ? 0 : value << (Long.SIZE + left);
        free = Long.SIZE + left;
    }

    /** Writes {@code value - low} in so many bits. */
    public void bounded(long value, long low, long high, int bits, String name) {
        if (value < low || value > high) {
            throw range(value, low, high, name);
        }
        put(value - low, bits);
    }

    /** Writes a number whose lower bound is at least 0. */
    public void unsigned(long value, long low, long high, String name) {
        if (value < low || value > high) {
            throw range(value, low, high, name);
        }
        groups(value);
    }

    /** Writes a number of 64 bits without sign. */
    public void unsigned64(long value, String name) {
        groups(value);
    }

    /** Seven bits at a time, least significant first; the top bit of each group says "more". */
    private void groups(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            put(0x80 | (rest & 0x7F), Byte.SIZE);
            rest >>>= 7;
        }
        put(rest, Byte.SIZE);
    }

    /** Writes a number that may be negative: sign, then magnitude, negatives as {@code -v - 1}. */
    public void signed(long value, long low, long high, String name) {
        if (value < low || value > high) {
            throw range(value, low, high, name);
        }
        put(value >>> 63, 1);
        groups(value < 0 ? ~value : value);
    }

    /** Writes a number of any size. */
    public void big(BigInteger value, String name) {
        put(value.signum() < 0 ? 1 : 0, 1);
        BigInteger rest = value.signum() < 0 ? value.not() : value;
        while (rest.bitLength() > 63) {
            put(0x80 | (rest.longValue() & 0x7F), Byte.SIZE);
            rest = rest.shiftRight(7);
        }
        groups(rest.longValue());
    }

    /** Writes a text: its length in code points plus 2, then each code point. */
    public void string(String text, int min, int max, String name) {
        int points = text.codePointCount(0, text.length());
        length(points, min, max, name);
        groups(points + 2L);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            groups(point);
            i += Character.charCount(point);
        }
    }

    /** Writes octets with their count in front. */
    public void octets(byte[] octets, int min, int max, String name) {
        length(octets.length, min, max, name);
        groups(octets.length);
        for (byte b : octets) {
            put(b & 0xFF, Byte.SIZE);
        }
    }

    /** Refuses a list whose size the schema forbids. */
    public void count(int size, int min, int max, String name) {
        if (size < min || size > max) {
            throw new ExiException(
                    bits(), name, size + " items, the schema allows " + min + " to " + max);
        }
    }

    private void length(int length, int min, int max, String name) {
        if (length < min || length > max) {
            throw new ExiException(
                    bits(), name, "length " + length + ", the schema allows " + min + " to " + max);
        }
    }

    private ExiException range(long value, long low, long high, String name) {
        return new ExiException(
                bits(), name, value + " is outside the schema's " + low + " to " + high);
    }

    /** The error for a message part that has no place in the schema. */
    public ExiException fail(String name) {
        return new ExiException(bits(), name, "this content has no place in the schema here");
    }
}
