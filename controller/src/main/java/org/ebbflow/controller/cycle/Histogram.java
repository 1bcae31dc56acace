package org.ebbflow.controller.cycle;

/**
 * Log-linear histogram of durations: 64 buckets per power of two (error below 1.6 %), fixed size.
 */
final class Histogram {

    private static final int SUB_BITS = 6;
    private static final int SUB = 1 << SUB_BITS;

    private final long[] buckets = new long[SUB * 34];
    private long count;
    private long max;
    private long first = -1;
    private long within500Micros;
    private long within5Millis;

    /** Bucket that holds the 99 % quantile, and how many values lie in it and below. */
    private int at99;

    private long upTo99;

    /**
     * @param durationNs below 0 counts as 0
     */
    void add(long durationNs) {
        long value = Math.max(0, durationNs);
        int index = Math.min(index(value), buckets.length - 1);
        buckets[index]++;
        count++;
        upTo99 += index <= at99 ? 1 : 0;
        follow99();
        max = Math.max(max, value);
        within500Micros += value < 500_000 ? 1 : 0;
        within5Millis += value < 5_000_000 ? 1 : 0;
        if (first < 0) {
            first = value;
        }
    }

    long count() {
        return count;
    }

    long maxNs() {
        return max;
    }

    /** How many values were below half a millisecond; exact. */
    long within500Micros() {
        return within500Micros;
    }

    /** How many values were below five milliseconds; exact. */
    long within5Millis() {
        return within5Millis;
    }

    /** The first value added, 0 before. */
    long firstNs() {
        return Math.max(0, first);
    }

    /**
     * The upper end of the bucket that holds the quantile, never above the maximum; 0 when empty.
     *
     * @param perMille 0..1000
     */
    long quantileNs(int perMille) {
        long wanted = rank(perMille);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= wanted && count > 0) {
                return Math.min(max, upper(i));
            }
        }
        return max;
    }

    /** The same as {@code quantileNs(990)}, kept up to date by every value: asked every cycle. */
    long p99Ns() {
        return count == 0 ? 0 : Math.min(max, upper(at99));
    }

    private void follow99() {
        long wanted = rank(990);
        while (upTo99 < wanted) {
            at99++;
            upTo99 += buckets[at99];
        }
        while (upTo99 - buckets[at99] >= wanted) {
            upTo99 -= buckets[at99];
            at99--;
        }
    }

    private long rank(int perMille) {
        return Math.max(1, (count * perMille + 999) / 1000);
    }

    private static int index(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return (shift + 1) * SUB + (int) (value >>> shift) - SUB;
    }

    private static long upper(int index) {
        if (index < SUB) {
            return index;
        }
        int shift = index / SUB - 1;
        return ((long) (index % SUB + SUB + 1) << shift) - 1;
    }
}
