package org.ebbflow.iso15118.evcc;

import org.ebbflow.iso15118.evcc.EvccPlan.Leave;

/**
 * What the car learnt from the station.
 *
 * @param sessionId as the station gave it
 * @param chosen what was selected
 * @param heard what the station told last
 * @param course what the car did so far
 * @param meanwhile the station is not done yet
 */
record Memory(byte[] sessionId, Chosen chosen, Heard heard, Course course, boolean meanwhile) {

    static final Memory BLANK =
            new Memory(
                    new byte[8],
                    new Chosen(0, true, false),
                    new Heard(0, Ask.NONE, false, 0, 0, -1),
                    new Course(false, false, 0, false, false, Leave.TERMINATE),
                    false);

    /** What the station asks of the car. */
    enum Ask {
        NONE,
        STOP,
        PAUSE,
        SCHEDULE,
        SERVICE,
        METERING
    }

    /**
     * What was selected.
     *
     * @param dynamic the parameter set lets the station control power
     * @param forms the car makes the house's grid
     */
    record Chosen(int parameterSetId, boolean dynamic, boolean forms) {}

    /**
     * What the station told.
     *
     * @param presentMv last voltage
     * @param ask last request
     * @param stops it asked to stop, now or before
     * @param acTargetW last power it set, plus into the car
     * @param acLimitW most it allows into the car
     * @param meterWh last meter reading, -1 when none
     */
    record Heard(
            int presentMv, Ask ask, boolean stops, int acTargetW, int acLimitW, long meterWh) {}

    /**
     * What the car did.
     *
     * @param converged the station's voltage came near the battery's
     * @param joined it joined a session it had paused
     * @param renegotiations how often it renegotiated
     * @param turned the car that controls its current turned it round
     * @param live the contactors stay closed meanwhile
     * @param leave how it leaves the transfer
     */
    record Course(
            boolean converged,
            boolean joined,
            int renegotiations,
            boolean turned,
            boolean live,
            Leave leave) {}

    /** A car that comes back to a session it paused. */
    static Memory resuming(Evcc.Kept kept) {
        return BLANK.withSession(kept.sessionId())
                .withParameterSet(kept.parameterSetId(), kept.dynamic());
    }

    Memory withSession(byte[] id) {
        return new Memory(id, chosen, heard, course, meanwhile);
    }

    Memory withParameterSet(int id, boolean isDynamic) {
        return withParameterSet(new Chosen(id, isDynamic, false));
    }

    Memory withParameterSet(Chosen set) {
        return new Memory(sessionId, set, heard, course, meanwhile);
    }

    private Memory with(Heard next) {
        return new Memory(sessionId, chosen, next, course, meanwhile);
    }

    private Memory with(Course next) {
        return new Memory(sessionId, chosen, heard, next, meanwhile);
    }

    Memory withVoltage(int mv) {
        return with(
                new Heard(
                        mv,
                        heard.ask,
                        heard.stops,
                        heard.acTargetW,
                        heard.acLimitW,
                        heard.meterWh));
    }

    Memory withAsk(Ask ask) {
        return with(
                new Heard(
                        heard.presentMv,
                        ask,
                        heard.stops || ask == Ask.STOP,
                        heard.acTargetW,
                        heard.acLimitW,
                        heard.meterWh));
    }

    Memory withAc(int targetW, int limitW) {
        return with(
                new Heard(heard.presentMv, heard.ask, heard.stops, targetW, limitW, heard.meterWh));
    }

    Memory withMeter(long energyWh) {
        return with(
                new Heard(
                        heard.presentMv,
                        heard.ask,
                        heard.stops,
                        heard.acTargetW,
                        heard.acLimitW,
                        energyWh));
    }

    Memory withConverged() {
        Course c = course;
        return with(new Course(true, c.joined, c.renegotiations, c.turned, c.live, c.leave));
    }

    Memory withJoined() {
        Course c = course;
        return with(new Course(c.converged, true, c.renegotiations, c.turned, c.live, c.leave));
    }

    /** Begins a renegotiation: the voltage has to be proved anew. */
    Memory withRenegotiation(boolean live) {
        Course c = course;
        return with(new Course(false, c.joined, c.renegotiations + 1, c.turned, live, c.leave))
                .withAsk(Ask.NONE);
    }

    Memory withTurnedCurrent() {
        Course c = course;
        return with(new Course(c.converged, c.joined, c.renegotiations, true, c.live, c.leave));
    }

    Memory withLeave(Leave leave) {
        Course c = course;
        return with(new Course(c.converged, c.joined, c.renegotiations, c.turned, c.live, leave));
    }

    Memory withMeanwhile(boolean ongoing) {
        return new Memory(sessionId, chosen, heard, course, ongoing);
    }

    boolean dynamic() {
        return chosen.dynamic;
    }
}
