package org.ebbflow.tools.sim.world;

import java.util.List;

/**
 * One session to simulate, as data.
 *
 * @param seed seeds every actor
 * @param vehicle what kind of car comes
 * @param socDeciPercent its state of charge at the beginning
 * @param durationMs how long the world runs
 * @param actions what happens, ordered by time
 * @param home what is fitted in the house
 */
public record Scenario(
        long seed,
        Vehicle vehicle,
        int socDeciPercent,
        long durationMs,
        List<Action> actions,
        Home home) {

    public Scenario {
        actions = List.copyOf(actions);
    }

    /** In a house without backup. */
    public Scenario(
            long seed, Vehicle vehicle, int socDeciPercent, long durationMs, List<Action> actions) {
        this(seed, vehicle, socDeciPercent, durationMs, actions, Home.PLAIN);
    }

    /** What is fitted in the house. */
    public enum Home {
        PLAIN,
        /** The station's board has a backup switch gear. */
        BACKUP
    }

    /** Kinds of cars. */
    public enum Vehicle {
        /** AC, nothing but the pilot. */
        PWM,
        /** ISO 15118-20 DC, bidirectional, dynamic. */
        ISO20_DC_BPT,
        /** ISO 15118-20 AC, the car's own inverter. */
        ISO20_AC_BPT,
        /** ISO 15118-2 DC, charge only. */
        ISO2_DC,
        /** ISO 15118-20 DC, charge only. */
        ISO20_DC,
        /** ISO 15118-20 AC, charge only. */
        ISO20_AC,
        /** ISO 15118-2 AC, charge only. */
        ISO2_AC,
        /** DIN 70121, DC, charge only. */
        DIN_DC,
        /** CHAdeMO, both directions. */
        CHADEMO;

        /** Whether the station is a DC station. */
        public boolean isDc() {
            return switch (this) {
                case ISO20_DC_BPT, ISO2_DC, ISO20_DC, DIN_DC, CHADEMO -> true;
                case PWM, ISO20_AC_BPT, ISO20_AC, ISO2_AC -> false;
            };
        }

        /** Whether it sends messages. */
        public boolean isDigital() {
            return this != PWM;
        }

        /** Whether it can give energy back. */
        public boolean isBidirectional() {
            return this == ISO20_DC_BPT || this == ISO20_AC_BPT || this == CHADEMO;
        }
    }

    /** The same with other actions. */
    public Scenario with(List<Action> others) {
        return new Scenario(seed, vehicle, socDeciPercent, durationMs, others, home);
    }

    /** The same over another time in milliseconds. */
    Scenario lasting(long otherMs) {
        return new Scenario(seed, vehicle, socDeciPercent, otherMs, actions, home);
    }

    /** The faults among the actions. */
    public List<Action> faults() {
        return actions.stream().filter(action -> action.kind().isFault()).toList();
    }
}
