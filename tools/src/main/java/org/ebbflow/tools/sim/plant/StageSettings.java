package org.ebbflow.tools.sim.plant;

/**
 * Everything a controller can set on the power stage.
 *
 * @param mode what it shall do
 * @param operate whether operation is allowed at all
 * @param followEnabled whether the power set point counts; without it the power is 0
 * @param acPowerW power set point at the AC terminals in watts, plus is charge
 * @param hold target of the hold-voltage mode
 * @param window bounds at the DC output
 * @param reversion what replaces the set point when it is not renewed
 * @param silenceMs time without a valid write after which the stage switches off, 0 = never
 */
public record StageSettings(
        StageMode mode,
        boolean operate,
        boolean followEnabled,
        int acPowerW,
        Hold hold,
        Window window,
        Reversion reversion,
        int silenceMs) {

    /** As at power-up: off, no power, a closed window. */
    public static final StageSettings POWER_UP =
            new StageSettings(
                    StageMode.OFF,
                    false,
                    false,
                    0,
                    new Hold(0, 0),
                    new Window(0, 0, 0, 0),
                    new Reversion(0, 0, false),
                    0);

    /** Target of the hold-voltage mode: millivolts, and a current limit in milliamperes. */
    public record Hold(int voltageMv, int maxCurrentMa) {}

    /** Bounds at the DC output, all magnitudes. */
    public record Window(int minVoltageMv, int maxVoltageMv, int maxChargeMa, int maxDischargeMa) {}

    /**
     * What replaces the power set point when it is not written again in time.
     *
     * @param timeMs time after the last write in milliseconds, 0 = never
     * @param acPowerW the power then, plus is charge
     * @param followEnabled whether a set point counts then
     */
    public record Reversion(int timeMs, int acPowerW, boolean followEnabled) {}

    /** The same settings in another mode. */
    public StageSettings inMode(StageMode other) {
        return new StageSettings(
                other, operate, followEnabled, acPowerW, hold, window, reversion, silenceMs);
    }

    /** The settings after the set point was not renewed. */
    StageSettings reverted() {
        return new StageSettings(
                mode,
                operate,
                reversion.followEnabled(),
                reversion.acPowerW(),
                hold,
                window,
                reversion,
                silenceMs);
    }
}
