package org.ebbflow.tools.sim.plant;

/**
 * One command block to the safety board.
 *
 * @param heartbeat number that must change within the watchdog time, 0..65,535
 * @param pilot what shall stand on the control pilot
 * @param closeContactors wish for the output contactors
 * @param engageLock wish for the connector lock
 * @param insulation order to the insulation monitor
 * @param backup order to the backup switch gear
 */
public record BoardOrder(
        int heartbeat,
        PilotOutput pilot,
        boolean closeContactors,
        boolean engageLock,
        Insulation insulation,
        Backup backup) {

    /** As at power-up: steady +12 V, everything open, the backup's switches as they are. */
    public static final BoardOrder POWER_UP =
            new BoardOrder(0, new PilotOutput.Steady(), false, false, Insulation.OFF, Backup.HOLD);

    /** Control pilot output. @source IEC 61851-1 Annex A */
    public sealed interface PilotOutput {

        /** Steady +12 V (X1). */
        record Steady() implements PilotOutput {}

        /** PWM of 30..970 tenths of a percent. */
        record Pwm(int dutyDeciPercent) implements PilotOutput {}

        /** 0 V. */
        record StateE() implements PilotOutput {}

        /** -12 V. */
        record StateF() implements PilotOutput {}

        /** The two lines of a CHAdeMO connector; every other value leaves both off. */
        record Lines(boolean d1, boolean d2) implements PilotOutput {}

        /** What a car measures: 1000 = steady, 30..970 = PWM, 0 = none. */
        default int dutyDeciPercent() {
            return switch (this) {
                case Steady unused -> 1_000;
                case Pwm pwm -> pwm.dutyDeciPercent();
                case StateE unused -> 0;
                case StateF unused -> 0;
                case Lines unused -> 0;
            };
        }
    }

    /** Order to the insulation monitor. */
    public enum Insulation {
        OFF,
        MEASURE,
        SELF_TEST
    }

    /** Order to the backup switch gear. */
    public enum Backup {
        /** Grid switch and house feed closed, bond open. */
        PARALLEL,
        /** All three open. */
        SEPARATED,
        /** Bond closed, grid switch and house feed open. */
        ISLAND,
        /** The same with the whole house connected. */
        ISLAND_HOUSE,
        /** The same with the house connected but for what may be shed. */
        ISLAND_ESSENTIAL,
        /** Nothing moves. */
        HOLD
    }

    BoardOrder withPilot(PilotOutput other) {
        return new BoardOrder(heartbeat, other, closeContactors, engageLock, insulation, backup);
    }
}
