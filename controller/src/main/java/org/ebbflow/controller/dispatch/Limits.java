package org.ebbflow.controller.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Directive.Rank;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.Derating;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;

/** Collects every limit with its source; each is an interval around 0 at the AC terminals. */
final class Limits {

    /** Apart from the grid nothing is charged. */
    static final List<Limit> ISLAND =
            List.of(new Limit(Source.ISLAND, new Interval(-Integer.MAX_VALUE, 0)));

    private static final long STAGE_FRESH_NS = 1_000_000_000L;

    private final Installation site;
    private final BoardRatings ratings;
    private final List<Limit> fixed;

    Limits(Installation site, BoardRatings ratings) {
        this.site = site;
        this.ratings = ratings;
        this.fixed = fixed();
    }

    /** The stage's rating in both directions. */
    Interval ratedW() {
        return new Interval(-ratings.maxDischargeW(), ratings.maxChargeW());
    }

    /**
     * Limits of this place that no car and no person changes.
     *
     * @param island apart from the grid nobody's permission is needed
     */
    List<Limit> standing(Measured measured, boolean island, Tick tick) {
        List<Limit> limits = new ArrayList<>(16);
        for (Limit limit : fixed) {
            if (!island || limit.source() != Source.PERMIT) {
                limits.add(limit);
            }
        }
        cableCoding(measured, tick)
                .ifPresent(a -> limits.add(new Limit(Source.CABLE, symmetric(loadW(a, false)))));
        return limits;
    }

    /** The part of them that needs no measurement. */
    final List<Limit> fixed() {
        Installation.Wiring wiring = site.wiring();
        int copperW = Math.min(loadW(wiring.breakerA(), true), loadW(wiring.cableA(), false));
        return List.of(
                new Limit(Source.STAGE, ratedW()),
                new Limit(Source.CABLE, symmetric(copperW)),
                new Limit(Source.PRODUCT_CAP, symmetric(wiring.productCapW())),
                new Limit(Source.PERMIT, dischargeOnly(site.permit().exportMaxW())));
    }

    /**
     * Limits of the moment that hold whether a transfer runs or not.
     *
     * @param island apart from the grid neither its meter nor anybody far away has a say
     */
    List<Limit> present(Arbiter.Inputs in, boolean island, Tick tick) {
        List<Limit> limits = new ArrayList<>();
        if (!(in.verdict() instanceof Verdict.Healthy)) {
            limits.add(new Limit(Source.SAFETY, Interval.ZERO));
        }
        limits.add(new Limit(Source.STAGE, derated(in.measured(), tick)));
        if (!island) {
            limits.add(
                    new Limit(
                            Source.HOUSE_FUSE,
                            HouseFuse.limitW(site.wiring(), ratings, in.measured(), tick)));
        }
        for (Directive directive : in.directives()) {
            if (!(island && isFar(directive.source()))) {
                given(directive, in.measured(), tick).ifPresent(limits::add);
            }
        }
        return limits;
    }

    private static boolean isFar(Source source) {
        return source == Source.SITE_CAPACITY || Directives.isExternal(source);
    }

    private Optional<Limit> given(Directive directive, Measured measured, Tick tick) {
        boolean runs = directive.lease().isRunning(tick.monotonicNs());
        return switch (directive) {
            case Directive.Bound b ->
                    Optional.of(new Limit(b.source(), runs ? b.powerW() : b.onLossW()));
            case Directive.SiteBound b ->
                    Optional.of(
                            new Limit(
                                    b.source(),
                                    HouseFuse.besideHouse(
                                            runs ? b.powerW() : b.onLossW(),
                                            site.wiring(),
                                            ratings,
                                            measured,
                                            tick)));
            case Directive.Fallback fallback -> Optional.empty();
            case Directive.Target target -> Optional.empty();
            case Directive.SocWindow window -> Optional.empty();
        };
    }

    /** What floor and ceiling of the state of charge leave. */
    Limit reserved(
            Reserve reserve, Reserve.Window window, Arbiter.Inputs in, boolean island, Tick tick) {
        Optional<VehicleReport.Soc> soc = Reserve.fresh(in.vehicle().soc(), tick);
        return new Limit(Source.RESERVE, reserve.limitW(soc, window, ratedW(), island));
    }

    /** The same of a car that does not transfer in an island, as far as its charge is known. */
    Optional<Limit> known(
            Reserve reserve, Reserve.Window window, Arbiter.Inputs in, boolean island, Tick tick) {
        return island && Reserve.fresh(in.vehicle().soc(), tick).isPresent()
                ? Optional.of(reserved(reserve, window, in, true, tick))
                : Optional.empty();
    }

