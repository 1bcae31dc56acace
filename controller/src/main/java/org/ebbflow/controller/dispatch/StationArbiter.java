package org.ebbflow.controller.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Directive.Rank;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.OwnerNeeds;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/**
 * Decides how much power the station offers: gates, limits that intersect, one target, ramp. Pure;
 * the whole memory is in {@link ArbiterState}.
 */
public final class StationArbiter implements Arbiter<ArbiterState> {

    private static final long METER_FRESH_NS = 2_000_000_000L;

    private final Installation site;
    private final BoardRatings ratings;
    private final Limits limits;
    private final GridLimits gridLimits;

    public StationArbiter(Installation site, BoardRatings ratings) {
        this.site = site;
        this.ratings = ratings;
        this.limits = new Limits(site, ratings);
        this.gridLimits = GridLimits.of(ratings);
    }

    @Override
    public ArbiterState initial() {
        return ArbiterState.INITIAL;
    }

    @Override
    public ArbiterState restored(Object kept) {
        return (ArbiterState) kept;
    }

    @Override
    public StationArbiter at(Installation changed) {
        return new StationArbiter(changed, ratings);
    }

    /** What one cycle found out before it ramps. */
    private record Found(
            boolean island,
            boolean flowing,
            List<Reason> closed,
            Interval stationW,
            Envelope all,
            Wish wish,
            VehicleReport vehicle,
            Conversion conversion,
            Decision.Local local) {

        /** A charger on board that only takes follows its offer at its own pace. */
        boolean carRamps() {
            return wish.follow() || !vehicle.bidirectional();
        }

        Least least(BoardRatings ratings) {
            return Least.of(ratings, vehicle, conversion);
        }
    }

    @Override
    public Offered<ArbiterState> offer(ArbiterState state, Arbiter.Inputs in, Tick tick) {
        boolean island = Gates.isIslandProved(in.measured(), tick);
        Optional<GridLine> line = GridService.line(in.measured(), ratings, tick);
        GridService grid = grid(state, in, line, tick);
        Reserve.Window window = limits.window(in, island, tick);
        Reserve reserve = state.reserve().step(Reserve.fresh(in.vehicle().soc(), tick), window);
        Trim trim = state.trim().step(in.measured(), ratings, tick);
        Conversion conversion = trim.conversion(ratings);
        Plans plans = plans(state, in, conversion, tick);
        Wish wish = Wish.choose(in, plans, tick);
        boolean flowing = in.vehicle().phase() == Phase.TRANSFER;
        Excess excess = flowing && !island ? state.excess() : Excess.NONE;
        List<Reason> closed =
                island
                        ? Gates.closedInIsland(in, tick)
                        : Gates.closedInParallel(site, in, Gates.seen(line, grid), tick);
        List<Limit> found = new ArrayList<>(limits.standing(in.measured(), island, tick));
        found.addAll(limits.present(in, island, tick));
        found.addAll(island ? List.of() : gridLimits.now(line));
        if (flowing) {
            found.addAll(Limits.gates(closed));
            found.add(limits.reserved(reserve, window, in, island, tick));
            found.addAll(island ? Limits.ISLAND : limits.planned(plans, wish, in, tick));
        } else {
            found.addAll(Gates.standing(site, in) ? List.of() : Limits.gates(closed));
            limits.known(reserve, window, in, island, tick).ifPresent(found::add);
        }
        addExcess(found, excess, tick);
        Interval stationW = Envelope.powerW(found);
        found.addAll(limits.vehicle(in, conversion));
        found.sort(Limit.ORDER);
        Envelope all = Envelope.of(found);
        Found facts =
                new Found(
                        island,
                        flowing,
                        closed,
                        stationW,
                        all,
                        wish,
                        in.vehicle(),
                        conversion,
                        local(plans, wish, in));
        Ramp ramp = ramped(known(state, wish, in, tick), facts, Gates.isApart(in, tick), tick);
        Excess watched = flowing && !island ? watch(excess, all.powerW(), in, tick) : Excess.NONE;
        ArbiterState next =
                new ArbiterState(
                        ramp,
                        grid,
                        reserve,
                        watched,
                        plans.follower(),
                        plans.agenda(),
                        plans.departures(),
                        trim,
                        wish.follow(),
                        plans.sun());
        return new Offered<>(next, offer(facts, ramp, in, tick));
    }

