package org.ebbflow.tools.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes messages the way broken and hostile peers would, bit by bit as EXI is not aligned. */
final class Mutator {

    private static final int MAX_LENGTH = 6000;
    private static final int MAX_CHANGES = 4;

    private final SplittableRandom random;

    Mutator(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    byte[] mutate(byte[] parent, byte[] other) {
        byte[] exi = parent.clone();
        int changes = 1 + below(MAX_CHANGES);
        for (int i = 0; i < changes; i++) {
            exi = once(exi, other);
        }
        return exi.length > MAX_LENGTH ? Arrays.copyOf(exi, MAX_LENGTH) : exi;
    }

    private byte[] once(byte[] exi, byte[] other) {
        if (exi.length == 0) {
            return other.clone();
        }
        return switch (below(9)) {
            case 0 -> Arrays.copyOf(exi, below(exi.length + 1));
            case 1 -> append(exi);
            case 2 -> set(exi, (byte) random.nextInt());
            case 3 -> set(exi, (byte) (random.nextBoolean() ? 0xFF : 0));
            case 4 -> ones(exi);
            case 5 -> splice(exi, other);
            case 6 -> shift(exi);
            default -> flip(exi);
        };
    }

    /** Changes a bit, more often near the start, where the structure is. */
    private byte[] flip(byte[] exi) {
        int bits = exi.length * 8;
        int bit = random.nextBoolean() ? below(bits) : below(Math.min(bits, 200));
        exi[bit >>> 3] ^= (byte) (0x80 >>> (bit & 7));
        return exi;
    }

    private byte[] set(byte[] exi, byte value) {
        exi[below(exi.length)] = value;
        return exi;
    }

    /** A run of set bits: long numbers, last codes. */
    private byte[] ones(byte[] exi) {
        int from = below(exi.length * 8);
        int to = Math.min(exi.length * 8, from + 1 + below(80));
        for (int bit = from; bit < to; bit++) {
            exi[bit >>> 3] |= (byte) (0x80 >>> (bit & 7));
        }
        return exi;
    }

    private byte[] append(byte[] exi) {
        byte[] longer = Arrays.copyOf(exi, exi.length + 1 + below(40));
        for (int i = exi.length; i < longer.length; i++) {
            longer[i] = (byte) random.nextInt();
        }
        return longer;
    }

    private byte[] splice(byte[] exi, byte[] other) {
        int head = below(exi.length);
        int tail = other.length == 0 ? 0 : below(other.length);
        byte[] joined = Arrays.copyOf(exi, head + other.length - tail);
        System.arraycopy(other, tail, joined, head, other.length - tail);
        return joined;
    }

    /** Inserts or removes some bits: everything behind them moves. */
    private byte[] shift(byte[] exi) {
        int at = below(exi.length * 8);
        int by = 1 + below(12);
        boolean insert = random.nextBoolean();
        byte[] moved = new byte[exi.length + (insert ? 2 : 0)];
        for (int bit = 0; bit < moved.length * 8; bit++) {
            int from = bit < at ? bit : insert ? bit - by : bit + by;
            boolean set =
                    insert && bit >= at && bit < at + by
                            ? random.nextBoolean()
                            : from >= 0 && from < exi.length * 8 && isSet(exi, from);
            if (set) {
                moved[bit >>> 3] |= (byte) (0x80 >>> (bit & 7));
            }
        }
        return moved;
    }

    private static boolean isSet(byte[] exi, int bit) {
        return (exi[bit >>> 3] & 0x80 >>> (bit & 7)) != 0;
    }
}
