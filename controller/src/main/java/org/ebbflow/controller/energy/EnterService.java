package org.ebbflow.controller.energy;

/**
 * When the grid is good enough to be joined after an outage.
 *
 * @param lowPerMille lowest voltage, thousandths of the nominal one
 * @param highPerMille highest voltage, thousandths of the nominal one
 * @param lowMilliHz lowest frequency
 * @param highMilliHz highest frequency
 * @param delayS seconds for which both must have been inside
 * @source IEEE 1547-2018 4.10
 */
public record EnterService(
        int lowPerMille, int highPerMille, int lowMilliHz, int highMilliHz, int delayS) {

    /** Defaults of category III around a nominal frequency. @source IEEE 1547-2018 Table 4 */
    public static EnterService standard(int nominalMilliHz, int delayS) {
        return new EnterService(917, 1_050, nominalMilliHz - 500, nominalMilliHz + 100, delayS);
    }

    /** Whether a line is inside. */
    public boolean isInside(int voltageMv, int nominalMv, int frequencyMilliHz) {
        long perMille = voltageMv * 1_000L / Math.max(1, nominalMv);
        return perMille >= lowPerMille
                && perMille <= highPerMille
                && frequencyMilliHz >= lowMilliHz
                && frequencyMilliHz <= highMilliHz;
    }
}
