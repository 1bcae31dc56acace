package org.ebbflow.hal;

/**
 * What the power stage (the station's bidirectional converter) reports, read in one block.
 *
 * @param mode what the stage is doing
 * @param acPowerW power at its AC terminals in watts; plus flows from the grid into the car
 * @param dcVoltageMv voltage at its DC output in millivolts, 0 or more
 * @param dcCurrentMa current at its DC output in milliamperes; plus flows into the car
 * @param acVoltageMv line voltage (L-N, or L1-L2 on split phase) in millivolts
 * @param frequencyMilliHz grid or island frequency in millihertz
 * @param temperatureDeciC hottest cabinet or heat-sink temperature in tenths of a degree Celsius
 * @param gridForming whether the stage forms the grid itself (island)
 * @param alarms the device's own alarm bits, 0 for none
 * @param profile whether it has taken the grid's rules
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
        GridProfile.Taken profile) {

    /** A stage that nobody has told the grid's rules. */
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
                GridProfile.Taken.NOT_YET);
    }

    /** The same values of a stage that has taken the grid's rules, or not. */
    public StageReading told(GridProfile.Taken taken) {
        return new StageReading(
                mode,
                acPowerW,
                dcVoltageMv,
                dcCurrentMa,
                acVoltageMv,
                frequencyMilliHz,
                temperatureDeciC,
                gridForming,
                alarms,
                taken);
    }

    /** The same with the hotter of its own temperature and another one. */
    public StageReading atLeast(int otherDeciC) {
        return new StageReading(
                mode,
                acPowerW,
                dcVoltageMv,
                dcCurrentMa,
                acVoltageMv,
                frequencyMilliHz,
                Math.max(temperatureDeciC, otherDeciC),
                gridForming,
                alarms);
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
