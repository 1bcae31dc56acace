package org.ebbflow.controller.dispatch;

import java.util.Optional;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Tick;

/**
 * Load management at the main fuse: per conductor, the station may use what the house leaves, in
 * both directions.
 */
final class HouseFuse {

    private HouseFuse() {}

    /** Bounds at the station's terminals; a silent meter leaves the safe charge power only. */
    static Interval limitW(
            Installation.Wiring wiring, BoardRatings ratings, Measured measured, Tick tick) {
        if (!wiring.gridMeter()) {
            int fuseW = powerW(wiring.mainFuseA() * 1000, ratings);
            return new Interval(-fuseW, fuseW);
        }
        Optional<MeterReading> grid = measured.gridMeter().fresh(tick, SiteFollower.FRESH_NS);
        Optional<MeterReading> own = measured.stationMeter().fresh(tick, SiteFollower.FRESH_NS);
        if (grid.isPresent() && own.isPresent()) {
            Phases ownMa = own.get().phaseCurrentMa();
            return beside(grid.get().phaseCurrentMa(), ownMa, wiring, ratings);
        }
        return new Interval(0, withoutMeterW(wiring, ratings));
    }

    /** What a silent meter leaves: the safe value, or less where the house may take the rest. */
    private static int withoutMeterW(Installation.Wiring wiring, BoardRatings ratings) {
        int leftMa = Math.max(0, wiring.mainFuseA() - wiring.houseMaxA()) * 1_000;
        return wiring.houseMaxA() == 0
                ? wiring.safeImportW()
                : Math.min(wiring.safeImportW(), powerW(leftMa, ratings));
    }

    /** A bound at the meter point as one at the station, beside what the house takes. */
    static Interval besideHouse(
            Interval atMeterW,
            Installation.Wiring wiring,
            BoardRatings ratings,
            Measured measured,
            Tick tick) {
        Optional<MeterReading> grid = measured.gridMeter().fresh(tick, SiteFollower.FRESH_NS);
        Optional<MeterReading> own = measured.stationMeter().fresh(tick, SiteFollower.FRESH_NS);
        long houseW =
                grid.isPresent() && own.isPresent()
                        ? grid.get().powerW() - own.get().powerW()
                        : powerW(wiring.houseMaxA() * 1_000, ratings);
        boolean known = grid.isPresent() && own.isPresent();
        long out = known ? atMeterW.min() - houseW : atMeterW.min();
        return new Interval(
                Math.clamp(out, -Integer.MAX_VALUE, 0),
                Math.clamp(atMeterW.max() - houseW, 0, Integer.MAX_VALUE));
    }

    private static Interval beside(
            Phases grid, Phases station, Installation.Wiring wiring, BoardRatings ratings) {
        boolean split = wiring.supply() == Installation.Supply.SPLIT_PHASE;
        int used = split ? 2 : ratings.phases();
        int inMa = Integer.MAX_VALUE;
        int outMa = Integer.MAX_VALUE;
        for (int leg = 0; leg < used; leg++) {
            int ownMa = split ? station.l1() : leg(station, leg);
            int houseMa = leg(grid, leg) - ownMa;
            inMa = Math.min(inMa, Math.max(0, wiring.mainFuseA() * 1000 - houseMa));
            outMa = Math.min(outMa, Math.max(0, wiring.mainFuseA() * 1000 + houseMa));
        }
        return new Interval(-powerW(outMa, ratings), powerW(inMa, ratings));
    }

    private static int leg(Phases phases, int index) {
        return switch (index) {
            case 0 -> phases.l1();
            case 1 -> phases.l2();
            default -> phases.l3();
        };
    }

    private static int powerW(int currentMa, BoardRatings ratings) {
        long w = (long) currentMa * ratings.nominalVoltageMv() / 1_000_000 * ratings.phases();
        return (int) Math.min(Integer.MAX_VALUE, w);
    }
}
