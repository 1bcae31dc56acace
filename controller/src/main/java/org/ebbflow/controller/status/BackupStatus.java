package org.ebbflow.controller.status;

import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.hal.IslandReading.Switch;

/**
 * Home backup as people and registers see it.
 *
 * @param state what it does
 * @param ending why the last island ended or did not begin
 * @param gridSwitch mirror contacts of the switch between house and grid
 * @param ready a car could supply the house if the grid failed now
 * @param test the owner left the grid by hand
 * @param returnInS seconds until the house goes back to the grid if it stays good, -1 unknown
 * @param gapS how long the house is dark at most when it changes over, seconds
 */
public record BackupStatus(
        State state,
        Ending ending,
        Switch gridSwitch,
        boolean ready,
        boolean test,
        int returnInS,
        int gapS) {

    /** A station without backup. */
    public static final BackupStatus NONE =
            new BackupStatus(State.NOT_FITTED, Ending.NONE, Switch.UNKNOWN, false, false, -1, 0);

    /** Stable states of registers and panel; a number is never re-used. */
    public enum State {
        NOT_FITTED(0),
        ON_GRID(1),
        /** Switches move: the house is dark for a moment. */
        CHANGING(2),
        /** Apart from the grid, and nobody supplies the house. */
        DARK(3),
        /** The stage makes its voltage; the house follows. */
        STARTING(4),
        SUPPLYING(5),
        /** Supplying without the circuits that may be let go. */
        SHEDDING(6),
        FAILED(7),
        /** The switches have not been read yet. */
        UNKNOWN(8);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /** Stable number for registers and logs. */
        public int number() {
            return number;
        }

        /** Whether the house hangs on the car. */
        public boolean supplies() {
            return this == SUPPLYING || this == SHEDDING;
        }
    }

    /** Why an island ended or did not begin; a number is never re-used. */
    public enum Ending {
        NONE(0),
        GRID_RETURNED(1),
        NOT_PERMITTED(2),
        OVERLOAD(3),
        OUT_OF_WINDOW(4),
        SWITCH_GEAR(5),
        /** The car was asked to form the house's grid and only follows one. */
        CAR_FOLLOWS(6);

        private final int number;

        Ending(int number) {
            this.number = number;
        }

        /** Stable number for registers and logs. */
        public int number() {
            return number;
        }
    }

    /**
     * Minutes until the reserve for driving is reached at the present load, -1 when the car does
     * not supply or what it holds is not known.
     */
    public static int minutesLeft(Snapshot snapshot) {
        long loadW = -(long) StationState.acPowerW(snapshot);
        if (!snapshot.backup().state().supplies() || loadW < 50) {
            return -1;
        }
        return snapshot.vehicle()
                .freshSoc(snapshot.tick().monotonicNs())
                .filter(soc -> soc.capacityWh() > 0)
                .map(soc -> minutes(soc, loadW, snapshot))
                .orElse(-1);
    }

    private static int minutes(VehicleReport.Soc soc, long loadW, Snapshot snapshot) {
        int floor = snapshot.preferences().drivingReserveDeciPercent();
        long aboveDeciPercent = Math.max(0, soc.deciPercent() - floor);
        long carWh = soc.capacityWh() * aboveDeciPercent / 1_000;
        long houseWh = carWh * snapshot.ratings().efficiency().dischargePerMille() / 1_000;
        return (int) Math.min(Integer.MAX_VALUE, houseWh * 60 / loadW);
    }
}
