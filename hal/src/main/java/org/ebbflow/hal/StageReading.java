package org.ebbflow.hal;

import java.util.OptionalInt;

/**
 * What the power stage (the station's bidirectional converter) reports, read in one block.
 *
 * @param mode what the stage is doing
 * @param acPowerW power at its AC terminals in watts; plus flows from the grid into the car
 * @param dcVoltageMv voltage at its DC output in millivolts, 0 or more
 * @param dcCurrentMa current at its DC output in milliamperes; plus flows into the car
 * @param acVoltageMv line voltage (L-N, or L1-L2 on split phase) in millivolts
 * @param frequencyMilliHz grid or island frequency in millihertz
 * @param temperatureDeciC hottest temperature that bounds the power, in tenths of a degree Celsius;
 *     {@link #NOT_MEASURED} where neither the stage nor the connector measures one
 * @param gridForming whether the stage forms the grid itself (island)
 * @param alarms the device's own alarm bits, 0 for none
 * @param profile whether it has taken the grid's rules
 * @param socDeciPercent state of charge of the battery at its DC side as the stage itself tells it,
 *     0..1,000 tenths of a percent; empty where it has no such model or no value. Shown to energy
 *     managers where the car says nothing; nothing is decided by it, because a stage hears of the
 *     car's battery only by what we tell it
 */
public record StageReading(
        Mode mode,
        int acPowerW,
        int dcVoltageMv,
        int dcCurrentMa,
        int acVoltageMv,
        int frequencyMilliHz,
        int temperatureDeciC,
        boolean gridForming,
        long alarms,
        GridProfile.Taken profile,
        OptionalInt socDeciPercent) {

    /** Below every temperature, so that a derating curve leaves the power whole. */
    public static final int NOT_MEASURED = Integer.MIN_VALUE;

    /** A stage that nobody has told the grid's rules, and that knows of no battery. */
    public StageReading(
            Mode mode,
            int acPowerW,
            int dcVoltageMv,
            int dcCurrentMa,
            int acVoltageMv,
            int frequencyMilliHz,
            int temperatureDeciC,
            boolean gridForming,
            long alarms) {
        this(
                mode,
                acPowerW,
                dcVoltageMv,
                dcCurrentMa,
                acVoltageMv,
                frequencyMilliHz,
                temperatureDeciC,
                gridForming,
                alarms,
                GridProfile.Taken.NOT_YET,
                OptionalInt.empty());
    }

    /** The same values of a stage that has taken the grid's rules, or not. */
    public StageReading told(GridProfile.Taken taken) {
        return with(acVoltageMv, frequencyMilliHz, temperatureDeciC, taken, socDeciPercent);
    }

    /** The same with the state of charge that the stage itself tells. */
    public StageReading charged(OptionalInt deciPercent) {
        return with(acVoltageMv, frequencyMilliHz, temperatureDeciC, profile, deciPercent);
    }

    /** The same with the hotter of its own temperature and another one. */
    public StageReading atLeast(int otherDeciC) {
        int hotterDeciC = Math.max(temperatureDeciC, otherDeciC);
        return with(acVoltageMv, frequencyMilliHz, hotterDeciC, profile, socDeciPercent);
    }

    /** The same with the line values of a meter at the same terminals. */
    public StageReading at(int lineMv, int lineMilliHz) {
        return with(lineMv, lineMilliHz, temperatureDeciC, profile, socDeciPercent);
    }

    private StageReading with(
            int lineMv,
            int lineMilliHz,
            int hottestDeciC,
            GridProfile.Taken taken,
            OptionalInt chargeDeciPercent) {
        return new StageReading(
                mode,
                acPowerW,
                dcVoltageMv,
                dcCurrentMa,
                lineMv,
                lineMilliHz,
                hottestDeciC,
                gridForming,
                alarms,
                taken,
                chargeDeciPercent);
    }

    /** Operating state of the stage. */
    public enum Mode {
        OFF,
        STARTING,
        RUNNING,
        STANDBY,
        FAULT
    }
}