    private GridService grid(
            ArbiterState state, Arbiter.Inputs in, Optional<GridLine> line, Tick tick) {
        int delayS = site.permit().enterServiceDelayS();
        return state.grid().step(line, ratings, in.verdict(), delayS, tick);
    }

    /** What measured power beyond the envelope takes away from it. */
    private void addExcess(List<Limit> found, Excess excess, Tick tick) {
        Interval before = Envelope.powerW(found);
        Interval kept = excess.limitW(before, ratings.output(), tick);
        if (!kept.equals(before)) {
            found.add(new Limit(Source.SAFETY, kept));
        }
    }

    /** The ramp as the meter shows that it stands; a car with its fill has gone to 0 by itself. */
    private static Ramp known(ArbiterState state, Wish wish, Arbiter.Inputs in, Tick tick) {
        int flowsW = measuredW(in.measured(), tick);
        boolean takesOver = state.carDecided() && !wish.follow();
        boolean satisfied = in.vehicle().need().filter(n -> n.targetWh() <= 0).isPresent();
        Ramp ramp =
                takesOver ? state.ramp().takenOverAt(satisfied ? 0 : flowsW, tick) : state.ramp();
        return ramp.restsFrom(flowsW, tick);
    }

    private Plans plans(ArbiterState state, Arbiter.Inputs in, Conversion conversion, Tick tick) {
        Agenda agenda =
                state.agenda()
                        .step(
                                in.preferences().week(),
                                site.papers().timeZone(),
                                Gates.clockTrusted(site, tick),
                                tick);
        int chargeW = limits.mostChargeW(in, conversion);
        Departures.Means means =
                new Departures.Means(chargeW, conversion.chargePerMille(), in.booked());
        SiteFollower follower = state.local().step(in.measured(), tick);
        Least least = Least.of(ratings, in.vehicle(), conversion);
        int smallestW = ratings.output() == Output.AC ? least.chargeW() : 0;
        Departures departures = state.departures().step(agenda, in.vehicle(), means, tick);
        Plans before = new Plans(follower, agenda, departures, state.sun());
        boolean asked = before.followsMeter(in.preferences().mode());
        return new Plans(
                follower,
                agenda,
                departures,
                state.sun().step(follower.surplusW(), smallestW, asked, tick));
    }

    private Decision.Local local(Plans plans, Wish wish, Arbiter.Inputs in) {
        boolean own = wish.source() == Source.LOCAL_PLAN || wish.source() == Source.DEFAULT;
        Reason resting = own ? plans.resting(in.preferences().mode(), site, ratings) : Reason.NONE;
        return resting == Reason.NONE && plans.departures().readiness().isEmpty()
                ? Decision.Local.NONE
                : new Decision.Local(resting, plans.departures().readiness());
    }

    private Ramp ramped(Ramp ramp, Found facts, boolean apart, Tick tick) {
        if (!facts.flowing() || apart) {
            return ramp.drop(tick);
        }
        Interval envelope = facts.all().powerW();
        int goal = goalW(facts);
        if (ratings.output() == Output.AC && facts.carRamps() && ramp.powerMilliW() >= 0) {
            return ramp.jump(Math.max(0, goal), site.ramp(), tick);
        }
        return ramp.step(goal, envelope, site.ramp(), tick);
    }

    /** Power at the station's meter, 0 when it is not known. */
    private static int measuredW(Measured measured, Tick tick) {
        return measured.stationMeter().fresh(tick, METER_FRESH_NS).map(m -> m.powerW()).orElse(0);
    }

    private Excess watch(Excess excess, Interval envelope, Arbiter.Inputs in, Tick tick) {
        return in.measured()
                .stationMeter()
                .fresh(tick, METER_FRESH_NS)
                .map(m -> excess.step(m.powerW(), envelope, ratings.output(), tick))
                .orElse(excess);
    }

