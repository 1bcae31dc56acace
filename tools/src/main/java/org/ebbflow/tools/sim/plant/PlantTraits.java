package org.ebbflow.tools.sim.plant;

/**
 * What the simulated hardware is; never changes while it runs.
 *
 * @param kind what the connector carries
 * @param phases line conductors, 1..3; split phase counts as 1 at the line-to-line voltage
 * @param nominalVoltageMv line voltage in millivolts
 * @param nominalFrequencyMilliHz grid frequency in millihertz
 * @param stage the power stage; without meaning on an AC station
 * @param board the safety board
 */
public record PlantTraits(
        Kind kind,
        int phases,
        int nominalVoltageMv,
        int nominalFrequencyMilliHz,
        StageTraits stage,
        BoardTraits board) {

    /** What the connector carries. */
    public enum Kind {
        DC,
        AC
    }

    /**
     * The power stage.
     *
     * @param maxPowerW largest power each way at the AC terminals
     * @param maxVoltageMv largest voltage at the DC output
     * @param maxCurrentMa largest DC current each way
     * @param chargePerMille efficiency from AC to DC, 500..1000
     * @param dischargePerMille efficiency from DC to AC, 500..1000
     * @param startUpMs time from off to running
     * @param lagMs time constant of the power regulator
     * @param slewWPerS largest change of power in watts per second
     * @param reconnectMs time after the return of the grid before power flows again
     * @param noisePerMille noise of its own measurements, of the value
     */
    public record StageTraits(
            int maxPowerW,
            int maxVoltageMv,
            int maxCurrentMa,
            int chargePerMille,
            int dischargePerMille,
            int startUpMs,
            int lagMs,
            int slewWPerS,
            int reconnectMs,
            int noisePerMille) {}

    /**
     * The safety board and what hangs on it.
     *
     * @param watchdogMs heartbeat silence after which it opens the contactors
     * @param debounceMs time a pilot level must stand to count
     * @param closeMs travel time of the contactors when closing
     * @param openMs travel time of the contactors when opening
     * @param lockMs running time of the lock motor
     * @param selfTestMs duration of the self test of the insulation monitor
     * @param switchMs travel time of each switch of the backup gear
     * @param lockFitted whether the station has a connector lock
     * @param backupFitted whether a backup switch gear is fitted
     */
    public record BoardTraits(
            int watchdogMs,
            int debounceMs,
            int closeMs,
            int openMs,
            int lockMs,
            int selfTestMs,
            int switchMs,
            boolean lockFitted,
            boolean backupFitted) {}

    private static final StageTraits STAGE =
            new StageTraits(12_500, 950_000, 40_000, 955, 948, 600, 30, 40_000, 2_000, 2);

    private static final BoardTraits BOARD =
            new BoardTraits(500, 15, 35, 20, 400, 2_500, 60, true, true);

    /** A 12.5 kW bidirectional DC station on a 240 V / 60 Hz split-phase service. */
    public static PlantTraits dc() {
        return new PlantTraits(Kind.DC, 1, 240_000, 60_000, STAGE, BOARD);
    }

    /** An AC station, 240 V / 60 Hz split phase, for cars with their own inverter. */
    public static PlantTraits ac() {
        return new PlantTraits(Kind.AC, 1, 240_000, 60_000, STAGE, BOARD);
    }

    /** The same station with another watchdog time in milliseconds. */
    public PlantTraits withWatchdogMs(int watchdogMs) {
        BoardTraits b = board;
        return new PlantTraits(
                kind,
                phases,
                nominalVoltageMv,
                nominalFrequencyMilliHz,
                stage,
                new BoardTraits(
                        watchdogMs,
                        b.debounceMs(),
                        b.closeMs(),
                        b.openMs(),
                        b.lockMs(),
                        b.selfTestMs(),
                        b.switchMs(),
                        b.lockFitted(),
                        b.backupFitted()));
    }
}
