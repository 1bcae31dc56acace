package org.ebbflow.controller.energy;

/**
 * Something a grid program announces: from when, how long, and what it asks. Every wire (OpenADR,
 * OCPP, IEEE 2030.5) and every script turns its own messages into these.
 *
 * @param source who announces it
 * @param id the source's own name of the event, 1..{@value #MAX_ID} characters; the same name again
 *     replaces what was announced
 * @param priority lower wins among the events of one source, 0 or more
 * @param emergency belongs to the program's emergency class
 * @param timing when
 * @param ask what
 */
public record GridEvent(
        Source source, String id, int priority, boolean emergency, Timing timing, Ask ask) {

    public static final int MAX_ID = 64;

    /** Longest event that is taken, seconds. */
    public static final int MAX_DURATION_S = 7 * 24 * 3_600;

    /** How long before its start an event may be announced, seconds. */
    public static final int MAX_NOTICE_S = 7 * 24 * 3_600;

    /**
     * When it is.
     *
     * @param startMs wall clock of the earliest start; 0: at once, whatever the clock says
     * @param durationS seconds from start to end
     * @param randomStartS the start is put off by up to this many seconds, drawn once; 0: not. A
     *     program that moves both ways announces the earliest start and twice its bound
     */
    public record Timing(long startMs, int durationS, int randomStartS) {}

    /** What is asked while it runs. */
    public sealed interface Ask {

        /**
         * A power; the owner may decline it.
         *
         * @param powerW watts at the AC terminals, plus is charge; 0 pauses
         */
        record Power(int powerW) implements Ask {}

        /**
         * A limit; nobody can decline it.
         *
         * @param powerW watts at the AC terminals, or at the meter point
         * @param atMeterPoint whether it is meant for the whole site
         */
        record Cap(Interval powerW, boolean atMeterPoint) implements Ask {}

        /**
         * A higher reserve, for example before a storm; never lowers the owner's.
         *
         * @param deciPercent no discharge below, 0..1000
         */
        record Keep(int deciPercent) implements Ask {}
    }

    /** Whether energy is to leave the car. */
    public boolean exports() {
        return ask instanceof Ask.Power power && power.powerW() < 0;
    }

    /** Whether the owner may say no to it. */
    public boolean mayDecline() {
        return ask instanceof Ask.Power;
    }
}
