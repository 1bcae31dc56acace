package org.ebbflow.tools.vehicle;

/**
 * A finished session as the car saw it.
 *
 * @param car its name
 * @param protocol ISO_15118_20, ISO_15118_2, DIN_70121, PWM, or empty before any was chosen
 * @param service AC, DC, AC_BPT, DC_BPT, or empty
 * @param outcome how it ended
 * @param why one sentence or the failing response code with its stage; empty when completed
 * @param talk messages
 * @param energy energy and state of charge
 */
public record CarReport(
        String car,
        String protocol,
        String service,
        Outcome outcome,
        String why,
        Talk talk,
        EnergyMoved energy) {

    /** How a session ended. */
    public enum Outcome {
        /** In good order, to its last message. */
        COMPLETED,
        /** By a failed answer, a time-out, a lost pilot or a lost connection. */
        FAILED,
        /** No station answered. */
        NO_STATION,
        /** The connector was pulled out before the end. */
        UNPLUGGED
    }

    /**
     * Messages.
     *
     * @param requests sent
     * @param answers understood
     * @param loopMessages answers within the charge loop
     * @param requestsAfterLoop sent after the last of them
     * @param roundTrip from a request to its answer; all 0 where no clock ran
     */
    public record Talk(
            long requests,
            long answers,
            long loopMessages,
            long requestsAfterLoop,
            RoundTrip roundTrip) {}

    /**
     * Round trips of the charge loop.
     *
     * @param p50Micros half are shorter
     * @param p99Micros 99 of 100 are shorter
     * @param maxMicros the longest
     */
    public record RoundTrip(long p50Micros, long p99Micros, long maxMicros) {
        public static final RoundTrip NONE = new RoundTrip(0, 0, 0);
    }

    /**
     * Energy at the battery's terminals and state of charge.
     *
     * @param chargedWh into the battery
     * @param dischargedWh out of the battery, positive
     * @param startSocDeciPercent at the beginning, 0..1000
     * @param endSocDeciPercent at the end, 0..1000
     */
    public record EnergyMoved(
            long chargedWh, long dischargedWh, int startSocDeciPercent, int endSocDeciPercent) {}

    /** The same with measured round trips. */
    public CarReport with(RoundTrip roundTrip) {
        return new CarReport(
                car,
                protocol,
                service,
                outcome,
                why,
                new Talk(
                        talk.requests(),
                        talk.answers(),
                        talk.loopMessages(),
                        talk.requestsAfterLoop(),
                        roundTrip),
                energy);
    }
}
