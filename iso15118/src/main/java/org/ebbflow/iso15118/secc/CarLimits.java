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
 */
public record CarLimits(
        int minVoltageMv,
        int maxVoltageMv,
        int maxChargeMa,
        int maxDischargeMa,
        int maxChargeW,
        int maxDischargeW) {

    public static final CarLimits UNKNOWN = new CarLimits(0, 0, 0, 0, 0, 0);

    /** The value the car allows nearest to {@code powerW} at the present voltage. */
    public int clampW(int powerW, int voltageMv) {
        long chargeW = Math.min(maxChargeW, (long) maxChargeMa * voltageMv / 1_000_000);
        long dischargeW = Math.min(maxDischargeW, (long) maxDischargeMa * voltageMv / 1_000_000);
        return (int) Math.clamp(powerW, -dischargeW, chargeW);
    }
}
