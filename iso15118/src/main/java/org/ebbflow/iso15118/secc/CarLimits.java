package org.ebbflow.iso15118.secc;

/**
 * What the car says it can do, after clamping to what a car can be; magnitudes.
 *
 * @param minVoltageMv lower voltage limit, 0 when not told
 * @param maxVoltageMv upper voltage limit
 * @param maxChargeMa DC charge current, milliamperes
 * @param maxDischargeMa DC discharge current, milliamperes; 0 for charge-only
 * @param maxChargeW charge power, watts
 * @param maxDischargeW discharge power, watts; 0 for charge-only
 * @param least below what the car does nothing
 */
public record CarLimits(
        int minVoltageMv,
        int maxVoltageMv,
        int maxChargeMa,
        int maxDischargeMa,
        int maxChargeW,
        int maxDischargeW,
        Least least) {

    public static final CarLimits UNKNOWN = new CarLimits(0, 0, 0, 0, 0, 0);

    /** A car that told no smallest power. */
    public CarLimits(
            int minVoltageMv,
            int maxVoltageMv,
            int maxChargeMa,
            int maxDischargeMa,
            int maxChargeW,
            int maxDischargeW) {
        this(
                minVoltageMv,
                maxVoltageMv,
                maxChargeMa,
                maxDischargeMa,
                maxChargeW,
                maxDischargeW,
                Least.NONE);
    }

    /**
     * The smallest that the car can do besides nothing; magnitudes, 0 when not told.
     *
     * @param chargeW charge power, watts
     * @param chargeMa DC charge current, milliamperes
     * @param dischargeW discharge power, watts
     * @param dischargeMa DC discharge current, milliamperes
     */
    public record Least(int chargeW, int chargeMa, int dischargeW, int dischargeMa) {

        public static final Least NONE = new Least(0, 0, 0, 0);

        /** Power and current together as a charge power at this voltage, rounded up. */
        public int chargeW(int voltageMv) {
            return Math.max(chargeW, watts(chargeMa, voltageMv));
        }

        /** The same for discharge, a magnitude. */
        public int dischargeW(int voltageMv) {
            return Math.max(dischargeW, watts(dischargeMa, voltageMv));
        }

        private static int watts(int currentMa, int voltageMv) {
            return (int) Math.ceilDiv((long) currentMa * voltageMv, 1_000_000L);
        }
    }

    /** The same with another smallest power. */
    public CarLimits with(Least other) {
        return new CarLimits(
                minVoltageMv,
                maxVoltageMv,
                maxChargeMa,
                maxDischargeMa,
                maxChargeW,
                maxDischargeW,
                other);
    }

    /** The value the car allows nearest to {@code powerW} at the present voltage. */
    public int clampW(int powerW, int voltageMv) {
        long chargeW = Math.min(maxChargeW, (long) maxChargeMa * voltageMv / 1_000_000);
        long dischargeW = Math.min(maxDischargeW, (long) maxDischargeMa * voltageMv / 1_000_000);
        return (int) Math.clamp(powerW, -dischargeW, chargeW);
    }
}
