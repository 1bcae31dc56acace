package org.ebbflow.tools.sim.plant;

/**
 * One line of the safety board's own log.
 *
 * @param timeMs milliseconds since the board's power-up
 * @param kind what kind of event
 * @param text one plain sentence
 */
public record BoardEvent(long timeMs, Kind kind, String text) {

    /** Kinds of events. */
    public enum Kind {
        CLOSED,
        OPENED_ON_COMMAND,
        OPENED_BY_WATCHDOG,
        OPENED_BY_EMERGENCY_STOP,
        OPENED_BY_RCD,
        OPENED_BY_PILOT,
        REFUSED,
        INRUSH
    }
}
