package org.ebbflow.controller.dispatch;

import java.util.Optional;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.Tick;

/**
 * What the rest of the house takes, smoothed: the site meter without the station's own part. A home
 * battery stands between the two: what it gives is no surplus, what it takes is no load, so that
 * nothing circulates between it and the car.
 *
 * @param houseMw load of the house, battery included, in milliwatts, minus is surplus
 * @param batteryMw power of the home battery in milliwatts, plus is charge; 0 without one
 * @param presentMw the same load as of now, not smoothed
 * @param batteryNowMw the same battery as of now, not smoothed
 * @param lastNs monotonic instant of the last step
 * @param known whether all meters are fresh
 */
public record SiteFollower(
        long houseMw,
        long batteryMw,
        long presentMw,
        long batteryNowMw,
        long lastNs,
        boolean known) {

    static final SiteFollower INITIAL = new SiteFollower(0, 0, 0, 0, 0, false);

    /** Site meter older than this is silent. */
    static final long FRESH_NS = 3_000_000_000L;

    private static final long SMOOTHING_NS = 1_000_000_000L;

    /** Small import that keeps meter noise from becoming export. */
    private static final int IMPORT_BIAS_W = 30;

    SiteFollower step(Measured measured, Tick tick) {
        Optional<MeterReading> grid = measured.gridMeter().fresh(tick, FRESH_NS);
        Optional<MeterReading> own = measured.stationMeter().fresh(tick, FRESH_NS);
        Optional<Integer> batteryW = batteryW(measured, tick);
        if (grid.isEmpty() || own.isEmpty() || batteryW.isEmpty()) {
            return new SiteFollower(
                    houseMw, batteryMw, presentMw, batteryNowMw, tick.monotonicNs(), false);
        }
        long house = (grid.get().powerW() - own.get().powerW()) * 1000L;
        long battery = batteryW.get() * 1000L;
        if (!known) {
            return new SiteFollower(house, battery, house, battery, tick.monotonicNs(), true);
        }
        long dtNs = Math.clamp(tick.sinceNs(lastNs), 0, SMOOTHING_NS);
        return new SiteFollower(
                houseMw + (house - houseMw) * dtNs / SMOOTHING_NS,
                batteryMw + (battery - batteryMw) * dtNs / SMOOTHING_NS,
                house,
                battery,
                tick.monotonicNs(),
                true);
    }

    /** 0 W where no battery is fitted; empty when its meter is silent. */
    private static Optional<Integer> batteryW(Measured measured, Tick tick) {
        return measured.batteryMeter() instanceof Reading.Missing<MeterReading> missing
                        && missing.why().equals(Measured.NO_METER)
                ? Optional.of(0)
                : measured.batteryMeter().fresh(tick, FRESH_NS).map(MeterReading::powerW);
    }

    /** Power that takes the surplus and nothing else, not what a battery gives; 0 while unknown. */
    int surplusW() {
        return known ? surplusW(houseMw, batteryMw) : 0;
    }

    /** Power that holds the site meter at 0 W; 0 while unknown. */
    int balanceW() {
        if (!known) {
            return 0;
        }
        int surplusW = surplusW();
        return surplusW > 0 ? surplusW : Math.min(0, IMPORT_BIAS_W - needW(houseMw, batteryMw));
    }

    /**
     * What may flow out of the car without reaching the grid or a home battery, and nothing while
     * that is not known.
     */
    Interval neverExportW() {
        int most = known ? Math.max(0, needW(presentMw, batteryNowMw) - IMPORT_BIAS_W) : 0;
        return new Interval(-most, Integer.MAX_VALUE);
    }

    /**
     * What may flow into the car without coming from the grid or a home battery, but for the short
     * while in which a car goes on with its smallest power.
     */
    Interval onlySurplusW(Sun sun) {
        int mostW = known ? sun.takenW(surplusW(presentMw, batteryNowMw)) : 0;
        return new Interval(-Integer.MAX_VALUE, mostW);
    }

    /** The battery's discharge is no surplus. */
    private static int surplusW(long houseMw, long batteryMw) {
        return (int) Math.max(0, -Math.max(houseMw, houseMw - batteryMw) / 1000);
    }

    /** The battery's charge is no need. */
    private static int needW(long houseMw, long batteryMw) {
        return (int) Math.max(0, Math.min(houseMw, houseMw - batteryMw) / 1000);
    }
}
