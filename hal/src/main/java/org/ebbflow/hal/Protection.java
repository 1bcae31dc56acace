package org.ebbflow.hal;

/**
 * What protects a board besides the reaction times of its safety board, from its board file.
 *
 * @param residualCurrent how leakage to earth is found, and what may follow
 * @param derating largest power over the stage's temperature
 * @param stationMeter whether a meter at the station's AC terminals is fitted
 * @param insulationMonitor whether an insulation monitor is fitted
 */
public record Protection(
        ResidualCurrent residualCurrent,
        Derating derating,
        boolean stationMeter,
        boolean insulationMonitor) {

    /** The careful choice where a board file says nothing. */
    public static final Protection STANDARD =
            new Protection(ResidualCurrent.RCD, Derating.STANDARD, false, false);

    /** The same with an insulation monitor. */
    public Protection withInsulationMonitor() {
        return new Protection(residualCurrent, derating, stationMeter, true);
    }

    /** Kind of residual current protection. */
    public enum ResidualCurrent {
        /** A residual current device: only a person may switch on again. @source IEC 60364-7-722 */
        RCD,
        /**
         * A charging circuit interrupting device, the ground fault protection of US stations: it
         * may try again by itself a few times. @source UL 2231-2
         */
        CCID
    }
}
