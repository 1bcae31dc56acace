package org.ebbflow.controller.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.IslandReading.Switch;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/** Conditions that all must hold before energy may leave the car; one set per kind of discharge. */
final class Gates {

    private static final long ISLAND_FRESH_NS = 1_000_000_000L;
    private static final long STAGE_FRESH_NS = 2_000_000_000L;

    private Gates() {}

    /**
     * The grid as it is seen now.
     *
     * @param known whether voltage and frequency are fresh
     * @param service whether it has been good for long enough
     */
    record GridView(boolean known, GridService service) {}

    static GridView seen(Optional<GridLine> line, GridService service) {
        return new GridView(line.isPresent(), service);
    }

    /**
     * Gates that are false for export in parallel with the grid, in the order of {@link Reason}.
     */
    static List<Reason> closedInParallel(
            Installation site, Arbiter.Inputs in, GridView grid, Tick tick) {
        List<Reason> closed = new ArrayList<>(common(in, tick));
        add(closed, grid.known() && !grid.service().entered(), Reason.ENTER_SERVICE_WAIT);
        add(closed, !grid.known(), Reason.GRID_UNKNOWN);
        add(closed, !in.ratings().gridAllowsExport(), Reason.NO_GRID_PROFILE);
        add(closed, !stageHasProfile(in, tick), Reason.STAGE_WITHOUT_PROFILE);
        add(closed, !site.permit().granted(), Reason.NO_PERMIT);
        add(closed, !clockTrusted(site, tick), Reason.CLOCK_NOT_TRUSTED);
        add(closed, meterSilent(site, in.measured(), tick), Reason.SITE_METER_STALE);
        closed.sort(null);
        return List.copyOf(closed);
    }

    /** Gates that are false for supplying the house alone; neither clock, meter nor permit. */
    static List<Reason> closedInIsland(Arbiter.Inputs in, Tick tick) {
        List<Reason> closed = new ArrayList<>(common(in, tick));
        add(closed, !isIslandProved(in.measured(), tick), Reason.ENTER_SERVICE_WAIT);
        closed.sort(null);
        return List.copyOf(closed);
    }

    /**
     * Gates that can be judged before a car has told anything: what decides the services offered.
     */
    static boolean standing(Installation site, Arbiter.Inputs in) {
        boolean fed = site.permit().granted() && in.ratings().gridAllowsExport();
        boolean useful = fed || in.ratings().backup().isPresent();
        return useful && in.preferences().dischargeConsent();
    }

    /** Whether mirror contacts prove the grid switch open and the neutral bond made. */
    static boolean isIslandProved(Measured measured, Tick tick) {
        return measured.island()
                .fresh(tick, ISLAND_FRESH_NS)
                .filter(i -> i.gridSwitch() == Switch.OPEN && i.neutralBond() == Switch.CLOSED)
                .isPresent();
    }

    /** A house with backup that is not proved on the grid: what flows there is not dispatched. */
    static boolean isApart(Arbiter.Inputs in, Tick tick) {
        return in.ratings().backup().isPresent()
                && in.measured()
                        .island()
                        .fresh(tick, ISLAND_FRESH_NS)
                        .filter(i -> i.gridSwitch() == Switch.CLOSED)
                        .filter(i -> i.neutralBond() == Switch.OPEN)
                        .isEmpty();
    }

    private static List<Reason> common(Arbiter.Inputs in, Tick tick) {
        List<Reason> closed = new ArrayList<>();
        add(closed, !in.vehicle().bidirectional(), Reason.SESSION_NOT_BIDIRECTIONAL);
        add(closed, Reserve.fresh(in.vehicle().soc(), tick).isEmpty(), Reason.SOC_UNKNOWN);
        add(closed, !(in.verdict() instanceof Verdict.Healthy), Reason.FAULT);
        add(closed, !in.preferences().dischargeConsent(), Reason.NO_CONSENT);
        return closed;
    }

    /** On an AC board the car's own inverter is certified, not a stage of ours. */
    private static boolean stageHasProfile(Arbiter.Inputs in, Tick tick) {
        return in.ratings().output() == Output.AC
                || in.measured()
                        .stage()
                        .fresh(tick, STAGE_FRESH_NS)
                        .map(s -> s.profile() == GridProfile.Taken.VERIFIED)
                        .orElse(false);
    }

    /** Whether the time of day can be relied on. */
    static boolean clockTrusted(Installation site, Tick tick) {
        return tick.wallTrusted() || site.bench().trustSystemClock();
    }

    private static boolean meterSilent(Installation site, Measured measured, Tick tick) {
        return site.wiring().gridMeter()
                && !measured.gridMeter().isFresh(tick, SiteFollower.FRESH_NS);
    }

    private static void add(List<Reason> closed, boolean isFalse, Reason why) {
        if (isFalse) {
            closed.add(why);
        }
    }
}
