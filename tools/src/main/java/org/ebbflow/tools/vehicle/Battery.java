package org.ebbflow.tools.vehicle;

import org.ebbflow.tools.vehicle.BatteryTraits.BatteryLimits;

/**
 * A battery at one instant; whole numbers only, so every machine computes the same.
 *
 * <p>What is stored follows the measured current at the open-circuit voltage; the loss in the
 * series resistance counts at the terminals only. Energies are in microwatt-seconds.
 *
 * @param traits what it is
 * @param storedUws energy stored, 0..capacity
 * @param restPws part of a microwatt-second not booked yet, in millionths
 * @param currentMa current now in milliamperes, plus is charge
 * @param chargedUws energy that came in at the terminals
 * @param dischargedUws energy that went out at the terminals, positive
 */
public record Battery(
        BatteryTraits traits,
        long storedUws,
        long restPws,
        int currentMa,
        long chargedUws,
        long dischargedUws) {

    static final long UWS_PER_WH = 3_600_000_000L;
    private static final int PPM = 1_000_000;
    private static final int DECI_PERCENT = 1_000;
    private static final int TAPER_FROM_DECI_PERCENT = 950;

    /** A battery at a state of charge in tenths of a percent, 0..1000, without current. */
    public static Battery at(BatteryTraits traits, int socDeciPercent) {
        if (socDeciPercent < 0 || socDeciPercent > DECI_PERCENT) {
            throw new IllegalArgumentException("state of charge " + socDeciPercent + " of 1000");
        }
        long storedUws = traits.capacityWh() * UWS_PER_WH / DECI_PERCENT * socDeciPercent;
        return new Battery(traits, storedUws, 0, 0, 0, 0);
    }

    /**
     * The battery after a current flowed for a while.
     *
     * @param measuredMa milliamperes, plus is charge
     * @param sliceUs microseconds, 0..10,000,000
     */
    public Battery after(int measuredMa, int sliceUs) {
        long addedPws = (long) openVoltageMv() * measuredMa * sliceUs + restPws;
        long stored = Math.clamp(storedUws + Math.floorDiv(addedPws, (long) PPM), 0, capacityUws());
        long terminalMv = openVoltageMv() + (long) measuredMa * traits.resistanceMilliOhm() / 1_000;
        long movedUws = terminalMv * measuredMa * sliceUs / PPM;
        return new Battery(
                traits,
                stored,
                Math.floorMod(addedPws, (long) PPM),
                measuredMa,
                chargedUws + Math.max(0, movedUws),
                dischargedUws + Math.max(0, -movedUws));
    }

    /** Open-circuit voltage in millivolts. */
    public int openVoltageMv() {
        return traits.curve().voltageMv((int) (storedUws / (capacityUws() / PPM)));
    }

    /** Voltage at the terminals in millivolts. */
    public int voltageMv() {
        return openVoltageMv() + (int) ((long) currentMa * traits.resistanceMilliOhm() / 1_000);
    }

    /** State of charge, 0..1000 tenths of a percent. */
    public int socDeciPercent() {
        return (int) (storedUws * DECI_PERCENT / capacityUws());
    }

    /** What it allows now: charging fades out above 95 %, an empty battery gives nothing. */
    public BatteryLimits limits() {
        BatteryLimits l = traits.limits();
        int soc = socDeciPercent();
        int roomPerMille =
                soc <= TAPER_FROM_DECI_PERCENT
                        ? DECI_PERCENT
                        : (DECI_PERCENT - soc)
                                * DECI_PERCENT
                                / (DECI_PERCENT - TAPER_FROM_DECI_PERCENT);
        boolean empty = storedUws == 0;
        return new BatteryLimits(
                l.minVoltageMv(),
                l.maxVoltageMv(),
                (int) ((long) l.maxChargeMa() * roomPerMille / DECI_PERCENT),
                empty ? 0 : l.maxDischargeMa(),
                (int) ((long) l.maxChargeW() * roomPerMille / DECI_PERCENT),
                empty ? 0 : l.maxDischargeW());
    }

    private long capacityUws() {
        return traits.capacityWh() * UWS_PER_WH;
    }
}
