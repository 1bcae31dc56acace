package org.ebbflow.iso15118.exi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Random values inside the limits of a type; the ends of each range come often. */
final class RandomValues {

    /** A message has about this many parts at most; then lists become as short as they may. */
    private static final int PARTS = 3000;

    private static final int LONG_TEXT = 300;

    private final SplittableRandom random;
    private int parts;

    RandomValues(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean sometimes() {
        return random.nextBoolean();
    }

    <T> T any(List<Supplier<? extends T>> all) {
        return all.get(below(all.size())).get();
    }

    <T> List<T> list(int min, int max, Supplier<T> item) {
        int size =
                switch (below(8)) {
                    case 0 -> min;
                    case 1 -> max;
                    default -> min + below(Math.min(4, max - min + 1));
                };
        List<T> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (i >= min && ++parts > PARTS) {
                break;
            }
            items.add(item.get());
        }
        return items;
    }

    long number(long low, long high) {
        return switch (below(6)) {
            case 0 -> low;
            case 1 -> high;
            case 2 -> clamped(below(300) - 150L, low, high);
            case 3 -> clamped((1L << below(63)) - below(2), low, high);
            case 4 -> clamped(-(1L << below(63)) - below(2), low, high);
            default -> high == Long.MAX_VALUE ? random.nextLong() : random.nextLong(low, high + 1);
        };
    }

    private static long clamped(long value, long low, long high) {
        return Math.clamp(value, low, high);
    }

    BigInteger big() {
        byte[] octets = new byte[1 + below(20)];
        random.nextBytes(octets);
        return new BigInteger(octets);
    }

    private int length(int min, int max) {
        int top = Math.min(max, min + LONG_TEXT);
        return switch (below(5)) {
            case 0 -> min;
            case 1 -> top;
            default -> min + below(Math.min(24, top - min + 1));
        };
    }

    String text(int min, int max) {
        int length = length(min, max);
        boolean ascii = below(4) > 0;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(ascii ? below(128) : point());
        }
        return text.toString();
    }

    private int point() {
        return switch (below(4)) {
            case 0 -> below(128);
            case 1 -> 128 + below(0x700);
            case 2 -> 0xE000 + below(0x1000);
            default -> Character.MIN_SUPPLEMENTARY_CODE_POINT + below(0x10000);
        };
    }

    byte[] octets(int min, int max) {
        byte[] octets = new byte[length(min, max)];
        random.nextBytes(octets);
        return octets;
    }
}
