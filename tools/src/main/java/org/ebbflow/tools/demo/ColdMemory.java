package org.ebbflow.tools.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the machine itself adds to code that rests between two messages: 256 KiB, about what an
 * answer touches, read again after a rest and at once. The ratio says how much of an answer at 10
 * messages a second is the machine's.
 *
 * @param restedNs median after 100 ms, nanoseconds
 * @param atOnceNs median of the second time, without a rest
 */
record ColdMemory(long restedNs, long atOnceNs) {

    private static final int LINES = 4_096;
    private static final int LONGS_PER_LINE = 8;
    private static final int ROUNDS = 30;
    private static final int WARM_UP = 300;
    private static final long REST_NS = 100_000_000L;

    /** Takes {@code ROUNDS} rests, 3 s. */
    static ColdMemory measure() {
        long[] chain = chain();
        long sum = 0;
        for (int i = 0; i < WARM_UP; i++) {
            sum += walk(chain);
        }
        long[] rested = new long[ROUNDS];
        long[] atOnce = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            LockSupport.parkNanos(REST_NS);
            long beginNs = System.nanoTime();
            sum += walk(chain);
            long betweenNs = System.nanoTime();
            sum += walk(chain);
            rested[round] = betweenNs - beginNs;
            atOnce[round] = System.nanoTime() - betweenNs;
        }
        if (sum != 0) {
            throw new IllegalStateException("the walk through the memory did not come back");
        }
        return new ColdMemory(median(rested), median(atOnce));
    }

    /** Each line holds the index of the next, in an order that no prefetcher guesses. */
    private static long[] chain() {
        long[] chain = new long[LINES * LONGS_PER_LINE];
        int line = 0;
        for (int i = 0; i < LINES; i++) {
            int next = (line * 5 + 2_731) % LINES;
            chain[line * LONGS_PER_LINE] = (long) next * LONGS_PER_LINE;
            line = next;
        }
        return chain;
    }

    private static long walk(long[] chain) {
        long at = 0;
        for (int i = 0; i < LINES; i++) {
            at = chain[(int) at];
        }
        return at;
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** One line for people. */
    String words() {
        return String.format(
                Locale.ROOT,
                "memory of this machine: 256 KiB read again after 100 ms of rest take %d us, at once"
                        + " %d us",
                restedNs / 1_000,
                atOnceNs / 1_000);
    }

    /** The same for machines. */
    void into(ObjectNode node) {
        node.put("memory256KiBAfter100MillisMicros", restedNs / 1_000);
        node.put("memory256KiBAtOnceMicros", atOnceNs / 1_000);
    }
}
