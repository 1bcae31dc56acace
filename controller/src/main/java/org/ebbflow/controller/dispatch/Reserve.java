package org.ebbflow.controller.dispatch;

import java.util.Optional;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Soc;
import org.ebbflow.hal.Tick;

/**
 * The window of the state of charge: discharge fades out above the floor and comes back only after
 * the battery has recovered.
 *
 * @param holding the floor was reached; discharge waits until the state of charge is 3 % above it
 * @param floorDeciPercent the floor that was reached, tenths of a percent: another one counts anew
 */
public record Reserve(boolean holding, int floorDeciPercent) {

    static final Reserve INITIAL = new Reserve(false, -1);

    private static final int TAPER_DECI_PERCENT = 20;
    private static final int RECOVER_DECI_PERCENT = 30;

    /** Floor and ceiling in force, tenths of a percent. */
    record Window(int floorDeciPercent, int ceilingDeciPercent) {}

    /** The state of charge while it is fresh. */
    static Optional<Soc> fresh(Optional<Soc> soc, Tick tick) {
        return soc.filter(s -> tick.sinceNs(s.takenNs()) <= VehicleReport.SOC_FRESH_NS);
    }

    Reserve step(Optional<Soc> fresh, Window window) {
        if (fresh.isEmpty()) {
            return this;
        }
        int floor = window.floorDeciPercent();
        int above = fresh.get().deciPercent() - floor;
        boolean held = holding && floor == floorDeciPercent && above < RECOVER_DECI_PERCENT;
        return new Reserve(above <= 0 || held, floor);
    }

    /**
     * What floor and ceiling leave of the rated power; an unknown state of charge: no discharge.
     *
     * @param whole all or nothing: a house cannot be told to take less
     */
    Interval limitW(Optional<Soc> fresh, Window window, Interval ratedW, boolean whole) {
        if (fresh.isEmpty()) {
            return new Interval(0, ratedW.max());
        }
        int soc = fresh.get().deciPercent();
        int above = soc - window.floorDeciPercent();
        int possible = whole && above > 0 ? -ratedW.min() : tapered(-ratedW.min(), above);
        int out = holding ? 0 : possible;
        boolean carDecides = window.ceilingDeciPercent() >= 1000;
        int in =
                carDecides
                        ? ratedW.max()
                        : tapered(ratedW.max(), window.ceilingDeciPercent() - soc);
        return new Interval(-out, in);
    }

    /** Full 2 % away from the bound and beyond, nothing at it. */
    static int tapered(int ratedW, int distanceDeciPercent) {
        int distance = Math.clamp(distanceDeciPercent, 0, TAPER_DECI_PERCENT);
        return (int) ((long) ratedW * distance / TAPER_DECI_PERCENT);
    }
}
