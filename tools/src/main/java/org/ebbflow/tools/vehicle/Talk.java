package org.ebbflow.tools.vehicle;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.evcc.CarView;
import org.ebbflow.iso15118.evcc.Evcc;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccStep;
import org.ebbflow.iso15118.evcc.Stage;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.vehicle.CarBody.Orders;
import org.ebbflow.tools.vehicle.CarReport.Outcome;

/**
 * The car's controller as pure steps: pilot, connection and protocol.
 *
 * @source IEC 61851-1 Annex A for the duty cycle; ISO 15118-3 clause 9 for waking by state E or F
 */
final class Talk {

    private static final int DIGITAL_FROM_DECI_PERCENT = 30;
    private static final int DIGITAL_TO_DECI_PERCENT = 70;
    private static final int FULL_DECI_PERCENT = 1_000;

    private Talk() {}

    /**
     * What the controller knows.
     *
     * @param profile the car
     * @param battery its battery
     * @param view the same as the protocol machine wants it
     */
    record Facts(CarProfile profile, Battery battery, CarView view) {}

    /** Outcome of one step of the controller. */
    record Result(
            Phase next,
            Orders orders,
            List<byte[]> toSend,
            int heard,
            boolean wantsConnection,
            Optional<CarReport> finished) {

        static Result rest(Phase next, boolean wantsConnection) {
            return new Result(next, Orders.REST, List.of(), 0, wantsConnection, Optional.empty());
        }
    }

    static Result step(Phase phase, CarMoment moment, Facts car) {
        return switch (phase) {
            case Phase.Waiting waiting -> waiting(waiting, moment.inlet(), car);
            case Phase.Seeking seeking -> seeking(seeking, moment, car);
            case Phase.Talking talking -> talking(talking, moment, car);
            case Phase.Basic basic -> basic(basic, moment, car);
            case Phase.Rested rested -> rested(rested, moment.inlet(), car);
        };
    }

    private static Result waiting(Phase.Waiting waiting, InletSide inlet, Facts car) {
        if (car.view().wantsStop()) {
            return Result.rest(new Phase.Rested(false, false), false);
        }
        if (isDigital(inlet) && !car.profile().plans().isEmpty()) {
            return Result.rest(new Phase.Seeking(0, true), true);
        }
        boolean charges =
                PlainPilot.currentMa(inlet.dutyDeciPercent()) > 0
                        && car.profile().traits().inlet() instanceof CarTraits.Inlet.Ac
                        && car.battery().socDeciPercent() < FULL_DECI_PERCENT;
        return charges
                ? Result.rest(new Phase.Basic(Phase.Count.from(car.battery())), false)
                : Result.rest(waiting, false);
    }

    private static Result seeking(Phase.Seeking seeking, CarMoment moment, Facts car) {
        if (car.view().wantsStop()) {
            return Result.rest(new Phase.Rested(false, false), false);
        }
        if (!isDigital(moment.inlet())) {
            return Result.rest(new Phase.Waiting(), false);
        }
        if (!seeking.mayConnect()) {
            boolean free = !moment.connected();
            return Result.rest(new Phase.Seeking(seeking.planIndex(), free), free);
        }
        if (!moment.connected()) {
            return Result.rest(seeking, true);
        }
        EvccPlan plan = car.profile().plans().get(seeking.planIndex());
        Evcc evcc = Evcc.connected(plan, moment.nowNs());
        Phase.Count count = Phase.Count.from(car.battery());
        return talking(new Phase.Talking(seeking.planIndex(), evcc, count), moment, car);
    }

    private static Result talking(Phase.Talking talking, CarMoment moment, Facts car) {
        CarView view = wishing(car, talking.count());
        Stage before = talking.evcc().position().stage();
        EvccStep step = exchange(talking.evcc(), moment, view);
        Phase.Count count =
                talking.count()
                        .heard(step.heard().size(), before == Stage.LOOP, moment.nowNs())
                        .sent(step.toSend().size());
        Phase.Talking next = new Phase.Talking(talking.planIndex(), step.next(), count);
        boolean ready = isReady(next, car);
        if (ready && moment.inlet().dutyDeciPercent() == 0) {
            return over(next, car, new Reports.End(Outcome.FAILED, "the control pilot was lost"));
        }
        if (!step.next().isOver()) {
            Orders orders =
                    new Orders(
                            ready,
                            step.order().contactorsClosed(),
                            step.order().acPowerW(),
                            step.order().formsGrid());
            return new Result(
                    next, orders, step.toSend(), step.heard().size(), true, Optional.empty());
        }
        String failure = step.next().position().failure();
        boolean another = talking.planIndex() + 1 < car.profile().plans().size();
        if (another && before == Stage.HANDSHAKE && failure.startsWith("FAILED")) {
            return Result.rest(new Phase.Seeking(talking.planIndex() + 1, false), false);
        }
        Outcome outcome = failure.isEmpty() ? Outcome.COMPLETED : Outcome.FAILED;
        return over(next, car, new Reports.End(outcome, failure));
    }

    private static EvccStep exchange(Evcc evcc, CarMoment moment, CarView view) {
        if (moment.received().length > 0) {
            EvccStep heard = evcc.received(moment.received(), view);
            return moment.connected() || heard.next().isOver() ? heard : evcc.closed(view);
        }
        return moment.connected() ? evcc.observed(view) : evcc.closed(view);
    }

