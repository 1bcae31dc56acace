package org.ebbflow.controller.vehicle.chademo;

import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.OfferTarget;

/**
 * The currents the station allows the car at this moment.
 *
 * @param chargeA 0..255
 * @param dischargeA 0..255
 */
record Offered(int chargeA, int dischargeA) {

    private static final int MOST_A = 255;

    static final Offered NOTHING = new Offered(0, 0);

    /** Before energy flows: all there may be, so that the car begins. */
    static Offered whole(Facts facts) {
        EvseOffer offer = facts.view().offer();
        return new Offered(
                ampere(offer.carCurrentMa().max()),
                facts.isBidirectional() ? ampere(-offer.carCurrentMa().min()) : 0);
    }

    /** While energy flows. The stage sets the current; the car must not be the smaller one. */
    static Offered running(Facts facts, Levels levels) {
        EvseOffer offer = facts.view().offer();
        Offered whole = whole(facts);
        int soc = facts.car().socDeciPercent().orElse(0);
        int chargeA =
                soc >= levels.maxDeciPercent()
                        ? 0
                        : switch (offer.target()) {
                            case OfferTarget.FollowVehicle follow -> whole.chargeA();
                            case OfferTarget.Power power ->
                                    Math.min(whole.chargeA(), wanted(power.acPowerW(), facts));
                            case OfferTarget.Island island -> 0;
                        };
        return new Offered(chargeA, soc > levels.minDeciPercent() ? whole.dischargeA() : 0);
    }

    private static int wanted(int acPowerW, Facts facts) {
        long carW = Math.max(0, facts.view().offer().conversion().toCarW(acPowerW));
        long voltageMv = Math.max(1_000, facts.view().stageMv());
        return ampere((int) Math.min(MOST_A * 1_000L, carW * 1_000_000L / voltageMv));
    }

    /** Rounded up: a setpoint between two whole amperes is still reached. */
    private static int ampere(int currentMa) {
        return Math.clamp((currentMa + 999) / 1_000, 0, MOST_A);
    }
}
