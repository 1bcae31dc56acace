package org.ebbflow.iso15118.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the few DER elements that certificates and requests are made of. @source ITU-T X.690 */
final class Der {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int FIRST_YEAR_OF_GENERALIZED_TIME = 2050;
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);
    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);

    private Der() {}

    static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        length(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        byte[] octets = BigInteger.valueOf(length).toByteArray();
        int from = octets[0] == 0 ? 1 : 0;
        out.write(0x80 | (octets.length - from));
        out.write(octets, from, octets.length - from);
    }

    static byte[] sequence(byte[]... parts) {
        return element(SEQUENCE, parts);
    }

    static byte[] set(byte[]... parts) {
        return element(SET, parts);
    }

    static byte[] integer(BigInteger value) {
        return element(0x02, value.toByteArray());
    }

    static byte[] yes() {
        return new byte[] {0x01, 0x01, (byte) 0xFF};
    }

    static byte[] octets(byte[] content) {
        return element(0x04, content);
    }

    static byte[] bits(byte[] content) {
        return element(0x03, new byte[] {0}, content);
    }

    /**
     * Named bits, most significant first.
     *
     * @param first the first nine bits, bit 8 of the value is bit 0 of the name list
     */
    static byte[] namedBits(int first) {
        int left = (first >> 1) & 0xFF;
        int unused = left == 0 ? 7 : Integer.numberOfTrailingZeros(left);
        return (first & 1) == 0
                ? element(0x03, new byte[] {(byte) unused, (byte) left})
                : element(0x03, new byte[] {7, (byte) left, (byte) 0x80});
    }

    static byte[] utf8(String text) {
        return element(0x0C, text.getBytes(UTF_8));
    }

    static byte[] printable(String text) {
        return element(0x13, text.getBytes(US_ASCII));
    }

    static byte[] ia5(String text) {
        return element(0x16, text.getBytes(US_ASCII));
    }

    static byte[] oid(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(40 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            base128(out, Integer.parseInt(parts[i]));
        }
        return element(0x06, out.toByteArray());
    }

    private static void base128(ByteArrayOutputStream out, int value) {
        int groups = Math.max(1, (31 - Integer.numberOfLeadingZeros(value)) / 7 + 1);
        for (int shift = 7 * (groups - 1); shift >= 0; shift -= 7) {
            out.write((value >> shift & 0x7F) | (shift > 0 ? 0x80 : 0));
        }
    }

    /** UTCTime until 2049, GeneralizedTime from 2050. @source RFC 5280 4.1.2.5 */
    static byte[] time(Instant at) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        return utc.getYear() < FIRST_YEAR_OF_GENERALIZED_TIME
                ? element(0x17, UTC_TIME.format(utc).getBytes(US_ASCII))
                : element(0x18, GENERALIZED_TIME.format(utc).getBytes(US_ASCII));
    }

    /** Content under a context tag of its own. */
    static byte[] explicit(int number, byte[] content) {
        return element(0xA0 | number, content);
    }

    /** Primitive content whose own tag is replaced. */
    static byte[] implicit(int number, byte[] content) {
        return element(0x80 | number, content);
    }
}