    private static Result over(Phase.Talking talking, Facts car, Reports.End end) {
        boolean carLeft = wishing(car, talking.count()).wantsStop();
        CarReport report = Reports.of(car, talking.count(), plan(car.profile(), talking), end);
        return new Result(
                new Phase.Rested(!carLeft, false),
                Orders.REST,
                List.of(),
                0,
                false,
                Optional.of(report));
    }

    /**
     * Whether the pilot belongs into state C.
     *
     * @source ISO 15118-2 V2G2-846, V2G2-847: before the cable check, or with power delivery
     */
    private static boolean isReady(Phase.Talking talking, Facts car) {
        Evcc evcc = talking.evcc();
        boolean dc = car.profile().plans().get(talking.planIndex()).service().isDc();
        return !evcc.isOver()
                && switch (evcc.position().stage()) {
                    case CABLE_CHECK, PRE_CHARGE -> dc;
                    case POWER_START, LOOP, RENEGOTIATION, METERING, POWER_STOP -> true;
                    case SCHEDULE -> evcc.isLive();
                    case HANDSHAKE,
                            SESSION_SETUP,
                            AUTHORIZATION_SETUP,
                            SERVICE_DISCOVERY,
                            SERVICE_DETAIL,
                            SERVICE_SELECTION,
                            AUTHORIZATION,
                            PARAMETERS,
                            WELDING,
                            SESSION_STOP,
                            DONE ->
                            false;
                };
    }

    private static Result basic(Phase.Basic basic, CarMoment moment, Facts car) {
        int offeredMa = PlainPilot.currentMa(moment.inlet().dutyDeciPercent());
        boolean leaves =
                wishing(car, basic.count()).wantsStop()
                        || car.battery().socDeciPercent() >= FULL_DECI_PERCENT;
        if (leaves || offeredMa == 0) {
            CarReport report =
                    Reports.of(
                            car,
                            basic.count(),
                            Optional.empty(),
                            new Reports.End(Outcome.COMPLETED, ""));
            Phase next = leaves ? new Phase.Rested(false, false) : new Phase.Waiting();
            return new Result(next, Orders.REST, List.of(), 0, false, Optional.of(report));
        }
        long powerW = (long) offeredMa * moment.inlet().acVoltageMv() / 1_000_000;
        boolean begins = basic.count().energySinceNs() < 0 && powerW > 0;
        Phase.Count count = begins ? basic.count().charging(moment.nowNs()) : basic.count();
        Orders orders = new Orders(true, false, (int) powerW, false);
        return new Result(new Phase.Basic(count), orders, List.of(), 0, false, Optional.empty());
    }

    private static Result rested(Phase.Rested rested, InletSide inlet, Facts car) {
        boolean woken = rested.woken() || inlet.dutyDeciPercent() == 0;
        boolean returns =
                rested.mayReturn() && rested.woken() && isDigital(inlet) && !car.view().wantsStop();
        return returns
                ? Result.rest(new Phase.Waiting(), false)
                : Result.rest(new Phase.Rested(rested.mayReturn(), woken), false);
    }

    /** The view with the wish to leave that the script adds to the stop button. */
    private static CarView wishing(Facts car, Phase.Count count) {
        CarView v = car.view();
        int soc = car.battery().socDeciPercent();
        boolean scripted =
                switch (car.profile().ending()) {
                    case CarProfile.Ending.OnRequest ignored -> false;
                    case CarProfile.Ending.After after ->
                            count.energySinceNs() >= 0
                                    && v.nowNs() - count.energySinceNs()
                                            >= after.seconds() * 1_000_000_000L;
                    case CarProfile.Ending.AtSoc at ->
                            count.before().socDeciPercent() <= at.socDeciPercent()
                                    ? soc >= at.socDeciPercent()
                                    : soc <= at.socDeciPercent();
                };
        return new CarView(
                v.nowNs(),
                v.wallTimeMs(),
                v.battery(),
                v.limits(),
                v.acPowerW(),
                v.wantsStop() || scripted);
    }

    /** Counters of the session under way, if there is one. */
    static Optional<Phase.Count> count(Phase phase) {
        return switch (phase) {
            case Phase.Talking talking -> Optional.of(talking.count());
            case Phase.Basic basic -> Optional.of(basic.count());
            case Phase.Waiting ignored -> Optional.empty();
            case Phase.Seeking ignored -> Optional.empty();
            case Phase.Rested ignored -> Optional.empty();
        };
    }

    /** The protocol of a phase, if it has one. */
    static Optional<EvccPlan> plan(CarProfile profile, Phase phase) {
        return switch (phase) {
            case Phase.Talking talking -> Optional.of(profile.plans().get(talking.planIndex()));
            case Phase.Seeking seeking -> Optional.of(profile.plans().get(seeking.planIndex()));
            case Phase.Basic ignored -> Optional.empty();
            case Phase.Waiting ignored -> Optional.empty();
            case Phase.Rested ignored -> Optional.empty();
        };
    }

    private static boolean isDigital(InletSide inlet) {
        return inlet.dutyDeciPercent() >= DIGITAL_FROM_DECI_PERCENT
                && inlet.dutyDeciPercent() <= DIGITAL_TO_DECI_PERCENT;
    }
}
