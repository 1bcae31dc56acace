package org.ebbflow.tools.sim.plant;

/**
 * What the power stage reports about itself.
 *
 * @param condition what it does
 * @param mode the mode it was told
 * @param acPowerW power at its AC terminals in watts, plus is charge
 * @param dcVoltageMv voltage at the DC output in millivolts
 * @param dcCurrentMa current at the DC output in milliamperes, plus flows into the car
 * @param acVoltageMv line voltage at its terminals in millivolts
 * @param frequencyMilliHz frequency at its terminals in millihertz
 * @param temperatureDeciC cabinet temperature in tenths of a degree Celsius
 * @param forming whether it makes the house grid
 * @param alarms bits of {@link Stage}: grid missing, forming fault, controller silent
 */
public record StageValues(
        Stage.Condition condition,
        StageMode mode,
        int acPowerW,
        int dcVoltageMv,
        int dcCurrentMa,
        int acVoltageMv,
        int frequencyMilliHz,
        int temperatureDeciC,
        boolean forming,
        long alarms) {}