    private EvseOffer offer(Found facts, Ramp ramp, Arbiter.Inputs in, Tick tick) {
        int commandW = Math.abs(ramp.powerW()) < ratings.minPowerW() ? 0 : ramp.powerW();
        OfferTarget target = target(facts, commandW);
        boolean carDecides = facts.flowing() && target instanceof OfferTarget.FollowVehicle;
        Interval acW =
                carDecides
                        ? new Interval(
                                facts.stationW().min(), Math.min(facts.stationW().max(), commandW))
                        : facts.stationW();
        Decision why =
                new Decision(
                        commandW,
                        facts.wish().wantedW(),
                        facts.all().lower(),
                        facts.all().upper(),
                        facts.wish().source(),
                        facts.closed(),
                        facts.wish().leaseEndsInS(),
                        facts.all().limits(),
                        facts.local(),
                        facts.least(ratings).towardsW(facts.wish().wantedW()));
        Interval carW = facts.conversion().toCarW(acW);
        EvseOffer offer =
                new EvseOffer(
                        facts.wish().rank() != Rank.STOP && in.verdict() instanceof Verdict.Healthy,
                        acW,
                        carW,
                        carCurrentMa(carW, in, tick),
                        ratings.dc().minVoltageMv(),
                        ratings.dc().maxVoltageMv(),
                        acCurrentMa(chargeW(facts, target, acW)),
                        ratings.phases(),
                        ratings.nominalVoltageMv(),
                        ratings.nominalFrequencyMilliHz(),
                        target,
                        facts.conversion(),
                        ratings.maxDischargeW() > 0 && Gates.standing(site, in),
                        why);
        OwnerNeeds kept =
                OwnerNeeds.ofDeciPercent(
                        in.preferences().drivingReserveDeciPercent(),
                        in.preferences().maxSocDeciPercent());
        return offer.with(
                facts.local()
                        .readiness()
                        .map(r -> kept.leavingInMs(r.atMs() - tick.wallTimeMs()))
                        .orElse(kept));
    }

    private static OfferTarget target(Found facts, int commandW) {
        if (facts.island()) {
            return new OfferTarget.Island();
        }
        boolean mayFollow = !facts.flowing() || commandW > 0;
        return facts.wish().follow() && mayFollow
                ? new OfferTarget.FollowVehicle()
                : new OfferTarget.Power(commandW);
    }

    /** DC bounds: the stage's own, and what the power bounds leave at the present voltage. */
    private Interval carCurrentMa(Interval carW, Arbiter.Inputs in, Tick tick) {
        if (ratings.output() == Output.AC) {
            return Interval.ZERO;
        }
        int voltageMv =
                in.measured()
                        .stage()
                        .fresh(tick, METER_FRESH_NS)
                        .map(x -> x.dcVoltageMv())
                        .orElse(0);
        long inMa = ratings.dc().maxChargeMa();
        long outMa = ratings.dc().maxDischargeMa();
        if (voltageMv >= Math.max(1, ratings.dc().minVoltageMv())) {
            inMa = Math.min(inMa, carW.max() * 1_000_000L / voltageMv);
            outMa = Math.min(outMa, -carW.min() * 1_000_000L / voltageMv);
        }
        return new Interval((int) -outMa, (int) inMa);
    }

    /** The charge that duty and message may promise: never more than the power that was set. */
    private int chargeW(Found facts, OfferTarget target, Interval acW) {
        return switch (target) {
            case OfferTarget.Power power ->
                    Math.clamp(
                            facts.flowing() ? power.acPowerW() : goalW(facts),
                            0,
                            Math.max(0, acW.max()));
            case OfferTarget.FollowVehicle follow -> acW.max();
            case OfferTarget.Island island -> acW.max();
        };
    }

    /** What is wanted inside all limits, 0 below what stage and car can do. */
    private int goalW(Found facts) {
        int goalW = facts.all().powerW().clamp(facts.wish().wantedW());
        return facts.least(ratings).orZero(goalW);
    }

    private int acCurrentMa(int chargeW) {
        long perPhase = (long) chargeW * 1_000_000L / ratings.nominalVoltageMv() / ratings.phases();
        return (int) Math.min(perPhase, ratings.maxAcCurrentMa());
    }
}
