package org.ebbflow.tools.vehicle;

/**
 * What a traction battery is; never changes while it is used.
 *
 * @param capacityWh usable capacity in watt-hours
 * @param curve open-circuit voltage over the state of charge
 * @param resistanceMilliOhm series resistance of cells, cable and contacts in milliohms
 * @param limits what it allows between empty and full
 */
public record BatteryTraits(
        int capacityWh, OcvCurve curve, int resistanceMilliOhm, BatteryLimits limits) {

    /**
     * Magnitudes.
     *
     * @param minVoltageMv end of discharge
     * @param maxVoltageMv end of charge
     * @param maxChargeMa DC current into the battery
     * @param maxDischargeMa DC current out of it, 0 for a charge-only car
     * @param maxChargeW power into the battery
     * @param maxDischargeW power out of it, 0 for a charge-only car
     */
    public record BatteryLimits(
            int minVoltageMv,
            int maxVoltageMv,
            int maxChargeMa,
            int maxDischargeMa,
            int maxChargeW,
            int maxDischargeW) {}
}
