package org.ebbflow.controller.vehicle.iso15118;

import org.ebbflow.controller.energy.Direction;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.iso15118.secc.Demand;

/** Demands of the protocol library as requests to the power path. */
final class Requests {

    private Requests() {}

    static EnergyRequest of(Demand demand, EvseOffer offer) {
        return switch (demand) {
            case Demand.Nothing ignored -> new EnergyRequest.Nothing();
            case Demand.InsulationTest test -> new EnergyRequest.InsulationTest(test.voltageMv());
            case Demand.PreCharge pre ->
                    new EnergyRequest.PreCharge(pre.voltageMv(), pre.maxCurrentMa());
            case Demand.Dc dc -> dc(dc, offer);
            case Demand.Ac ac -> ac(offer.acPowerW().clamp(ac.powerW()));
            case Demand.RampDown ignored -> new EnergyRequest.RampDown();
            case Demand.WeldCheck ignored -> new EnergyRequest.WeldCheck();
        };
    }

    private static EnergyRequest dc(Demand.Dc dc, EvseOffer offer) {
        Demand.Window window = dc.window();
        return new EnergyRequest.DcTransfer(
                offer.acPowerW().clamp(acPowerW(dc.powerW(), offer)),
                window.minVoltageMv(),
                window.maxVoltageMv(),
                window.maxChargeMa(),
                window.maxDischargeMa());
    }

    /** Converting there and back would lose a watt; an unclamped target is passed on as it was. */
    private static int acPowerW(int carPowerW, EvseOffer offer) {
        if (offer.target() instanceof OfferTarget.Power power
                && offer.conversion().toCarW(power.acPowerW()) == carPowerW) {
            return power.acPowerW();
        }
        return offer.conversion().toAcW(carPowerW);
    }

    private static EnergyRequest ac(int powerW) {
        return new EnergyRequest.AcTransfer(
                powerW < 0 ? Direction.DISCHARGE : Direction.CHARGE, powerW);
    }

    /** What is left of a request that the supervisor narrowed: the rest of its power, or none. */
    static EnergyRequest settled(EnergyRequest refused, EvseOffer offer) {
        if (refused instanceof EnergyRequest.DcTransfer dc) {
            int leftW = offer.acPowerW().clamp(dc.acPowerW());
            if (leftW != 0 && leftW != dc.acPowerW()) {
                return new EnergyRequest.DcTransfer(
                        leftW,
                        dc.minVoltageMv(),
                        dc.maxVoltageMv(),
                        dc.maxChargeMa(),
                        dc.maxDischargeMa());
            }
        }
        return quiet(refused);
    }

    /** The same without power, after the supervisor refused. */
    private static EnergyRequest quiet(EnergyRequest refused) {
        return switch (refused) {
            case EnergyRequest.DcTransfer ignored -> new EnergyRequest.RampDown();
            case EnergyRequest.AcTransfer ignored -> new EnergyRequest.RampDown();
            case EnergyRequest.RampDown ignored -> new EnergyRequest.RampDown();
            case EnergyRequest.WeldCheck ignored -> new EnergyRequest.WeldCheck();
            case EnergyRequest.Nothing ignored -> new EnergyRequest.Nothing();
            case EnergyRequest.InsulationTest ignored -> new EnergyRequest.Nothing();
            case EnergyRequest.PreCharge ignored -> new EnergyRequest.Nothing();
        };
    }
}
