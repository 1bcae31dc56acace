package org.ebbflow.tools.sim.plant;

import org.ebbflow.tools.sim.plant.BoardOrder.Insulation;
import org.ebbflow.tools.sim.plant.BoardValues.SelfTest;

/**
 * The insulation monitoring device (IMD).
 *
 * @param order what it was told
 * @param elapsedUs for how long
 * @param selfTest state of the self test
 * @param resistanceOhm last measurement, 0 before the first
 */
record InsulationMonitor(Insulation order, long elapsedUs, SelfTest selfTest, int resistanceOhm) {

    static final InsulationMonitor POWER_UP =
            new InsulationMonitor(Insulation.OFF, 0, SelfTest.NOT_RUN, 0);

    /** Below this resistance it reports a fault. @source IEC 61851-23, value used by EVerest */
    static final int FAULT_OHM = 100_000;

    private static final long MEASURE_US = 300_000;

    InsulationMonitor step(Insulation now, int trueOhm, int selfTestMs, int sliceUs) {
        long elapsed = now == order ? elapsedUs + sliceUs : sliceUs;
        return switch (now) {
            case OFF -> new InsulationMonitor(now, elapsed, SelfTest.NOT_RUN, resistanceOhm);
            case MEASURE ->
                    new InsulationMonitor(
                            now,
                            elapsed,
                            selfTest == SelfTest.RUNNING ? SelfTest.FAILED : selfTest,
                            elapsed >= MEASURE_US ? trueOhm : resistanceOhm);
            case SELF_TEST ->
                    elapsed >= selfTestMs * 1_000L
                            ? new InsulationMonitor(now, elapsed, SelfTest.PASSED, trueOhm)
                            : new InsulationMonitor(now, elapsed, SelfTest.RUNNING, resistanceOhm);
        };
    }

    boolean fault() {
        return order == Insulation.MEASURE && elapsedUs >= MEASURE_US && resistanceOhm < FAULT_OHM;
    }
}
