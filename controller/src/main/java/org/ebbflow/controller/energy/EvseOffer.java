package org.ebbflow.controller.energy;

/**
 * What the station offers a session in this cycle. Sessions translate it; they never decide power.
 *
 * @param open whether energy may flow at all; false: no session may start its energy transfer, a
 *     running one ramps down
 * @param acPowerW bounds at the AC terminals; plus is charge
 * @param carPowerW the same bounds at the car's side
 * @param carCurrentMa DC bounds at the car in milliamperes; 0..0 on an AC station
 * @param minVoltageMv lowest DC voltage of the stage
 * @param maxVoltageMv highest DC voltage of the stage
 * @param acCurrentMa AC current per phase in milliamperes offered by duty cycle or message; 0 or
 *     more
 * @param phases line conductors, 1..3
 * @param nominalVoltageMv L-N, or L1-L2 on split phase
 * @param nominalFrequencyMilliHz 50,000 or 60,000
 * @param target what the station wants inside the bounds
 * @param conversion between AC terminals and car
 * @param dischargeOffered whether bidirectional services are offered to the car (equipment and
 *     permit, not the present gates)
 * @param needs what the owner wants of the battery, for a car that asks the station
 * @param house what stands on the line of an AC station with home backup
 * @param why the whole explanation
 */
public record EvseOffer(
        boolean open,
        Interval acPowerW,
        Interval carPowerW,
        Interval carCurrentMa,
        int minVoltageMv,
        int maxVoltageMv,
        int acCurrentMa,
        int phases,
        int nominalVoltageMv,
        int nominalFrequencyMilliHz,
        OfferTarget target,
        Conversion conversion,
        boolean dischargeOffered,
        OwnerNeeds needs,
        HouseLine house,
        Decision why) {

    /** Without needs of the owner, on the grid's line. */
    public EvseOffer(
            boolean open,
            Interval acPowerW,
            Interval carPowerW,
            Interval carCurrentMa,
            int minVoltageMv,
            int maxVoltageMv,
            int acCurrentMa,
            int phases,
            int nominalVoltageMv,
            int nominalFrequencyMilliHz,
            OfferTarget target,
            Conversion conversion,
            boolean dischargeOffered,
            Decision why) {
        this(
                open,
                acPowerW,
                carPowerW,
                carCurrentMa,
                minVoltageMv,
                maxVoltageMv,
                acCurrentMa,
                phases,
                nominalVoltageMv,
                nominalFrequencyMilliHz,
                target,
                conversion,
                dischargeOffered,
                OwnerNeeds.NONE,
                HouseLine.GRID,
                why);
    }

    /** The same with needs of the owner. */
    public EvseOffer with(OwnerNeeds other) {
        return new EvseOffer(
                open,
                acPowerW,
                carPowerW,
                carCurrentMa,
                minVoltageMv,
                maxVoltageMv,
                acCurrentMa,
                phases,
                nominalVoltageMv,
                nominalFrequencyMilliHz,
                target,
                conversion,
                dischargeOffered,
                other,
                house,
                why);
    }

    /** The same on another line. */
    public EvseOffer on(HouseLine line) {
        return line == house
                ? this
                : new EvseOffer(
                        open,
                        acPowerW,
                        carPowerW,
                        carCurrentMa,
                        minVoltageMv,
                        maxVoltageMv,
                        acCurrentMa,
                        phases,
                        nominalVoltageMv,
                        nominalFrequencyMilliHz,
                        target,
                        conversion,
                        dischargeOffered,
                        needs,
                        line,
                        why);
    }

    /** The same offer with power inside these bounds. */
    public EvseOffer within(Interval boundsW) {
        Interval narrowedW = acPowerW.intersect(boundsW);
        return narrowedW.equals(acPowerW)
                ? this
                : new EvseOffer(
                        open,
                        narrowedW,
                        conversion.toCarW(narrowedW),
                        carCurrentMa,
                        minVoltageMv,
                        maxVoltageMv,
                        acCurrentMa,
                        phases,
                        nominalVoltageMv,
                        nominalFrequencyMilliHz,
                        target instanceof OfferTarget.Power power
                                ? new OfferTarget.Power(narrowedW.clamp(power.acPowerW()))
                                : target,
                        conversion,
                        dischargeOffered,
                        needs,
                        house,
                        why);
    }
}
