package org.ebbflow.hal;

/**
 * One block of an electricity meter.
 *
 * @param powerW total active power in watts; plus flows from the grid towards the load (import), at
 *     a battery or solar inverter into it
 * @param phasePowerW active power per phase in watts, same sign; unused phases 0
 * @param phaseCurrentMa current per phase in milliamperes, sign of that phase's power
 * @param voltageMv voltage of the first phase (L-N, or L1-L2 on split phase) in millivolts; 0 where
 *     the meter of a battery or solar inverter shows none
 * @param frequencyMilliHz frequency in millihertz, 0 likewise
 * @param importWh lifetime energy in import direction in watt-hours, never falls
 * @param exportWh lifetime energy in export direction in watt-hours, never falls
 */
public record MeterReading(
        int powerW,
        Phases phasePowerW,
        Phases phaseCurrentMa,
        int voltageMv,
        int frequencyMilliHz,
        long importWh,
        long exportWh) {}
