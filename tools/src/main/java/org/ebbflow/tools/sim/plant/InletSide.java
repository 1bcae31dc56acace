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
 * @param d1 a CHAdeMO station gives 12 V
 * @param d2 a CHAdeMO station grounds the coils of the car's contactors
 * @param acPowerW what flows through the AC pins in watts, plus into the car
 */
public record InletSide(
        int dutyDeciPercent,
        boolean locked,
        int dcVoltageMv,
        int dcCurrentMa,
        int acVoltageMv,
        int acFrequencyMilliHz,
        boolean d1,
        boolean d2,
        int acPowerW) {

    /** Nothing at all: no cable, or a station without power. */
    public static final InletSide DEAD = new InletSide(0, false, 0, 0, 0, 0);

    /** An inlet with a control pilot. */
    public InletSide(
            int dutyDeciPercent,
            boolean locked,
            int dcVoltageMv,
            int dcCurrentMa,
            int acVoltageMv,
            int acFrequencyMilliHz) {
        this(
                dutyDeciPercent,
                locked,
                dcVoltageMv,
                dcCurrentMa,
                acVoltageMv,
                acFrequencyMilliHz,
                false,
                false,
                0);
    }

    /** An inlet without AC. */
    public InletSide(
            int dutyDeciPercent,
            boolean locked,
            int dcVoltageMv,
            int dcCurrentMa,
            int acVoltageMv,
            int acFrequencyMilliHz,
            boolean d1,
            boolean d2) {
        this(
                dutyDeciPercent,
                locked,
                dcVoltageMv,
                dcCurrentMa,
                acVoltageMv,
                acFrequencyMilliHz,
                d1,
                d2,
                0);
    }
}
