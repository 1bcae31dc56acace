package org.ebbflow.controller.vehicle.pilot;

import org.ebbflow.hal.Tick;

/**
 * The call for a plugged car that is silent while the house is dark: state F for its step time,
 * then the offer anew. A car whose session ended is called soon, one that may still be on its way
 * later.
 *
 * @param wantedNs monotonic instant since when it has been wanted and silent, -1 while it is not
 * @param calls how often it has been called since it was plugged
 */
record Calling(long wantedNs, int calls) {

    /** A car that comes again by itself does so within this time. @source own */
    private static final long ENDED_NS = 5_000_000_000L;

    private static final int MAX_CALLS = 3;

    static Calling after(int calls) {
        return new Calling(-1, calls);
    }

    Calling next(boolean wanted, Tick tick) {
        if (!wanted) {
            return wantedNs < 0 ? this : new Calling(-1, calls);
        }
        return wantedNs < 0 ? new Calling(tick.monotonicNs(), calls) : this;
    }

    /**
     * @param ended its last session is over
     */
    boolean isDue(boolean ended, Tick tick) {
        long patienceNs = ended && calls == 0 ? ENDED_NS : WakeUp.PATIENCE_NS;
        return wantedNs >= 0 && calls < MAX_CALLS && tick.sinceNs(wantedNs) >= patienceNs;
    }
}
