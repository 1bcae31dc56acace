package org.ebbflow.controller.safety;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.Tick;

/**
 * Everything the supervisor knows between two cycles; immutable.
 *
 * @param trips those that stand, oldest first, at most one per code
 * @param suspicions how long (nanoseconds) a condition that is not yet a trip has been seen, less
 *     half of the time in which it was not, by the name of its check
 * @param contactors where the contactors are
 * @param preCharged proof of pre-charge
 * @param insulationSinceNs monotonic start of the present insulation test, -1 outside one
 * @param envelope bounds that measured values are judged by
 * @param island where the backup is
 * @param grid whether the station may feed into the grid
 * @param memory the rest
 */
public record SafetyState(
        List<StandingTrip> trips,
        Map<String, Long> suspicions,
        ContactorSequence contactors,
        PreCharged preCharged,
        long insulationSinceNs,
        Envelope envelope,
        IslandState island,
        GridEntry grid,
        Memory memory) {

    /**
     * The state before the first cycle.
     *
     * @param latched as last made durable
     */
    public static SafetyState initial(List<TripRecord> latched) {
        return new SafetyState(
                latched.stream().map(StandingTrip::remembered).toList(),
                Map.of(),
                ContactorSequence.AT_POWER_UP,
                PreCharged.NEVER,
                -1,
                Envelope.NOTHING,
                IslandState.AT_POWER_UP,
                GridEntry.AT_POWER_UP,
                Memory.EMPTY);
    }

    /** Latches {@link FaultCode#INTERNAL}. @param text what failed */
    public SafetyState withInternalFailure(Tick tick, String text) {
        return withTrip(new Trip.Internal(text), true, tick);
    }

    /** What arbiter and session are told. */
    public Verdict verdict() {
        for (StandingTrip trip : trips) {
            if (trip.immediate()) {
                return new Verdict.Tripped(trip.code(), true);
            }
        }
        return trips.isEmpty()
                ? new Verdict.Healthy(List.of())
                : new Verdict.Tripped(trips.getFirst().code(), false);
    }

    /** Trips that must survive a restart. */
    public List<TripRecord> latched() {
        return trips.isEmpty()
                ? List.of()
                : trips.stream()
                        .filter(trip -> trip.trip().rule().isLatched())
                        .map(StandingTrip::kept)
                        .toList();
    }

    /** Trips that stand here and not in the earlier state. */
    public List<StandingTrip> tripsSince(SafetyState earlier) {
        return trips.isEmpty()
                ? List.of()
                : trips.stream().filter(trip -> !earlier.hasTrip(trip.code())).toList();
    }

    /** The owner wants to go off the grid, or back; where that is not possible it does nothing. */
    public SafetyState offGrid(boolean wanted) {
        return new SafetyState(
                trips,
                suspicions,
                contactors,
                preCharged,
                insulationSinceNs,
                envelope,
                island.tested(wanted),
                grid,
                memory);
    }

    /** Whether the contactors are proved open. */
    public boolean contactorsAreOpen() {
        return contactors.step() == ContactorSequence.Step.OPEN;
    }

    /** Whether the safety board has been silent for so long that it tripped. */
    public boolean safetyBoardIsLost() {
        return hasTrip(FaultCode.SAFETY_BOARD_LOST);
    }

    boolean hasTrip(FaultCode code) {
        for (StandingTrip trip : trips) {
            if (trip.code() == code) {
                return true;
            }
        }
        return false;
    }

    boolean hasImmediateTrip() {
        for (StandingTrip trip : trips) {
            if (trip.immediate()) {
                return true;
            }
        }
        return false;
    }

    SafetyState withTrip(Trip trip, boolean immediate, Tick tick) {
        List<StandingTrip> next = new ArrayList<>(trips.size() + 1);
        boolean known = false;
        for (StandingTrip standing : trips) {
            boolean same = standing.code() == trip.code();
            next.add(same ? standing.seen(immediate, tick) : standing);
            known |= same;
        }
        if (!known) {
            next.add(StandingTrip.of(trip, immediate, tick));
        }
        return withTrips(next);
    }

    SafetyState withTrips(List<StandingTrip> next) {
        return new SafetyState(
                List.copyOf(next),
                suspicions,
                contactors,
                preCharged,
                insulationSinceNs,
                envelope,
                island,
                grid,
                memory);
    }

    SafetyState withSuspicions(Map<String, Long> next) {
        return new SafetyState(
                trips,
                next.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(next)),
                contactors,
                preCharged,
                insulationSinceNs,
                envelope,
                island,
                grid,
                memory);
    }

    SafetyState withMemory(Memory next) {
        return new SafetyState(
                trips,
                suspicions,
                contactors,
                preCharged,
                insulationSinceNs,
                envelope,
                island,
                grid,
                next);
    }

    SafetyState withGrid(GridEntry next) {
        return next.equals(grid)
                ? this
                : new SafetyState(
                        trips,
                        suspicions,
                        contactors,
                        preCharged,
                        insulationSinceNs,
                        envelope,
                        island,
                        next,
                        memory);
    }
}
