package org.ebbflow.iso15118.exi.bits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.ebbflow.iso15118.exi.ExiException;

/**
 * Reads EXI values from octets without ever looking past their end.
 *
 * <p>Methods with {@code lead} expect so many zero bits (event codes) first.
 */
public final class BitReader {

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final byte[] NO_OCTETS = {};
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final int HEADER = 0x80;

    /** A number of this many groups does not fit one word any more. */
    private static final int MORE_GROUPS = 7;

    /** Longest number that is still taken seriously: twice what any certificate serial needs. */
    private static final int MAX_BIG_BITS = 7 * 64;

    private byte[] scratch = new byte[256];
    private Object[] items = new Object[64];
    private int itemCount;

    private byte[] from = NO_OCTETS;

    /** First octet of the stream. */
    private int start;

    /** Last octet, counted from the start of the stream, at which a whole word can be loaded. */
    private int lastWord;

    /** The last octets of the stream, right-aligned. */
    private long tail;

    /** Bits from the start of the stream: next to read, and first that does not belong to it. */
    private int position;

    private int end;
    private String root = "";

    /** Begins to read a stream of {@code length} octets. */
    public void start(byte[] octets, int offset, int length) {
        if (offset < 0 || length < 0 || length > octets.length - offset || length > 1 << 27) {
            throw new ExiException(0, "stream", "does not lie inside its array");
        }
        from = octets;
        start = offset;
        position = 0;
        end = length << 3;
        lastWord = length - Long.BYTES;
        itemCount = 0;
        root = "";
        if (lastWord >= 0) {
            tail = (long) WORD.get(octets, offset + lastWord);
        } else {
            long bits = 0;
            for (int i = 0; i < length; i++) {
                bits = bits << Byte.SIZE | octets[offset + i] & 0xFF;
            }
            tail = bits;
        }
    }

    /** Lets go of the octets. */
    public void finish() {
        from = NO_OCTETS;
        Arrays.fill(items, 0, itemCount, null);
        itemCount = 0;
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
        return (end - position) >>> 3;
    }

    /** At least 57 bits from {@code bit} on, left-aligned; zeros stand for what is not there. */
    private long window(int bit) {
        int octet = bit >>> 3;
        long bits = octet <= lastWord ? (long) WORD.get(from, start + octet) : tail(octet);
        return bits << (bit & 7);
    }

    private long tail(int octet) {
        int missing = octet - lastWord;
        return missing < Long.BYTES ? tail << (missing << 3) : 0;
    }

    /** Takes 1 to 57 bits. */
    public long take(int bits, String name) {
        return ahead(bits, name) >>> -bits;
    }

    /** Takes 1 to 57 bits and returns them left-aligned with what follows them, 57 bits in all. */
    public long ahead(int bits, String name) {
        int at = position;
        int next = at + bits;
        if (next > end) {
            throw early(name);
        }
        position = next;
        return window(at);
    }

    /** Reads the header of a stream and the event code of its root element. */
    public int start(int bits, int count, String name) {
        int read = (int) take(Byte.SIZE + bits, "EXI header");
        if (read >>> bits != HEADER) {
            position = 0;
            throw fail("EXI header", "only 128 is understood, found ", read >>> bits);
        }
        return code(read & ((1 << bits) - 1), bits, count, name);
    }

    /** Reads an event code. */
    public int readCode(int bits, int count, String name) {
        return code((int) take(bits, name), bits, count, name);
    }

    /** Checks an event code that has just been read. */
    public int code(int code, int bits, int count, String name) {
        if (code >= count) {
            position -= bits;
            throw fail(name, "the schema forbids event code ", code);
        }
        return code;
    }

    /**
     * The place an event code means in a state with a wildcard or mixed text, which are refused.
     */
    public int place(
            int code, int bits, int base, int count, int endCode, int endPlace, String name) {
        if (code < count) {
            return base + code;
        }
        if (code == endCode) {
            return endPlace;
        }
        position -= bits;
        throw fail(
                name,
                "wildcards, mixed text and undeclared content are refused, event code ",
                code);
    }

    /** Reads a value that must be this one. */
    public void exactly(int value, int bits, String name) {
        int found = (int) take(bits, name);
        if (found != value) {
            position -= bits;
            throw fail(name, "expected event code " + value + ", found ", found);
        }
    }

    /** Checks the index of an enumeration value that begins {@code bits} before the position. */
    public int index(int index, int bits, int count, String name) {
        if (index >= count) {
            position -= bits;
            throw fail(name, "no enumeration value has index ", index);
        }
        return index;
    }

    /** Checks a number of few bits that begins {@code bits} before the position. */
    public int bounded(int value, int high, int bits, String name) {
        if (value > high) {
            position -= bits;
            throw fail(name, "the schema allows at most " + high + ", found ", value);
        }
        return value;
    }

    /** Reads event codes that must all be 0. */
    public void zeros(int bits, String name) {
        if (bits > 0) {
            long wrong = take(bits, name);
            if (wrong != 0) {
                throw unexpected(wrong, bits, name);
            }
        }
    }

