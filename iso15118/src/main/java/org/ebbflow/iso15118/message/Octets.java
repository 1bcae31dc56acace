package org.ebbflow.iso15118.message;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares and shows octets by content; used by the generated records. */
public final class Octets {

    /** Whether both are absent or hold the same octets. */
    public static boolean equal(byte @Nullable [] a, byte @Nullable [] b) {
        return Arrays.equals(a, b);
    }

    /** Whether both lists hold the same octets in the same order. */
    public static boolean equal(List<byte[]> a, List<byte[]> b) {
        boolean same = a.size() == b.size();
        for (int i = 0; same && i < a.size(); i++) {
            same = Arrays.equals(a.get(i), b.get(i));
        }
        return same;
    }

    /** Hash of the content, 0 when absent. */
    public static int hash(byte @Nullable [] octets) {
        return Arrays.hashCode(octets);
    }

    /** Hash of the contents. */
    public static int hash(List<byte[]> list) {
        int hash = 1;
        for (byte[] octets : list) {
            hash = 31 * hash + Arrays.hashCode(octets);
        }
        return hash;
    }

    /** Hexadecimal digits, or "null". */
    public static String text(byte @Nullable [] octets) {
        return octets == null ? "null" : HexFormat.of().formatHex(octets);
    }

    /** The octets of each item in brackets. */
    public static String text(List<byte[]> list) {
        return list.stream().map(Octets::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private Octets() {}
}
