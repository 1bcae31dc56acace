package org.ebbflow.controller.safety;

import org.ebbflow.hal.InsulationReading;

/** The insulation monitor's self test before each insulation measurement. */
final class SelfTest {

    /** A result seen earlier than this after the command may still be the one before. */
    private static final long OLD_RESULT_NS = 500 * Rules.MS;

    private SelfTest() {}

    /**
     * Whether the monitor has passed its self test since the test began.
     *
     * @param sinceNs monotonic start of the insulation test, -1 outside one
     */
    static boolean isDone(long sinceNs, Scene scene) {
        return reads(InsulationReading.SelfTest.PASSED, sinceNs, scene);
    }

    /** Whether it has failed. @param sinceNs as above */
    static boolean hasFailed(long sinceNs, Scene scene) {
        return reads(InsulationReading.SelfTest.FAILED, sinceNs, scene);
    }

    private static boolean reads(InsulationReading.SelfTest result, long sinceNs, Scene scene) {
        return sinceNs >= 0
                && scene.tick().sinceNs(sinceNs) >= OLD_RESULT_NS
                && scene.insulation().map(i -> i.selfTest() == result).orElse(false);
    }
}
