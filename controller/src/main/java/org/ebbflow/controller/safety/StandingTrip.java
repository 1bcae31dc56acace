package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.hal.Tick;

/**
 * A trip that stands.
 *
 * @param immediate off at once; false: current down first
 * @param sinceNs monotonic instant at which it began
 * @param wallTimeMs the same, milliseconds since 1970-01-01 UTC
 * @param present whether its cause is seen now
 * @param seenNs monotonic instant at which the cause was last seen
 */
public record StandingTrip(
        Trip trip, boolean immediate, long sinceNs, long wallTimeMs, boolean present, long seenNs) {

    static StandingTrip of(Trip trip, boolean immediate, Tick tick) {
        return new StandingTrip(
                trip, immediate, tick.monotonicNs(), tick.wallTimeMs(), true, tick.monotonicNs());
    }

    static StandingTrip remembered(TripRecord kept) {
        return new StandingTrip(new Trip.Remembered(kept), true, 0, kept.wallTimeMs(), false, 0);
    }

    public FaultCode code() {
        return trip.code();
    }

    public String cause() {
        return trip.cause();
    }

    /** Seen again: the first cause is kept, what comes after is often only its consequence. */
    StandingTrip seen(boolean nowImmediate, Tick tick) {
        return new StandingTrip(
                trip, immediate || nowImmediate, sinceNs, wallTimeMs, true, tick.monotonicNs());
    }

    StandingTrip gone() {
        return present
                ? new StandingTrip(trip, immediate, sinceNs, wallTimeMs, false, seenNs)
                : this;
    }

    TripRecord kept() {
        return new TripRecord(code(), wallTimeMs, cause());
    }
}