    /**
     * What the plan forbids while the grid is there. A departure that only the car told keeps
     * Automatic from discharging by itself, not the owner's other modes, not somebody with
     * authority and not a car that plans for itself; the owner's own departure keeps everybody.
     */
    List<Limit> planned(Plans plans, Wish wish, Arbiter.Inputs in, Tick tick) {
        List<Limit> limits = new ArrayList<>(2);
        int floor = plans.departures().floorDeciPercent();
        Optional<VehicleReport.Soc> soc = Reserve.fresh(in.vehicle().soc(), tick);
        boolean byItself =
                in.preferences().mode() == Mode.AUTOMATIC
                        && wish.rank() >= Rank.LOCAL_PLAN
                        && !in.vehicle().plansItself();
        boolean keeps = plans.departures().toldS() == 0 || byItself;
        if (floor > 0 && soc.isPresent() && keeps) {
            int out = Reserve.tapered(ratings.maxDischargeW(), soc.get().deciPercent() - floor);
            limits.add(new Limit(Source.DEPARTURE, dischargeOnly(out)));
        }
        if (wish.source() == Source.LOCAL_PLAN) {
            switch (plans.doing(in.preferences().mode())) {
                case POWER_THE_HOUSE ->
                        limits.add(new Limit(Source.LOCAL_PLAN, plans.follower().neverExportW()));
                case SOLAR_ONLY ->
                        limits.add(
                                new Limit(
                                        Source.LOCAL_PLAN,
                                        plans.follower().onlySurplusW(plans.sun())));
                case CHARGE, WAIT, EXPORT -> {}
            }
        }
        return limits;
    }

    /** The most that charging can be reckoned with, watts at the AC terminals. */
    int mostChargeW(Arbiter.Inputs in, Conversion conversion) {
        int most = Integer.MAX_VALUE;
        for (Limit limit : fixed) {
            most = Math.min(most, limit.powerW().max());
        }
        for (Limit limit : vehicle(in, conversion)) {
            most = Math.min(most, limit.powerW().max());
        }
        return Math.max(0, most);
    }

    /** What the car itself allows, once it is in its transfer. */
    List<Limit> vehicle(Arbiter.Inputs in, Conversion conversion) {
        return in.vehicle().phase() == Phase.TRANSFER
                ? List.of(new Limit(Source.VEHICLE, conversion.toAcW(in.vehicle().carPowerW())))
                : List.of();
    }

    /** False gates close the discharge side. */
    static List<Limit> gates(List<Reason> closed) {
        return closed.isEmpty()
                ? List.of()
                : List.of(new Limit(Source.GATE, new Interval(0, Integer.MAX_VALUE)));
    }

    /** Floor and ceiling in force: the owner's, narrowed by anybody, widened by nobody. */
    Reserve.Window window(Arbiter.Inputs in, boolean island, Tick tick) {
        int driving = in.preferences().drivingReserveDeciPercent();
        int floor =
                island ? driving : Math.max(driving, in.preferences().outageReserveDeciPercent());
        int ceiling = in.preferences().maxSocDeciPercent();
        for (Directive directive : in.directives()) {
            if (directive instanceof Directive.SocWindow w
                    && w.lease().isRunning(tick.monotonicNs())
                    && !(island && isFar(w.source()))) {
                floor = Math.max(floor, w.minDeciPercent());
                ceiling = Math.min(ceiling, w.maxDeciPercent());
            }
        }
        return new Reserve.Window(floor, ceiling);
    }

    private Interval derated(Measured measured, Tick tick) {
        if (ratings.output() == Output.AC) {
            return ratedW();
        }
        return measured.stage()
                .fresh(tick, STAGE_FRESH_NS)
                .map(this::derated)
                .orElse(Interval.ZERO);
    }

    /** The board's own curve; the supervisor trips where it ends. */
    private Interval derated(StageReading stage) {
        Derating curve = ratings.protection().derating();
        return new Interval(
                -curve.limitW(ratings.maxDischargeW(), stage.temperatureDeciC()),
                curve.limitW(ratings.maxChargeW(), stage.temperatureDeciC()));
    }

    private OptionalInt cableCoding(Measured measured, Tick tick) {
        return measured.safety()
                .fresh(tick, STAGE_FRESH_NS)
                .map(s -> s.proximity().maxCurrentA(ratings.phases()))
                .orElse(OptionalInt.empty());
    }

    /** Continuous load of a breaker or cable in watts: 60 A at 240 V is 11,520 W under the rule. */
    private int loadW(int ratedA, boolean breaker) {
        long perMille = breaker && site.continuousLoadRule() ? 800 : 1000;
        long w = ratedA * perMille * ratings.nominalVoltageMv() / 1_000_000 * ratings.phases();
        return (int) Math.min(Integer.MAX_VALUE, w);
    }

    private static Interval symmetric(int powerW) {
        return new Interval(-powerW, powerW);
    }

    private static Interval dischargeOnly(int powerW) {
        return new Interval(-powerW, Integer.MAX_VALUE);
    }
}
