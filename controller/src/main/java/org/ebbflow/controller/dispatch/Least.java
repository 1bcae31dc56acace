package org.ebbflow.controller.dispatch;

import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.hal.BoardRatings;

/**
 * The smallest power of stage and car, watts at the AC terminals, magnitudes; less is nothing, and
 * nothing is ever rounded up. Only a ramp passes through what is less.
 *
 * <p>A car that has heard what this stage can do and stays, though no power of it would be enough,
 * does not mean its smallest power: it counts as not told.
 *
 * @source EcoG-io/iso15118, iso15118/evcc/controller/simulator.py: EVMinimumDischargePower 300 kW
 */
record Least(int chargeW, int dischargeW) {

    static Least of(BoardRatings ratings, VehicleReport car, Conversion conversion) {
        return new Least(
                Math.max(
                        ratings.minPowerW(),
                        meant(atAcW(car.least().chargeW(), conversion), ratings.maxChargeW())),
                Math.max(
                        ratings.minPowerW(),
                        meant(
                                atAcW(-car.least().dischargeW(), conversion),
                                ratings.maxDischargeW())));
    }

    private static int meant(int leastW, int mostW) {
        return leastW > mostW ? 0 : leastW;
    }

    /** The least power at the terminals that is not less than this at the car; a magnitude. */
    private static int atAcW(int carW, Conversion conversion) {
        int acW = conversion.toAcW(carW);
        boolean less = Math.abs(conversion.toCarW(acW)) < Math.abs(carW);
        return Math.abs(acW) + (less ? 1 : 0);
    }

    /** In the direction of a power. */
    int towardsW(int powerW) {
        return powerW < 0 ? dischargeW : chargeW;
    }

    /** The same power, or 0 where that is too little. */
    int orZero(int powerW) {
        return Math.abs(powerW) < towardsW(powerW) ? 0 : powerW;
    }
}
