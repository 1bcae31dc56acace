package org.ebbflow.controller.vehicle.pilot;

import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.Tick;

/**
 * The call for a plugged car that is silent: state F for its step time, then the offer anew. It is
 * called while the house is dark, soon after its session ended, later where it may still be on its
 * way; and once when the grid is back, if the outage has cost it its session.
 *
 * @param wanted why it is wanted now
 * @param sinceNs monotonic instant since when it has been wanted for that and silent
 * @param calls how often it has been called since it was plugged
 * @param outage what an outage did to its session
 */
record Calling(Wanted wanted, long sinceNs, int calls, Outage outage) {

    /** A car that comes again by itself does so within this time. @source own */
    private static final long ENDED_NS = 5_000_000_000L;

    private static final int MAX_CALLS = 3;

    /** What a silent car is wanted for. */
    enum Wanted {
        NOTHING,
        /** The house is apart from the grid, and the car could supply it. */
        DARK_HOUSE,
        /** The grid is back, and energy may flow again. */
        GRID_BACK
    }

    /** What an outage did to the session. */
    enum Outage {
        NONE,
        /** The house has been apart from the grid since the session began. */
        SEEN,
        /** The session ended after that, and not by the car's own wish. */
        COST
    }

    static Calling after(int calls) {
        return new Calling(Wanted.NOTHING, 0, calls, Outage.NONE);
    }

    Calling next(Wanted now, Tick tick) {
        return now == wanted ? this : new Calling(now, tick.monotonicNs(), calls, outage);
    }

    /**
     * After a step of the session, which an outage has not cost once energy may flow again.
     *
     * @param apart the house is apart from the grid
     */
    Calling lived(SessionStep step, boolean apart) {
        boolean goesOn = !apart && step.report().phase() == Phase.TRANSFER;
        Outage next = goesOn ? Outage.NONE : outage;
        next = apart && next == Outage.NONE ? Outage.SEEN : next;
        for (SessionEvent event : step.events()) {
            if (event instanceof SessionEvent.Started) {
                next = apart ? Outage.SEEN : Outage.NONE;
            } else if (event instanceof SessionEvent.Ended end) {
                boolean wished = end.orderly() && end.why() == Reason.VEHICLE_STOPPED;
                next = next == Outage.NONE || wished ? Outage.NONE : Outage.COST;
            }
        }
        return next == outage ? this : new Calling(wanted, sinceNs, calls, next);
    }

    /**
     * @param ended its last session is over
     */
    boolean isDue(boolean ended, Tick tick) {
        long silentNs = tick.sinceNs(sinceNs);
        return switch (wanted) {
            case NOTHING -> false;
            case DARK_HOUSE ->
                    calls < MAX_CALLS
                            && silentNs >= (ended && calls == 0 ? ENDED_NS : WakeUp.PATIENCE_NS);
            case GRID_BACK -> calls <= MAX_CALLS && silentNs >= ENDED_NS;
        };
    }
}
