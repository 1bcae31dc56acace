package org.ebbflow.hal;

/**
 * The one clock reading of a control cycle; every decision of that cycle uses it.
 *
 * @param cycle number of the cycle, counts up by one from 0
 * @param monotonicNs monotonic clock in nanoseconds; only differences mean anything
 * @param wallTimeMs wall clock, milliseconds since 1970-01-01 UTC; may jump
 * @param wallTrusted whether the wall clock is synchronised; false forbids planned export
 */
public record Tick(long cycle, long monotonicNs, long wallTimeMs, boolean wallTrusted) {

    /**
     * Whether the monotonic deadline has been reached; compares by difference, so wrap-around is
     * harmless.
     */
    public boolean isPast(long deadlineNs) {
        return monotonicNs - deadlineNs >= 0;
    }

    /** The monotonic deadline {@code durationNs} (nanoseconds, not negative) from now. */
    public long after(long durationNs) {
        return monotonicNs + durationNs;
    }

    /** Nanoseconds since the given monotonic instant. */
    public long sinceNs(long monotonicInstantNs) {
        return monotonicNs - monotonicInstantNs;
    }
}
