package org.ebbflow.iso15118.secc;

/** What happened in a session step; past tense. */
public sealed interface SeccEvent {

    record Started(String protocol, String evccId) implements SeccEvent {}

    /** The car joined the session it had paused; its right to charge still stands. */
    record Resumed(String protocol, String evccId) implements SeccEvent {}

    record ServiceSelected(String service) implements SeccEvent {}

    record EnergyStarted() implements SeccEvent {}

    /** A request was answered. @param name name of the request message */
    record Answered(String name) implements SeccEvent {}

    /** A value of the car was implausible and clamped. */
    record Clamped(String quantity, String text) implements SeccEvent {}

    /**
     * A phase of the DC sequence has its verdict by our own measurements.
     *
     * @param phase cable check, pre-charge or welding
     * @param good whether it passed
     * @param measured what was measured, for people
     */
    record Judged(Phase phase, boolean good, String measured) implements SeccEvent {}

    /** Phases of the DC sequence with a verdict. */
    enum Phase {
        CABLE_CHECK,
        PRE_CHARGE,
        WELDING
    }

    record Ended(EndReason why, boolean orderly) implements SeccEvent {}
}
