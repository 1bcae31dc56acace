package org.ebbflow.iso15118.secc;

import java.util.Optional;

/**
 * Everything a protocol step may know of the station in one cycle, already translated to the car's
 * side; plus is charge (into the car).
 *
 * @param nowNs monotonic instant, nanoseconds; only differences mean anything
 * @param wallTimeMs wall clock for time stamps in messages, milliseconds since 1970-01-01 UTC
 * @param readiness whether energy may flow
 * @param authorization what is known of the right to charge
 * @param measured latest cached measurements
 * @param offer what the station offers
 * @param notice what the car is asked to do next; a stop overrides it
 */
public record StationView(
        long nowNs,
        long wallTimeMs,
        Readiness readiness,
        Authorization authorization,
        Measurement measured,
        Offer offer,
        Notice notice) {

    /** What the station asks of a car that transfers energy. */
    public enum Notice {
        NONE,
        /** Sleep and come back later; the session is kept. */
        PAUSE,
        /** Ask for the schedule anew. */
        SCHEDULE_RENEGOTIATION,
        /** Choose a service anew. */
        SERVICE_RENEGOTIATION,
        /** Confirm the meter's reading. */
        METERING_CONFIRMATION
    }

    /** The same with another request to the car. */
    public StationView with(Notice other) {
        return new StationView(nowNs, wallTimeMs, readiness, authorization, measured, offer, other);
    }

    /** Whether energy may flow. */
    public enum Readiness {
        /** Yes. */
        OPEN,
        /** No new transfer; a running one has to end in good order. */
        CLOSED,
        /** A trip stands: power is off or goes off at once. */
        TRIPPED
    }

    /** Right to charge in this session. */
    public enum Authorization {
        PENDING,
        GRANTED,
        DENIED
    }

    /**
     * Measurements, as fresh as the cycle has them.
     *
     * @param fresh whether voltage and current below are recent; stale values never pass a check
     * @param voltageMv DC voltage at the stage's output, 0 or more
     * @param inletVoltageMv DC voltage on the car's side of the contactors; the stage's where not
     *     measured
     * @param currentMa DC current, plus into the car
     * @param powerW power at the station's AC terminals, plus into the car
     * @param contactors mirror contacts of the output contactors
     * @param carReady pilot state C or D stands
     * @param insulation what the insulation monitor says
     * @param meter the meter the car may be told of
     */
    public record Measurement(
            boolean fresh,
            int voltageMv,
            int inletVoltageMv,
            int currentMa,
            int powerW,
            Contactors contactors,
            boolean carReady,
            Insulation insulation,
            Optional<Meter> meter) {

        /** Whether the output voltage is known and within {@code toleranceMv} of {@code mv}. */
        public boolean isWithin(int mv, int toleranceMv) {
            return fresh && Math.abs((long) voltageMv - mv) <= toleranceMv;
        }
    }

    /**
     * The station's meter.
     *
     * @param id up to 32 characters
     * @param chargedWh lifetime energy into cars
     * @param dischargedWh lifetime energy out of cars
     */
    public record Meter(String id, long chargedWh, long dischargedWh) {}

    /** Mirror contacts of the output contactors. */
    public enum Contactors {
        OPEN,
        CLOSED,
        /** Moving, not known, or contradicting the command. */
        UNCLEAR
    }

    /**
     * The insulation monitor.
     *
     * @param selfTest state of its self test; {@code NOT_RUN} also when it does not answer
     * @param resistanceOhm insulation resistance in ohms
     */
    public record Insulation(SelfTest selfTest, int resistanceOhm) {

        /** Self test of the insulation monitor. */
        public enum SelfTest {
            NOT_RUN,
            RUNNING,
            PASSED,
            FAILED
        }
    }

    /**
     * Bounds and wish of the station, at the car's side.
     *
     * @param minPowerW 0 or less: the most that may flow out of the car, watts
     * @param maxPowerW 0 or more: the most that may flow into the car, watts
     * @param minCurrentMa 0 or less, DC milliamperes; 0 on an AC station
     * @param maxCurrentMa 0 or more, DC milliamperes; 0 on an AC station
     * @param minVoltageMv lowest DC voltage of the stage
     * @param maxVoltageMv highest DC voltage of the stage
     * @param ac the AC side
     * @param dischargeOffered whether bidirectional services are offered
     * @param target what the station wants inside the bounds
     * @param needs what the driver told the station, for a car that asks it
     */
    public record Offer(
            int minPowerW,
            int maxPowerW,
            int minCurrentMa,
            int maxCurrentMa,
            int minVoltageMv,
            int maxVoltageMv,
            Ac ac,
            boolean dischargeOffered,
            Target target,
            Needs needs) {

        /** The value inside the power bounds nearest to {@code powerW}. */
        public int clampW(int powerW) {
            return Math.clamp(powerW, minPowerW, maxPowerW);
        }
    }

    /**
     * What the driver told the station of the battery.
     *
     * @param minimumPercent state of charge to keep, 0..100; -1 unknown
     * @param targetPercent state of charge to reach, 0..100; -1 unknown
     * @param departureS seconds to the departure the station plans for, 0 or more; -1 unknown
     */
    public record Needs(int minimumPercent, int targetPercent, int departureS) {
        public static final Needs NONE = new Needs(-1, -1, -1);
    }

    /**
     * AC values of the offer.
     *
     * @param currentMa per line conductor, 0 or more
     * @param phases line conductors, 1..3
     * @param nominalVoltageMv L-N, or L1-L2 on split phase
     * @param nominalFrequencyMilliHz 50,000 or 60,000
     * @param house what stands on the line
     */
    public record Ac(
            int currentMa,
            int phases,
            int nominalVoltageMv,
            int nominalFrequencyMilliHz,
            House house) {

        /** A line that is the grid's. */
        public Ac(int currentMa, int phases, int nominalVoltageMv, int nominalFrequencyMilliHz) {
            this(currentMa, phases, nominalVoltageMv, nominalFrequencyMilliHz, House.GRID);
        }
    }

    /** What stands on the line of an AC station, and whether a car may make it. */
    public enum House {
        /** The grid, also on a station without home backup. */
        GRID,
        /** A car that forms a grid is wanted; the way to the grid is not proved open yet. */
        CALLS_CAR,
        /** Proved apart from the grid: the car forms the house's. */
        CAR,
        /** Apart from the grid, and no car is to form one. */
        DARK;

        /** Whether a car may choose to form the grid. */
        public boolean offersForming() {
            return this == CALLS_CAR || this == CAR;
        }
    }

    /** What the station wants. */
    public sealed interface Target {
        /** The car decides inside the bounds. */
        record FollowCar() implements Target {}

        /** The station decides. @param powerW watts at the car, plus into the car */
        record Power(int powerW) implements Target {}
    }
}
