package org.ebbflow.controller.energy;

/**
 * How long a directive lives; it lapses when its holder has been silent too long.
 *
 * @param renewedNs monotonic instant of the last sign of life of the holder
 * @param durationNs nanoseconds without a sign of life after which it lapses; {@link #FOREVER} for
 *     local ones
 */
public record Lease(long renewedNs, long durationNs) {

    /** No lapse: owned by this station itself. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Whether the lease still runs at {@code nowNs} (monotonic). */
    public boolean isRunning(long nowNs) {
        return durationNs == FOREVER || nowNs - renewedNs < durationNs;
    }
}
