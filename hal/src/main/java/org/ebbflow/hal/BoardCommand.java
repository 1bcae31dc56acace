package org.ebbflow.hal;

/**
 * Everything the controller wants of the board until the next command; only the safety supervisor
 * makes one.
 *
 * @param cycle number of the cycle that decided it; the heartbeat of the safety board
 * @param pilot what stands on the control pilot
 * @param contactorsClosed wish for the output contactors; the safety board has the last word
 * @param lockEngaged wish for the connector lock
 * @param stage command for the power stage
 * @param insulation command for the insulation monitor
 * @param island command for the backup switch gear
 */
public record BoardCommand(
        long cycle,
        Pilot pilot,
        boolean contactorsClosed,
        boolean lockEngaged,
        Stage stage,
        Insulation insulation,
        Island island) {

    /** Control pilot output. @source IEC 61851-1 Annex A */
    public sealed interface Pilot {
        /** Steady +12 V: no offer. */
        record X1() implements Pilot {}

        /**
         * PWM. @param dutyDeciPercent 30..970, tenths of a percent; 50 asks for digital
         * communication
         */
        record Duty(int dutyDeciPercent) implements Pilot {}

        /** 0 V: station tells of a fault. */
        record StateE() implements Pilot {}

        /** -12 V: station not available. */
        record StateF() implements Pilot {}

        /**
         * A CHAdeMO connector has two lines instead of a pilot; every other value here leaves both
         * off.
         *
         * @param d1 12 V to the car: charge sequence signal 1
         * @param d2 the ground of the car's contactor coils: charge sequence signal 2
         */
        record Lines(boolean d1, boolean d2) implements Pilot {}
    }

    /**
     * Power stage. All currents are magnitudes in milliamperes, all voltages in millivolts at the
     * DC output.
     */
    public sealed interface Stage {
        /** Converter off, no output. */
        record Off() implements Stage {}

        /**
         * Holds a voltage with a small current limit: insulation test and pre-charge, contactors
         * open.
         */
        record HoldVoltage(int voltageMv, int maxCurrentMa) implements Stage {}

        /**
         * Follows power at the AC terminals inside a DC window.
         *
         * @param acPowerW watts at the AC terminals, plus is charge
         */
        record FollowPower(int acPowerW, DcWindow window) implements Stage {}

        /** Forms the house grid from the car (island). */
        record FormGrid(DcWindow window) implements Stage {}
    }

    /** Bounds at the DC output that the stage keeps by itself; both currents are magnitudes. */
    public record DcWindow(
            int minVoltageMv, int maxVoltageMv, int maxChargeMa, int maxDischargeMa) {}

    /** Insulation monitor. */
    public enum Insulation {
        OFF,
        MEASURE,
        SELF_TEST
    }

    /** Backup switch gear. */
    public enum Island {
        /** Grid switch closed, bond open, the whole house connected. */
        PARALLEL,
        /** Switch, bond and house feed open: the step between. */
        SEPARATED,
        /** Grid switch open, bond closed, house feed open. */
        ISLAND,
        /** As {@link #ISLAND} with the whole house connected. */
        ISLAND_HOUSE,
        /** As {@link #ISLAND} with the house connected but for the circuits that may be shed. */
        ISLAND_ESSENTIAL,
        /** Every switch stays where it is. */
        HOLD
    }
}