    /** Reads a number whose lower bound is at least 0. */
    public long unsigned(int lead, long low, long high, String name) {
        return inRange(groups(front(lead, name), lead, name), low, high, name);
    }

    /** Like {@link #unsigned}, from the next bits, left-aligned, of which at least 25 are known. */
    public long unsignedIn(long bits, long low, long high, String name) {
        return inRange(groups(bits, 0, name), low, high, name);
    }

    /** Reads a number of 64 bits without sign. */
    public long unsigned64(int lead, String name) {
        return groups(front(lead, name), lead, name);
    }

    /** Reads a number that may be negative. */
    public long signed(int lead, long low, long high, String name) {
        long bits = front(lead, name);
        return withSign(bits >> 63, groups(bits << 1, lead + 1, name), low, high, name);
    }

    /** Like {@link #signed}, from the next bits, left-aligned, of which at least 25 are known. */
    public long signedIn(long bits, long low, long high, String name) {
        return withSign(bits >> 63, groups(bits << 1, 1, name), low, high, name);
    }

    private long withSign(long sign, long magnitude, long low, long high, String name) {
        if (magnitude < 0) {
            throw fail(name, "the number has more than 63 bits, high part ", magnitude >>> 32);
        }
        return inRange(magnitude ^ sign, low, high, name);
    }

    private long inRange(long value, long low, long high, String name) {
        if (value < low || value > high) {
            throw range(value, low, high, name);
        }
        return value;
    }

    /** The bits after {@code lead} zeros, at least 48 of them, left-aligned; moves nothing. */
    private long front(int lead, String name) {
        long bits = window(position);
        if (lead > 0 && bits >>> -lead != 0) {
            zeros(lead, name);
        }
        return bits << lead;
    }

    /**
     * Seven bits at a time, least significant first, while the top bit is set.
     *
     * @param bits the bits after the next {@code skip}, which are known
     */
    private long groups(long bits, int skip, String name) {
        int length;
        long value;
        if (bits >= 0) {
            length = skip + 8;
            value = bits >>> 56;
        } else if ((bits & 0x0080_0000_0000_0000L) == 0) {
            length = skip + 16;
            value = (bits >>> 48 & 0x7F) << 7 | (bits >>> 56 & 0x7F);
        } else if ((bits & 0x0000_8000_0000_0000L) == 0) {
            length = skip + 24;
            value = (bits >>> 40 & 0x7F) << 14 | (bits >>> 48 & 0x7F) << 7 | (bits >>> 56 & 0x7F);
        } else {
            return manyGroups(skip, name);
        }
        int next = position + length;
        if (next > end) {
            throw early(name);
        }
        position = next;
        return value;
    }

    private long groups(String name) {
        return groups(window(position), 0, name);
    }

    private long manyGroups(int skip, String name) {
        if (skip > end - position) {
            throw early(name);
        }
        position += skip;
        long bits = window(position);
        int last = Long.numberOfLeadingZeros(~bits & NOT_ASCII) >>> 3;
        if (last >= MORE_GROUPS) {
            return longGroups(name);
        }
        long value = 0;
        for (int i = last; i >= 0; i--) {
            value = value << 7 | bits >>> (56 - (i << 3)) & 0x7F;
        }
        ahead((last + 1) << 3, name);
        return value;
    }

