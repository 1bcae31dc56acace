package org.ebbflow.iso15118.exi.bits;

import java.math.BigInteger;
import org.ebbflow.iso15118.exi.ExiException;

/** Reads EXI values from octets without ever looking past their end. */
public final class BitReader {

    private static final byte[] NO_OCTETS = {};

    private byte[] from = NO_OCTETS;
    private int start;

    /**
     * Bits from the start of the array: next to read, and first that does not belong to the stream.
     */
    private long position;

    private long end;
    private String root = "";

    /** Begins to read a stream of {@code length} octets. */
    public void start(byte[] octets, int offset, int length) {
        if (offset < 0 || length < 0 || length > octets.length - offset) {
            throw new ExiException(0, "stream", "does not lie inside its array");
        }
        from = octets;
        start = offset;
        position = (long) offset << 3;
        end = (long) (offset + length) << 3;
        root = "";
    }

    /** Ends a stream: all that was read must have been there. */
    public void finish() {
        from = NO_OCTETS;
    }

    /** Remembers the element of a fragment. */
    public void root(String element) {
        root = element;
    }

    /** The element of the last fragment. */
    public String root() {
        return root;
    }

    /** Octets of the stream that no part of the message needed. */
    public int trailingBytes() {
        return (int) ((end - position) >>> 3);
    }

    private int bits() {
        return (int) (position - ((long) start << 3));
    }

    private long get(int bits, String name) {
        if (bits > end - position) {
            throw new ExiException(bits(), name, "the message ends too early");
        }
        long value = 0;
        for (int i = 0; i < bits; i++) {
            int octet = from[(int) (position >>> 3)];
            value = value << 1 | (octet >>> (7 - (int) (position & 7)) & 1);
            position++;
        }
        return value;
    }

    /** Reads the event code of the only event that can come: a 0 bit. */
    public void zero(String name) {
        if (get(1, name) != 0) {
            position--;
            throw unexpected(name);
        }
    }

    /** Like {@link #zero}, and returns the place of the event. */
    public int only(int place, String name) {
        zero(name);
        return place;
    }

    /** Reads an event code below {@code count}. */
    public int code(int bits, int count, String name) {
        int code = (int) get(bits, name);
        if (code >= count) {
            position -= bits;
            throw unexpected(name);
        }
        return code;
    }

    /** Reads an event code of a state with a wildcard or mixed text, which are refused. */
    public int codeOrEnd(int bits, int base, int count, int endCode, int endPlace, String name) {
        int code = (int) get(bits, name);
        if (code < count) {
            return base + code;
        }
        if (code == endCode) {
            return endPlace;
        }
        position -= bits;
        throw unexpected(name);
    }

    /** Reads a value that must be this one. */
    public void exactly(int value, int bits, String name) {
        int found = (int) get(bits, name);
        if (found != value) {
            position -= bits;
            throw fail(name, "expected code " + value + ", found ", found);
        }
    }

    /** Reads a boolean. */
    public boolean bit() {
        return get(1, "boolean") != 0;
    }

    /** Reads the index of an enumeration value. */
    public int index(int bits, int count, String name) {
        int index = (int) get(bits, name);
        if (index >= count) {
            position -= bits;
            throw fail(name, "no enumeration value has index ", index);
        }
        return index;
    }

    /** Reads a number of few bits. */
    public long bounded(long low, long high, int bits, String name) {
        long value = low + get(bits, name);
        if (value > high) {
            position -= bits;
            throw range(value, low, high, name);
        }
        return value;
    }

    /** Reads a number whose lower bound is at least 0. */
    public long unsigned(long low, long high, String name) {
        long value = groups(name);
        if (value < low || value > high) {
            throw range(value, low, high, name);
        }
        return value;
    }

    /** Reads a number of 64 bits without sign. */
    public long unsigned64(String name) {
        return groups(name);
    }

    private long groups(String name) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            long group = get(Byte.SIZE, name);
            if (shift == 63 && group > 1) {
                break;
            }
            value |= (group & 0x7F) << shift;
            if (group < 0x80) {
                return value;
            }
        }
        throw new ExiException(bits(), name, "the number has more than 64 bits");
    }

    /** Reads a number that may be negative. */
    public long signed(long low, long high, String name) {
        long sign = -get(1, name);
        long magnitude = groups(name);
        long value = magnitude ^ sign;
        if (magnitude < 0 || value < low || value > high) {
            throw range(value, low, high, name);
        }
        return value;
    }

    /** Reads a number of any size. */
    public BigInteger big(String name) {
        boolean negative = get(1, name) != 0;
        BigInteger value = BigInteger.ZERO;
        int shift = 0;
        long group;
        do {
            group = get(Byte.SIZE, name);
            value = value.or(BigInteger.valueOf(group & 0x7F).shiftLeft(shift));
            shift += 7;
        } while (group >= 0x80);
        return negative ? value.not() : value;
    }

    /** Reads a text value. */
    public String string(int min, int max, String name) {
        long length = groups(name);
        if (length < 2) {
            throw fail(name, "string table hits are not allowed, found ", length);
        }
        int points = length(length - 2, min, max, name);
        StringBuilder text = new StringBuilder(points);
        for (int i = 0; i < points; i++) {
            long point = groups(name);
            if (point < 0 || point > Character.MAX_CODE_POINT) {
                throw fail(name, "not a character: ", point);
            }
            text.appendCodePoint((int) point);
        }
        return text.toString();
    }

    /** Reads octets. */
    public byte[] octets(int min, int max, String name) {
        int count = length(groups(name), min, max, name);
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) get(Byte.SIZE, name);
        }
        return octets;
    }

    /** Reads an element that holds text; both forms of an empty one are understood. */
    public String textElement(int min, int max, String name) {
        if (emptied(name)) {
            length(0, min, max, name);
            return "";
        }
        String text = string(min, max, name);
        zero(name);
        return text;
    }

    /** Reads an element that holds octets; both forms of an empty one are understood. */
    public byte[] octetsElement(int min, int max, String name) {
        if (emptied(name)) {
            length(0, min, max, name);
            return new byte[0];
        }
        byte[] octets = octets(min, max, name);
        zero(name);
        return octets;
    }

    /**
     * Whether the element ends at once: the escape code, then the undeclared end of the element.
     */
    private boolean emptied(String name) {
        if (get(1, name) == 0) {
            return false;
        }
        if (get(3, name) != 0) {
            position -= 4;
            throw unexpected(name);
        }
        return true;
    }

    private int length(long length, int min, int max, String name) {
        if (length < min || length > max) {
            throw fail(name, "the schema allows length " + min + " to " + max + ", found ", length);
        }
        if (length > (end - position) >>> 3) {
            throw fail(name, "the message is shorter than the announced length ", length);
        }
        return (int) length;
    }

    private ExiException unexpected(String name) {
        return new ExiException(bits(), name, "the schema forbids what comes here");
    }

    private ExiException range(long value, long low, long high, String name) {
        return new ExiException(
                bits(), name, value + " is outside the schema's " + low + " to " + high);
    }

    /** An error at the current position. */
    public ExiException fail(String name, String problem, long value) {
        return new ExiException(bits(), name, problem + value);
    }
}
