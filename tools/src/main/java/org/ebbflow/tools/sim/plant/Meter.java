package org.ebbflow.tools.sim.plant;

/**
 * An electricity meter: integrates what flows, shows it ten times a second.
 *
 * @param importWs energy in import direction, watt-seconds
 * @param exportWs energy in export direction, watt-seconds
 * @param shown what the registers hold
 * @param shownUs age of that
 */
record Meter(double importWs, double exportWs, MeterValues shown, long shownUs) {

    private static final long REFRESH_US = 100_000;
    private static final double NOISE = 0.001;
    private static final double MILLI_WH_PER_WS = 1_000.0 / 3_600.0;

    /**
     * What stands at the meter during one slice.
     *
     * @param powerW watts, plus is import
     * @param voltageMv line voltage, 0 without grid
     * @param frequencyMilliHz 0 without grid
     * @param noise fraction, -1..1
     */
    record Line(double powerW, int voltageMv, int frequencyMilliHz, double noise) {}

    static Meter fresh() {
        return new Meter(0, 0, MeterValues.ZERO, 0);
    }

    Meter step(Line line, int phases, int sliceUs) {
        double sliceWs = line.powerW() * sliceUs * 1e-6;
        double imported = importWs + Math.max(0, sliceWs);
        double exported = exportWs + Math.max(0, -sliceWs);
        if (shownUs + sliceUs < REFRESH_US) {
            return new Meter(imported, exported, shown, shownUs + sliceUs);
        }
        double shownW = line.powerW() * (1 + line.noise() * NOISE);
        double phaseW = shownW / phases;
        double phaseA = line.voltageMv() == 0 ? 0 : phaseW * 1_000 / line.voltageMv();
        MeterValues next =
                new MeterValues(
                        (int) Math.round(shownW),
                        phases,
                        (int) Math.round(phaseW),
                        (int) Math.round(phaseA * 1_000),
                        line.voltageMv(),
                        line.frequencyMilliHz(),
                        (long) (imported * MILLI_WH_PER_WS),
                        (long) (exported * MILLI_WH_PER_WS));
        return new Meter(imported, exported, next, 0);
    }
}
