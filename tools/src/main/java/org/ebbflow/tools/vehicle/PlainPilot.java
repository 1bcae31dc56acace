package org.ebbflow.tools.vehicle;

/**
 * The current that a duty cycle of the pilot permits.
 *
 * @source IEC 61851-1 Table A.8
 */
final class PlainPilot {

    private static final int LEAST_MA = 6_000;

    private PlainPilot() {}

    /** Current in milliamperes for a duty in tenths of a percent; 0 where none is permitted. */
    static int currentMa(int dutyDeciPercent) {
        if (dutyDeciPercent < 80 || dutyDeciPercent > 970) {
            return 0;
        }
        if (dutyDeciPercent <= 100) {
            return LEAST_MA;
        }
        if (dutyDeciPercent <= 850) {
            return dutyDeciPercent * 60;
        }
        return Math.min(dutyDeciPercent, 960) * 250 - 160_000;
    }
}
