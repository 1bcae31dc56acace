package org.ebbflow.tools.vehicle;

import org.ebbflow.iso15118.evcc.Evcc;

/** What a plugged car is doing. */
sealed interface Phase {

    /** Plugged, pilot in state B, waits for what the station signals. */
    record Waiting() implements Phase {}

    /**
     * The station signals digital communication; the car looks for it.
     *
     * @param planIndex the protocol to try
     * @param mayConnect false until an earlier connection is closed
     */
    record Seeking(int planIndex, boolean mayConnect) implements Phase {}

    /**
     * A connection stands.
     *
     * @param planIndex the protocol spoken
     * @param evcc its machine
     * @param count what happened so far
     */
    record Talking(int planIndex, Evcc evcc, Count count) implements Phase {}

    /**
     * Plain PWM charging.
     *
     * @param count what happened so far
     */
    record Basic(Count count) implements Phase {}

    /**
     * Nothing more; the car only waits to be unplugged.
     *
     * @param mayReturn whether the station may wake it by the pilot
     * @param woken the pilot went to state E or F since
     */
    record Rested(boolean mayReturn, boolean woken) implements Phase {}

    /**
     * Counters of one session.
     *
     * @param requests sent
     * @param answers understood
     * @param loopMessages answers within the charge loop
     * @param requestsToLoop sent up to the last answer within the charge loop
     * @param energySinceNs instant of the first charge-loop answer, or of the start of plain PWM
     *     charging; -1 before
     * @param before battery at the beginning
     */
    record Count(
            long requests,
            long answers,
            long loopMessages,
            long requestsToLoop,
            long energySinceNs,
            Battery before) {

        static Count from(Battery before) {
            return new Count(0, 0, 0, 0, -1, before);
        }

        Count sent(int more) {
            return new Count(
                    requests + more, answers, loopMessages, requestsToLoop, energySinceNs, before);
        }

        Count heard(int more, boolean inLoop, long nowNs) {
            int loops = inLoop ? more : 0;
            long sinceNs = energySinceNs < 0 && loops > 0 ? nowNs : energySinceNs;
            return new Count(
                    requests,
                    answers + more,
                    loopMessages + loops,
                    loops > 0 ? requests : requestsToLoop,
                    sinceNs,
                    before);
        }

        Count charging(long nowNs) {
            return new Count(requests, answers, loopMessages, requestsToLoop, nowNs, before);
        }
    }
}
