package org.ebbflow.controller.vehicle.pilot;

/**
 * Duty cycle of the control pilot and the current it offers, both ways.
 *
 * @source IEC 61851-1 Table A.8, SAE J1772: 6..51 A is duty x 0.6 A, 51..80 A is (duty - 64) x 2.5
 *     A
 */
public final class DutyCycle {

    /** Steady +12 V, in tenths of a percent. */
    public static final int STEADY_DECI_PERCENT = 1_000;

    /** 5 %: digital communication. */
    public static final int DIGITAL_DECI_PERCENT = 50;

    /** Below it nothing can be offered. */
    public static final int MIN_CURRENT_MA = 6_000;

    public static final int MAX_CURRENT_MA = 80_000;

    private static final int LINEAR_TO_MA = 51_000;

    private DutyCycle() {}

    /**
     * The duty that offers a current, never more than asked.
     *
     * @param currentMa milliamperes; below 6,000 the pilot stays steady, above 80,000 counts as
     *     80,000
     * @return tenths of a percent, 100..960, or {@link #STEADY_DECI_PERCENT}
     */
    public static int ofCurrent(int currentMa) {
        if (currentMa < MIN_CURRENT_MA) {
            return STEADY_DECI_PERCENT;
        }
        int boundMa = Math.min(currentMa, MAX_CURRENT_MA);
        return boundMa <= LINEAR_TO_MA ? boundMa / 60 : boundMa / 250 + 640;
    }

    /**
     * The current a car may draw at a duty.
     *
     * @param dutyDeciPercent tenths of a percent
     * @return milliamperes, 0 where no current is offered by the duty alone (digital, steady, off)
     */
    public static int currentMa(int dutyDeciPercent) {
        if (dutyDeciPercent < 80 || dutyDeciPercent > 970) {
            return 0;
        }
        if (dutyDeciPercent <= 100) {
            return MIN_CURRENT_MA;
        }
        if (dutyDeciPercent <= 850) {
            return dutyDeciPercent * 60;
        }
        return Math.min(MAX_CURRENT_MA, (dutyDeciPercent - 640) * 250);
    }
}
