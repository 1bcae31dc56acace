package org.ebbflow.controller.dispatch;

import java.util.Optional;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Tick;

/**
 * What the rest of the house takes, smoothed: the site meter without the station's own part.
 *
 * @param houseMw load of the house in milliwatts, minus is surplus
 * @param lastNs monotonic instant of the last step
 * @param known whether both meters are fresh
 */
public record SiteFollower(long houseMw, long lastNs, boolean known) {

    static final SiteFollower INITIAL = new SiteFollower(0, 0, false);

    /** Site meter older than this is silent. */
    static final long FRESH_NS = 3_000_000_000L;

    private static final long SMOOTHING_NS = 1_000_000_000L;

    /** Small import that keeps meter noise from becoming export. */
    private static final int IMPORT_BIAS_W = 30;

    SiteFollower step(Measured measured, Tick tick) {
        Optional<MeterReading> grid = measured.gridMeter().fresh(tick, FRESH_NS);
        Optional<MeterReading> own = measured.stationMeter().fresh(tick, FRESH_NS);
        if (grid.isPresent() && own.isPresent()) {
            long house = (grid.get().powerW() - own.get().powerW()) * 1000L;
            if (!known) {
                return new SiteFollower(house, tick.monotonicNs(), true);
            }
            long dtNs = Math.clamp(tick.sinceNs(lastNs), 0, SMOOTHING_NS);
            long next = houseMw + (house - houseMw) * dtNs / SMOOTHING_NS;
            return new SiteFollower(next, tick.monotonicNs(), true);
        }
        return new SiteFollower(houseMw, tick.monotonicNs(), false);
    }

    /** Power that takes the surplus and nothing else; 0 while unknown. */
    int surplusW() {
        return known ? (int) Math.max(0, -houseMw / 1000) : 0;
    }

    /** Power that holds the site meter at 0 W; 0 while unknown. */
    int balanceW() {
        return known ? (int) (-houseMw / 1000 + IMPORT_BIAS_W) : 0;
    }
}
