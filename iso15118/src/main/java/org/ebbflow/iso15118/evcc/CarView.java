package org.ebbflow.iso15118.evcc;

/**
 * What the car knows of itself in one step; plus is charge.
 *
 * @param nowNs monotonic instant, nanoseconds
 * @param wallTimeMs wall clock, milliseconds since 1970-01-01 UTC
 * @param battery the battery now
 * @param limits what the car allows now
 * @param acPowerW what the car's own charger or inverter does now, plus into the car
 * @param wantsStop the driver or the car wants to end the session
 */
public record CarView(
        long nowNs,
        long wallTimeMs,
        Battery battery,
        Limits limits,
        int acPowerW,
        boolean wantsStop) {

    /**
     * The battery.
     *
     * @param voltageMv terminal voltage
     * @param socDeciPercent 0..1000
     * @param capacityWh usable capacity
     */
    public record Battery(int voltageMv, int socDeciPercent, int capacityWh) {

        /** Energy to a state of charge, minus when above it. */
        public int energyToWh(int socDeciPercentTarget) {
            return (int) ((long) capacityWh * (socDeciPercentTarget - socDeciPercent) / 1000);
        }
    }

    /**
     * Limits, magnitudes.
     *
     * @param minVoltageMv end of discharge
     * @param maxVoltageMv end of charge
     * @param maxChargeMa DC
     * @param maxDischargeMa DC, 0 for a charge-only car
     * @param maxChargeW watts
     * @param maxDischargeW watts, 0 for a charge-only car
     * @param leastChargeW watts below which it does not charge, 0 for none
     * @param leastDischargeW watts below which it does not discharge, 0 for none
     */
    public record Limits(
            int minVoltageMv,
            int maxVoltageMv,
            int maxChargeMa,
            int maxDischargeMa,
            int maxChargeW,
            int maxDischargeW,
            int leastChargeW,
            int leastDischargeW) {

        /** A car that does the smallest power, too. */
        public Limits(
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
                    0,
                    0);
        }
    }
}