    private long longGroups(String name) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            long group = take(Byte.SIZE, name);
            if (shift == 63 && group > 1) {
                break;
            }
            value |= (group & 0x7F) << shift;
            if (group < 0x80) {
                return value;
            }
        }
        throw new ExiException(position, name, "the number has more than 64 bits");
    }

    /** Reads a number of any size. */
    public BigInteger big(int lead, String name) {
        zeros(lead, name);
        boolean negative = take(1, name) != 0;
        byte[] magnitude = new byte[MAX_BIG_BITS / Byte.SIZE];
        long group;
        int shift = 0;
        do {
            group = take(Byte.SIZE, name);
            if (shift == MAX_BIG_BITS) {
                throw new ExiException(
                        position, name, "the number is longer than any serial number");
            }
            for (int bit = 0; bit < 7; bit++, shift++) {
                int octet = magnitude.length - 1 - (shift >>> 3);
                magnitude[octet] |= (byte) ((group >>> bit & 1) << (shift & 7));
            }
        } while (group >= 0x80);
        BigInteger value = new BigInteger(1, magnitude);
        return negative ? value.not() : value;
    }

    /** Reads a text value. */
    public String string(int lead, int min, int max, String name) {
        return text(groups(front(lead, name), lead, name), min, max, name);
    }

    private String text(long coded, int min, int max, String name) {
        if (coded >= 0 && coded < 2) {
            throw fail(name, "string table hits are not allowed, found ", coded);
        }
        int points = length(coded - 2, min, max, name);
        if (points > scratch.length) {
            scratch = new byte[Math.max(points, scratch.length << 1)];
        }
        long seen = bytes(scratch, points);
        if ((seen & NOT_ASCII) != 0) {
            return characters(points, name);
        }
        position += points << 3;
        return new String(scratch, 0, points, StandardCharsets.ISO_8859_1);
    }

    private String characters(int points, String name) {
        StringBuilder text = new StringBuilder(points);
        for (int i = 0; i < points; i++) {
            long point = groups(name);
            if (point < 0 || point > Character.MAX_CODE_POINT || isHalf(point)) {
                throw fail(name, "not a character: ", point);
            }
            text.appendCodePoint((int) point);
        }
        return text.toString();
    }

    /** Half of a surrogate pair: has no meaning of its own. */
    private static boolean isHalf(long point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /**
     * Copies octets from the current position, eight at a time; returns the "or" of all of them.
     */
    private long bytes(byte[] to, int count) {
        int shift = position & 7;
        int octet = position >>> 3;
        long seen = 0;
        int i = 0;
        byte[] octets = from;
        int safe = lastWord - 1;
        for (; i <= count - Long.BYTES && octet <= safe; i += Long.BYTES, octet += Long.BYTES) {
            long next = octets[start + octet + Long.BYTES] & 0xFF;
            long bits =
                    (long) WORD.get(octets, start + octet) << shift | next >>> (Byte.SIZE - shift);
            WORD.set(to, i, bits);
            seen |= bits;
        }
        int bit = position + (i << 3);
        for (; i < count; i++, bit += Byte.SIZE) {
            long one = window(bit) >>> -Byte.SIZE;
            to[i] = (byte) one;
            seen |= one;
        }
        return seen;
    }

    /** Reads octets. */
    public byte[] octets(int lead, int min, int max, String name) {
        return binary(groups(front(lead, name), lead, name), min, max, name);
    }

    private byte[] binary(long coded, int min, int max, String name) {
        int count = length(coded, min, max, name);
        if (count == 0) {
            return NO_OCTETS;
        }
        byte[] octets = new byte[count];
        bytes(octets, count);
        position += count << 3;
        return octets;
    }

    /** Reads an element that holds text; both forms of an empty one are understood. */
    public String textElement(int lead, int min, int max, String name) {
        long bits = front(lead, name);
        if (bits < 0) {
            emptied(lead, min, max, name);
            return "";
        }
        String text = text(groups(bits << 1, lead + 1, name), min, max, name);
        exactly(0, 1, name);
        return text;
    }

    /** Reads an element that holds octets; both forms of an empty one are understood. */
    public byte[] octetsElement(int lead, int min, int max, String name) {
        long bits = front(lead, name);
        if (bits < 0) {
            emptied(lead, min, max, name);
            return NO_OCTETS;
        }
        byte[] octets = binary(groups(bits << 1, lead + 1, name), min, max, name);
        exactly(0, 1, name);
        return octets;
    }

    /** An element that ends at once: the escape code, then the undeclared end of the element. */
    private void emptied(int lead, int min, int max, String name) {
        zeros(lead, name);
        exactly(8, 4, name);
        length(0, min, max, name);
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

    /** Where the items of the next list will begin. */
    public int mark() {
        return itemCount;
    }

    /** Keeps an item of the list that began at {@code mark}; returns how many it has now. */
    public int add(Object item, int mark) {
        if (itemCount == items.length) {
            items = Arrays.copyOf(items, itemCount << 1);
        }
        items[itemCount++] = item;
        return itemCount - mark;
    }

    /** The unmodifiable list of the items since {@code mark}. */
    public List<?> list(int mark) {
        Object[] i = items;
        List<?> list =
                switch (itemCount - mark) {
                    case 0 -> List.of();
                    case 1 -> List.of(i[mark]);
                    case 2 -> List.of(i[mark], i[mark + 1]);
                    case 3 -> List.of(i[mark], i[mark + 1], i[mark + 2]);
                    case 4 -> List.of(i[mark], i[mark + 1], i[mark + 2], i[mark + 3]);
                    default -> List.of(Arrays.copyOfRange(i, mark, itemCount));
                };
        Arrays.fill(i, mark, itemCount, null);
        itemCount = mark;
        return list;
    }

    private ExiException early(String name) {
        return new ExiException(end, name, "the message ends too early");
    }

    /**
     * The error for event codes that are not what they must be.
     *
     * @param wrong the bits just read, only the wrong ones set
     * @param names {@code name:bitsBelow}, separated by spaces, or one name
     */
    public ExiException unexpected(long wrong, int bits, String names) {
        int below = Long.SIZE - 1 - Long.numberOfLeadingZeros(wrong);
        String name = names;
        for (String part : names.split(" ")) {
            int colon = part.lastIndexOf(':');
            if (colon > 0) {
                name = part.substring(0, colon);
                if (Integer.parseInt(part.substring(colon + 1)) <= below) {
                    break;
                }
            }
        }
        return new ExiException(position - 1 - below, name, "the schema forbids what comes here");
    }

    private ExiException range(long value, long low, long high, String name) {
        return new ExiException(
                position, name, value + " is outside the schema's " + low + " to " + high);
    }

    /** An error at the current position. */
    public ExiException fail(String name, String problem, long value) {
        return new ExiException(position, name, problem + value);
    }
}
