package org.ebbflow.tools.sim.plant;

/**
 * What an electricity meter shows.
 *
 * @param powerW total active power in watts, plus is import
 * @param phases line conductors in use, 1..3
 * @param phasePowerW power of each of them in watts, plus is import
 * @param phaseCurrentMa current of each of them in milliamperes, sign of the power
 * @param voltageMv line voltage in millivolts
 * @param frequencyMilliHz frequency in millihertz
 * @param importMilliWh lifetime energy in import direction in thousandths of a watt-hour
 * @param exportMilliWh lifetime energy in export direction in thousandths of a watt-hour
 */
public record MeterValues(
        int powerW,
        int phases,
        int phasePowerW,
        int phaseCurrentMa,
        int voltageMv,
        int frequencyMilliHz,
        long importMilliWh,
        long exportMilliWh) {

    static final MeterValues ZERO = new MeterValues(0, 1, 0, 0, 0, 0, 0, 0);
}
