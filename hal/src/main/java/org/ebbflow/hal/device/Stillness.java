package org.ebbflow.hal.device;

import org.jspecify.annotations.Nullable;

/**
 * Notices a device that answers, but repeats itself: while power flows, something of what a living
 * one measures moves in its last digit. Without power nothing can be said.
 */
final class Stillness {
    /** At least this much power, watts, so that noise reaches the digits that are compared. */
    static final int FLOWING_W = 1_000;

    /** Slow meters and gateways show a new value at least this often. */
    static final long LONGEST_NS = 10_000_000_000L;

    private @Nullable Object last;
    private long sinceNs;

    /**
     * Takes a reading.
     *
     * @param value what was measured, compared as a whole
     * @param powerW what it says of the power
     * @return whether it has stood still for too long
     */
    boolean stands(Object value, int powerW, long nowNs) {
        if (Math.abs((long) powerW) < FLOWING_W || !value.equals(last)) {
            last = value;
            sinceNs = nowNs;
        }
        return nowNs - sinceNs > LONGEST_NS;
    }

    /** Says so. @param device for example "The grid meter" */
    static String sentence(String device, int powerW) {
        return ("%s answers, but its values have not moved for %d s while it says %d W: it, or a"
                        + " gateway before it, repeats old ones; switch it off and on.")
                .formatted(device, LONGEST_NS / 1_000_000_000L, powerW);
    }
}
