package org.ebbflow.iso15118.evcc;

import java.util.List;
import java.util.Optional;

/**
 * Script of a car's session.
 *
 * @param evccId identity the car shows; 12 hexadecimal digits for ISO 15118-2 and DIN 70121
 * @param protocol what it speaks
 * @param service what it wants
 * @param mode who controls power
 * @param pace how fast it speaks
 * @param stop when it stops by itself
 * @param needs what it wants
 * @param script what else it does
 * @param faults what it does wrong
 */
public record EvccPlan(
        String evccId,
        Protocol protocol,
        Service service,
        Mode mode,
        Pace pace,
        Stop stop,
        Needs needs,
        Script script,
        List<Fault> faults) {

    public EvccPlan {
        faults = List.copyOf(faults);
    }

    /** Protocols the car side speaks. */
    public enum Protocol {
        DIN_70121,
        ISO_15118_2,
        ISO_15118_20
    }

    /** Energy services. */
    public enum Service {
        AC,
        DC,
        AC_BPT,
        DC_BPT;

        public boolean isDc() {
            return this == DC || this == DC_BPT;
        }

        public boolean isBidirectional() {
            return this == AC_BPT || this == DC_BPT;
        }

        /** The same that only charges. */
        public Service oneWay() {
            return isDc() ? DC : AC;
        }
    }

    /** Who controls power. */
    public enum Mode {
        /** The first parameter set the station lists. */
        FIRST_OFFERED,
        DYNAMIC,
        SCHEDULED,
        /** The first in which the car follows a grid: it cannot form one. */
        GRID_FOLLOWING
    }

    /**
     * Pace in nanoseconds.
     *
     * @param loopNs from an answer to the next charge-loop request; 0 = flat out
     * @param repeatNs from an "ongoing" to the next request
     */
    public record Pace(long loopNs, long repeatNs) {
        public static final Pace NORMAL = new Pace(100_000_000L, 100_000_000L);
        public static final Pace FLAT_OUT = new Pace(0, 0);
    }

    /**
     * When the car stops by itself, whichever comes first.
     *
     * @param afterLoops charge-loop messages; 0 = never for this reason
     * @param atSocDeciPercent state of charge reached from below; above 1000 = never
     */
    public record Stop(long afterLoops, int atSocDeciPercent) {
        public static final Stop NEVER = new Stop(0, 2000);
    }

    /**
     * What the car wants.
     *
     * @param targetSocDeciPercent tells energies to this
     * @param minimumSocDeciPercent lowest it lets the station use
     * @param departureS seconds to departure
     * @param scheduledCurrentMa DC current it asks in scheduled mode, minus discharges
     */
    public record Needs(
            int targetSocDeciPercent,
            int minimumSocDeciPercent,
            int departureS,
            int scheduledCurrentMa) {
        public static final Needs USUAL = new Needs(800, 200, 7200, 20_000);
    }

    /** How a car leaves the transfer. */
    public enum Leave {
        TERMINATE,
        /** It comes back to the same session. */
        PAUSE,
        /** It chooses a service anew; ISO 15118-20 only. */
        SERVICE_RENEGOTIATION
    }

    /**
     * What the car does besides charging.
     *
     * @param renegotiatesAfter charge-loop messages after which it asks for a new schedule once; 0
     *     = never by itself
     * @param leave how it leaves when it stops by itself
     * @param dischargesAfter charge-loop messages after which a car that controls its DC current
     *     turns it round; 0 = never
     * @param asksMeter asks for the meter's reading
     * @param resumes a session it paused
     */
    public record Script(
            long renegotiatesAfter,
            Leave leave,
            long dischargesAfter,
            boolean asksMeter,
            Optional<Evcc.Kept> resumes) {
        public static final Script NOTHING =
                new Script(0, Leave.TERMINATE, 0, false, Optional.empty());
    }

    /** Something the car does wrong. */
    public sealed interface Fault {
        /** Says nothing any more in this stage. */
        record Silent(Stage in) implements Fault {}

        /** Sends a message that does not belong there. */
        record WrongOrder(Stage in) implements Fault {}

        /** Sends octets that are no message, in a valid frame. */
        record Garbage(Stage in) implements Fault {}

        /** Sends octets that are no frame. */
        record NoFrame(Stage in) implements Fault {}

        /** Announces a frame above every bound. */
        record Oversize(Stage in) implements Fault {}

        /** Uses a session id that is not ours. */
        record WrongSession(Stage in) implements Fault {}

        /** Names a service that no station has. */
        record UnknownService(Stage in) implements Fault {}

        /** Ends the session when it comes to this stage. */
        record EarlyStop(Stage in) implements Fault {}

        /** Goes on when the station wants to stop. */
        record IgnoresStop() implements Fault {}

        /** Tells 20 kV and 300 kA. */
        record ImplausibleValues() implements Fault {}

        /** Tells discharge limits as negative numbers. */
        record NegativeDischargeLimits() implements Fault {}
    }

    /** Whether the plan has this fault. */
    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** A plain session of a kind. */
    public static EvccPlan of(Protocol protocol, Service service, Stop stop) {
        return new EvccPlan(
                "02AABBCCDD01",
                protocol,
                service,
                Mode.FIRST_OFFERED,
                Pace.NORMAL,
                stop,
                Needs.USUAL,
                Script.NOTHING,
                List.of());
    }

    /** The same with other faults. */
    public EvccPlan with(Fault fault) {
        return new EvccPlan(
                evccId, protocol, service, mode, pace, stop, needs, script, List.of(fault));
    }

    /** The same with another control mode. */
    public EvccPlan with(Mode other) {
        return new EvccPlan(evccId, protocol, service, other, pace, stop, needs, script, faults);
    }

    /** The same with another service. */
    public EvccPlan with(Service other) {
        return new EvccPlan(evccId, protocol, other, mode, pace, stop, needs, script, faults);
    }

    /** The same with another pace. */
    public EvccPlan with(Pace other) {
        return new EvccPlan(evccId, protocol, service, mode, other, stop, needs, script, faults);
    }

    /** The same with another script. */
    public EvccPlan with(Script other) {
        return new EvccPlan(evccId, protocol, service, mode, pace, stop, needs, other, faults);
    }

    /** The same with other needs. */
    public EvccPlan with(Needs other) {
        return new EvccPlan(evccId, protocol, service, mode, pace, stop, other, script, faults);
    }
}
