package org.ebbflow.iso15118.exi.bits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.ebbflow.iso15118.exi.ExiException;

/**
 * Writes EXI values into a buffer, bit by bit but a word at a time.
 *
 * <p>Methods with {@code prefix} and {@code prefixBits} write those bits first: event codes are
 * joined with the value that follows them. Never writes past the end of the stream.
 */
public final class BitWriter {

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Texts up to this many characters are copied through the working space in one go. */
    private static final int CHUNK = 512;

    private static final long NOT_ASCII = 0xFF80FF80FF80FF80L;

    private final char[] characters = new char[CHUNK];
    private final byte[] ascii = new byte[CHUNK];
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
        if (offset < 0 || offset > buffer.length) {
            throw new ExiException(0, "stream", "does not begin inside the buffer");
        }
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
            throw tooSmall();
        }
        for (int i = 0; i < octets; i++) {
            into[next++] = (byte) (word >>> (Long.SIZE - Byte.SIZE - (i << 3)));
        }
        return next - start;
    }

    private int bits() {
        return ((next - start) << 3) + Long.SIZE - free;
    }

    /** Writes the low {@code bits} of {@code value}, the rest of which must be 0; 0 to 64 bits. */
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
            throw tooSmall();
        }
        WORD.set(into, next, word | value >>> -left);
        next += Long.BYTES;
        word = left == 0 ? 0 : value << (Long.SIZE + left);
        free = Long.SIZE + left;
    }

    /** Distance of a value from its lower bound. */
    public long offset(long value, long low, long high, String name) {
        if (value < low || value > high) {
            throw range(value, low, high, name);
        }
        return value - low;
    }

    /** Writes a number whose lower bound is at least 0. */
    public void unsigned(
            long prefix, int prefixBits, long value, long low, long high, String name) {
        if (value < low || value > high) {
            throw range(value, low, high, name);
        }
        groups(prefix, prefixBits, value);
    }

    /** Writes a number of 64 bits without sign. */
    public void unsigned64(long prefix, int prefixBits, long value, String name) {
        groups(prefix, prefixBits, value);
    }

    /** Writes a number that may be negative: sign, then magnitude, negatives as {@code -v - 1}. */
    public void signed(long prefix, int prefixBits, long value, long low, long high, String name) {
        if (value < low || value > high) {
            throw range(value, low, high, name);
        }
        long sign = value >> 63;
        groups(prefix << 1 | -sign, prefixBits + 1, value ^ sign);
    }

    /**
     * Seven bits at a time, least significant first; the top bit of each group says "more". The
     * prefix has at most 40 bits.
     */
    private void groups(long prefix, int prefixBits, long value) {
        if ((value & ~0x7FL) == 0) {
            put(prefix << 8 | value, prefixBits + 8);
        } else if ((value & ~0x3FFFL) == 0) {
            put(prefix << 16 | 0x8000 | (value & 0x7F) << 8 | value >>> 7, prefixBits + 16);
        } else if ((value & ~0x1FFFFFL) == 0) {
            long two = 0x808000 | (value & 0x7F) << 16 | (value << 1 & 0x7F00);
            put(prefix << 24 | two | value >>> 14, prefixBits + 24);
        } else {
            manyGroups(prefix, prefixBits, value);
        }
    }

    private void manyGroups(long prefix, int prefixBits, long value) {
        put(prefix, prefixBits);
        long rest = value;
        long groups = 0;
        int bits = Byte.SIZE;
        while ((rest & ~0x7FL) != 0) {
            groups = (groups | 0x80 | rest & 0x7F) << Byte.SIZE;
            rest >>>= 7;
            bits += Byte.SIZE;
            if (bits == Long.SIZE) {
                put(groups >>> Byte.SIZE, bits - Byte.SIZE);
                groups = 0;
                bits = Byte.SIZE;
            }
        }
        put(groups | rest, bits);
    }

    /** Writes a number of any size. */
    public void big(long prefix, int prefixBits, BigInteger value, String name) {
        boolean negative = value.signum() < 0;
        put(prefix << 1 | (negative ? 1 : 0), prefixBits + 1);
        BigInteger rest = negative ? value.not() : value;
        while (rest.bitLength() > 63) {
            put(0x80 | (rest.longValue() & 0x7F), Byte.SIZE);
            rest = rest.shiftRight(7);
        }
        manyGroups(0, 0, rest.longValue());
    }

    /** Writes a text: its length in code points plus 2, then each code point. */
    public void string(long prefix, int prefixBits, String text, int min, int max, String name) {
        int length = text.length();
        if (length > CHUNK || !isAscii(text, length)) {
            characters(prefix, prefixBits, text, min, max, name);
            return;
        }
        length(length, min, max, name);
        groups(prefix, prefixBits, length + 2L);
        bytes(ascii, length);
    }

    /** Whether all characters are below 128; if so they stand in {@link #ascii}. */
    private boolean isAscii(String text, int length) {
        char[] from = characters;
        byte[] to = ascii;
        text.getChars(0, length, from, 0);
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = from[i];
            all |= c;
            to[i] = (byte) c;
        }
        return (all & NOT_ASCII) == 0;
    }

    private void characters(
            long prefix, int prefixBits, String text, int min, int max, String name) {
        int points = text.codePointCount(0, text.length());
        length(points, min, max, name);
        groups(prefix, prefixBits, points + 2L);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            groups(0, 0, point);
            i += Character.charCount(point);
        }
    }

    /** Writes octets with their count in front. */
    public void octets(long prefix, int prefixBits, byte[] octets, int min, int max, String name) {
        length(octets.length, min, max, name);
        groups(prefix, prefixBits, octets.length);
        bytes(octets, octets.length);
    }

    /** Copies octets behind the bits written so far, eight at a time. */
    private void bytes(byte[] octets, int count) {
        int i = 0;
        if (count >= Long.BYTES) {
            int used = Long.SIZE - free;
            int at = next;
            if (count > into.length - at) {
                throw tooSmall();
            }
            long bits = word;
            byte[] to = into;
            if (used == 0) {
                for (; i <= count - Long.BYTES; i += Long.BYTES, at += Long.BYTES) {
                    WORD.set(to, at, (long) WORD.get(octets, i));
                }
            } else {
                int unused = Long.SIZE - used;
                for (; i <= count - Long.BYTES; i += Long.BYTES, at += Long.BYTES) {
                    long octet8 = (long) WORD.get(octets, i);
                    WORD.set(to, at, bits | octet8 >>> used);
                    bits = octet8 << unused;
                }
            }
            next = at;
            word = bits;
        }
        int rest = count - i;
        if (rest > 0) {
            long tail = 0;
            for (; i < count; i++) {
                tail = tail << Byte.SIZE | octets[i] & 0xFF;
            }
            put(tail, rest << 3);
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

    private ExiException tooSmall() {
        return new ExiException(bits(), "stream", "the buffer is too small");
    }

    /** The error for a message part that has no place in the schema. */
    public ExiException fail(String name) {
        return new ExiException(bits(), name, "this content has no place in the schema here");
    }
}
