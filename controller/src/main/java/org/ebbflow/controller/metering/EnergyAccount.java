package org.ebbflow.controller.metering;

import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.Tick;

/**
 * Energy through the station's AC meter in both directions; never falls. The integral of the power
 * runs between the meter's own counters: they fill gaps and bound its error.
 *
 * @param charge into the car; @param discharge out of the car
 * @param lastNs monotonic instant of the last reading
 * @param lastPowerW power of the last reading, plus is charge
 * @param started whether there was a reading
 */
public record EnergyAccount(
        Register charge, Register discharge, long lastNs, int lastPowerW, boolean started) {

    /** Nothing counted yet. */
    public static final EnergyAccount EMPTY = of(0, 0);

    private static final long MWS_PER_WH = 3_600_000L;
    private static final long MAX_GAP_NS = 3_000_000_000L;
    private static final long NS_PER_US = 1_000L;

    /** An account that continues from stored counters in milliwatt-seconds. */
    public static EnergyAccount of(long chargedMws, long dischargedMws) {
        return new EnergyAccount(
                new Register(chargedMws, 0, 0, 1, false),
                new Register(dischargedMws, 0, 0, 1, false),
                0,
                0,
                false);
    }

    /** Energy into the car in milliwatt-seconds, never falls. */
    public long chargedMws() {
        return charge.energyMws();
    }

    /** Energy out of the car in milliwatt-seconds, never falls. */
    public long dischargedMws() {
        return discharge.energyMws();
    }

    /** Energy into the car in whole watt-hours. */
    public long chargedWh() {
        return charge.energyMws() / MWS_PER_WH;
    }

    /** Energy out of the car in whole watt-hours. */
    public long dischargedWh() {
        return discharge.energyMws() / MWS_PER_WH;
    }

    /** Takes a new reading into account; the same reading twice changes nothing. */
    public EnergyAccount step(Reading<MeterReading> stationMeter, Tick tick) {
        if (!(stationMeter instanceof Reading.Taken<MeterReading> taken)) {
            return this;
        }
        MeterReading m = taken.value();
        if (!started) {
            return new EnergyAccount(
                    charge.based(m.importWh()),
                    discharge.based(m.exportWh()),
                    taken.takenNs(),
                    m.powerW(),
                    true);
        }
        long dtNs = taken.takenNs() - lastNs;
        if (dtNs <= 0 || tick.sinceNs(taken.takenNs()) < 0) {
            return this;
        }
        boolean gap = dtNs > MAX_GAP_NS;
        long us = Math.min(dtNs, MAX_GAP_NS) / NS_PER_US;
        long inMws = part(Math.max(0, lastPowerW), Math.max(0, m.powerW()), us);
        long outMws = part(Math.max(0, -lastPowerW), Math.max(0, -m.powerW()), us);
        return new EnergyAccount(
                charge.add(inMws, m.importWh(), gap),
                discharge.add(outMws, m.exportWh(), gap),
                taken.takenNs(),
                m.powerW(),
                true);
    }

    /** Trapezium in milliwatt-seconds: watts x microseconds / 1,000. */
    private static long part(int fromW, int toW, long us) {
        return (fromW + (long) toW) * us / 2_000;
    }

    /**
     * One direction.
     *
     * @param energyMws milliwatt-seconds counted, never falls
     * @param baseMws value of {@code energyMws} when the meter's counter stood at {@code baseWh}
     * @param baseWh the meter's counter at the first reading, watt-hours
     * @param stepWh largest step of the meter's counter between two polls, watt-hours: its
     *     resolution
     * @param counting the meter has a counter that moves
     */
    public record Register(
            long energyMws, long baseMws, long baseWh, long stepWh, boolean counting) {

        Register based(long counterWh) {
            return new Register(energyMws, energyMws, counterWh, 1, false);
        }

        Register add(long partMws, long counterWh, boolean gap) {
            long summed = energyMws + partMws;
            long moved = counterWh - baseWh;
            if (moved < 0) {
                return new Register(summed, summed, counterWh, 1, false);
            }
            if (moved == 0 && !counting) {
                return new Register(summed, baseMws, baseWh, stepWh, false);
            }
            long jump = counterWh - knownWh();
            long resolution = gap ? stepWh : Math.max(stepWh, Math.min(jump, 100));
            long low = baseMws + (moved - resolution) * MWS_PER_WH;
            long high = baseMws + (moved + resolution) * MWS_PER_WH;
            long bounded = Math.max(energyMws, Math.clamp(summed, low, high));
            return new Register(bounded, baseMws, baseWh, resolution, true);
        }

        private long knownWh() {
            return baseWh + (energyMws - baseMws) / MWS_PER_WH;
        }
    }
}
