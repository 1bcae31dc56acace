package org.ebbflow.hal;

/**
 * What the insulation monitoring device (IMD) reports.
 *
 * @param resistanceOhm insulation resistance in ohms; saturates at 10,000,000
 * @param selfTest state of the self test
 */
public record InsulationReading(int resistanceOhm, SelfTest selfTest) {

    /** Self test of the IMD. */
    public enum SelfTest {
        NOT_RUN,
        RUNNING,
        PASSED,
        FAILED
    }
}
