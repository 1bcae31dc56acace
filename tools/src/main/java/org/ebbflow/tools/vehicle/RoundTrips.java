package org.ebbflow.tools.vehicle;

import java.util.Arrays;

/** Round trips of one session, bounded in number; not for several threads. */
final class RoundTrips {

    private static final int MOST = 200_000;

    private long[] nanos = new long[1_024];
    private int count;

    void add(long roundTripNs) {
        if (count == MOST) {
            return;
        }
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.min(MOST, 2 * count));
        }
        nanos[count++] = roundTripNs;
    }

    /** What was gathered; starts anew. */
    CarReport.RoundTrip take() {
        if (count == 0) {
            return CarReport.RoundTrip.NONE;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        count = 0;
        return new CarReport.RoundTrip(
                percentile(sorted, 50), percentile(sorted, 99), sorted[sorted.length - 1] / 1_000);
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted[(int) ((sorted.length - 1L) * percent / 100)] / 1_000;
    }
}
