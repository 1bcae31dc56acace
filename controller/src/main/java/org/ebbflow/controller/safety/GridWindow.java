package org.ebbflow.controller.safety;

import org.ebbflow.hal.BoardRatings;

/**
 * The outer window of line voltage and frequency; the certified stage trips by itself and earlier.
 *
 * @param lowMv lowest line voltage
 * @param highMv highest
 * @param lowMilliHz lowest frequency
 * @param highMilliHz highest
 * @source IEEE 1547-2018 Tables 11 and 18, category III defaults: 0.5 and 1.2 of nominal, 56.5 and
 *     62 Hz; for 50 Hz 47.5 and 51.5 Hz
 */
record GridWindow(long lowMv, long highMv, int lowMilliHz, int highMilliHz) {

    private static final int BETWEEN_50_AND_60_HZ = 55_000;

    static GridWindow of(BoardRatings ratings) {
        long nominalMv = ratings.nominalVoltageMv();
        int nominal = ratings.nominalFrequencyMilliHz();
        boolean sixty = nominal > BETWEEN_50_AND_60_HZ;
        return new GridWindow(
                nominalMv / 2,
                nominalMv / 10 * 12,
                nominal - (sixty ? 3_500 : 2_500),
                nominal + (sixty ? 2_000 : 1_500));
    }

    boolean isLow(int voltageMv) {
        return voltageMv < lowMv;
    }

    boolean isHigh(int voltageMv) {
        return voltageMv > highMv;
    }

    /** A frequency of 0 is none measured, as without voltage. */
    boolean isOff(int frequencyMilliHz) {
        return frequencyMilliHz != 0
                && (frequencyMilliHz < lowMilliHz || frequencyMilliHz > highMilliHz);
    }

    boolean holds(int voltageMv, int frequencyMilliHz) {
        return !isLow(voltageMv) && !isHigh(voltageMv) && !isOff(frequencyMilliHz);
    }
}
