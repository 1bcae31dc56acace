package org.ebbflow.tools.sim.plant;

/**
 * What a car finds at its inlet.
 *
 * @param dutyDeciPercent pilot: 1000 = steady +12 V, 30..970 = PWM in tenths of a percent, 0 = no
 *     PWM (state E or F, or a dead station)
 * @param locked the station's lock holds the connector, or no lock is fitted
 * @param dcVoltageMv voltage between the DC pins in millivolts, 0 or more
 * @param dcCurrentMa current into the car in milliamperes; minus is discharge
 * @param acVoltageMv line voltage at the AC pins in millivolts, 0 while not supplied
 * @param acFrequencyMilliHz its frequency in millihertz, 0 while not supplied
 */
public record InletSide(
        int dutyDeciPercent,
        boolean locked,
        int dcVoltageMv,
        int dcCurrentMa,
        int acVoltageMv,
        int acFrequencyMilliHz) {

    /** Nothing at all: no cable, or a station without power. */
    public static final InletSide DEAD = new InletSide(0, false, 0, 0, 0, 0);
}
