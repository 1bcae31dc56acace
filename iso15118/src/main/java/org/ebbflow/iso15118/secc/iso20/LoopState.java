package org.ebbflow.iso15118.secc.iso20;

import java.util.OptionalLong;
import org.ebbflow.iso15118.message.iso20.AC_ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.DC_ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.DisplayParameters;
import org.ebbflow.iso15118.message.iso20.MeteringConfirmationReq;
import org.ebbflow.iso15118.message.iso20.MeteringConfirmationRes;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.message.iso20.V2GResponse;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.CarFacts.Soc;
import org.ebbflow.iso15118.secc.CarLimits;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Notice;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.StationView.Target;
import org.ebbflow.iso15118.secc.Timing;
import org.ebbflow.iso15118.wire.Rational;

/**
 * The charge loop: every request is answered at once from the latest measurements.
 *
 * @param wish what the car asked last
 * @param stopping the station wants to stop and told or tells the car
 * @param stopSinceNs monotonic instant since which it does
 * @param outOfReach since when the station cannot keep the schedule it told
 */
record LoopState(Wish wish, boolean stopping, long stopSinceNs, OptionalLong outOfReach)
        implements Iso20State {

    static LoopState begin() {
        return new LoopState(new Wish.NotYet(), false, 0, OptionalLong.empty());
    }

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        return switch (request) {
            case DC_ChargeLoopReq r ->
                    fits(DcMessages.isDynamic(r), true, session)
                            ? dc(r, session, view)
                            : Outcome.outOfSequence(request, this, session, view);
            case AC_ChargeLoopReq r ->
                    fits(AcMessages.isDynamic(r), false, session)
                            ? ac(r, session, view)
                            : Outcome.outOfSequence(request, this, session, view);
            case PowerDeliveryReq r -> power(r, session, view);
            case MeteringConfirmationReq ignored ->
                    Outcome.answer(
                            this,
                            session,
                            new MeteringConfirmationRes(session.header(view), ResponseCode.OK));
            default -> Outcome.outOfSequence(request, this, session, view);
        };
    }

    private static boolean fits(boolean dynamic, boolean dc, Session20 session) {
        return dynamic == session.mode().isDynamic() && dc == session.service().isDc();
    }

    private Outcome dc(DC_ChargeLoopReq request, Session20 session, StationView view) {
        Plausible plausible = session.plausible();
        CarLimits limits =
                DcMessages.loopLimits(request.clReqControlMode(), session.car().limits(), plausible)
                        .with(
                                Least20.of(
                                        request.clReqControlMode(),
                                        session.car().limits().least(),
                                        plausible));
        Wish wished = DcMessages.wish(request.clReqControlMode(), plausible);
        CarFacts car =
                DcMessages.needs(request.clReqControlMode(), session.car(), plausible).with(limits);
        Session20 known = session.with(shown(request, car, view)).with(plausible);
        LoopState next = new LoopState(wished, stopping, stopSinceNs, outOfReach);
        StationView told = noticed(known, view);
        V2GResponse response =
                DcMessages.loopResponse(request, known, told, next.powerW(known, view));
        return Outcome.answer(next, known, response).withAll(plausible.events());
    }

    private Outcome ac(AC_ChargeLoopReq request, Session20 session, StationView view) {
        Plausible plausible = session.plausible();
        CarLimits limits =
                AcMessages.loopLimits(request.clReqControlMode(), session.car().limits(), plausible)
                        .with(
                                Least20.of(
                                        request.clReqControlMode(),
                                        session.car().limits().least(),
                                        plausible));
        Wish wished = AcMessages.wish(request.clReqControlMode(), plausible);
        CarFacts car =
                AcMessages.needs(request.clReqControlMode(), session.car(), plausible).with(limits);
        Session20 known = session.with(shown(request, car, view)).with(plausible);
        LoopState next = new LoopState(wished, stopping, stopSinceNs, outOfReach);
        StationView told = noticed(known, view);
        V2GResponse response =
                AcMessages.loopResponse(request, known, told, next.powerW(known, view));
        return Outcome.answer(next, known, response).withAll(plausible.events());
    }

    private static CarFacts shown(ChargeLoopReq request, CarFacts car, StationView view) {
        DisplayParameters display = request.displayParameters();
        if (display == null) {
            return car;
        }
        CarFacts told = WishMessages.displayed(display, car);
        Integer percent = display.presentSoc();
        if (percent == null) {
            return told;
        }
        long capacityWh = Math.max(0, Rational.wholeOrZero(display.batteryEnergyCapacity()));
        return told.with(new Soc(percent * 10, view.nowNs(), capacityWh));
    }

    /** A schedule that was out of reach for long asks for a new one. */
    private StationView noticed(Session20 session, StationView view) {
        if (session.mustLeaveLoop(view)) {
            return view.with(Notice.SERVICE_RENEGOTIATION);
        }
        boolean due =
                outOfReach.isPresent()
                        && view.nowNs() - outOfReach.getAsLong() >= Timing.OUT_OF_REACH_NS;
        return due && view.notice() == Notice.NONE
                ? view.with(Notice.SCHEDULE_RENEGOTIATION)
                : view;
    }

    private OptionalLong reach(Session20 session, StationView view) {
        boolean kept = session.told().schedule().filter(s -> s.isOutOfReach(view)).isEmpty();
        if (kept) {
            return OptionalLong.empty();
        }
        return outOfReach.isPresent() ? outOfReach : OptionalLong.of(view.nowNs());
    }

    private Outcome power(PowerDeliveryReq request, Session20 session, StationView view) {
        return switch (request.chargeProgress()) {
            case Stop -> PowerStopState.begin(session, view);
            case Start -> told(ResponseCode.OK, session, view);
            case Standby -> told(ResponseCode.WARNING_StandbyNotAllowed, session, view);
            case ScheduleRenegotiation ->
                    stopping
                            ? told(ResponseCode.WARNING_ScheduleRenegotiationFailed, session, view)
                            : answer(
                                    ScheduleState.renegotiation(view),
                                    ResponseCode.OK,
                                    session,
                                    view);
        };
    }

    private Outcome told(ResponseCode code, Session20 session, StationView view) {
        return answer(this, code, session, view);
    }

    private static Outcome answer(
            Iso20State next, ResponseCode code, Session20 session, StationView view) {
        return Outcome.answer(
                next,
                session,
                new PowerDeliveryRes(session.header(view), code, session.status(view)));
    }

    @Override
    public Outcome observe(Session20 session, StationView view) {
        if (isOpen(session, view)) {
            return Outcome.stay(new LoopState(wish, false, 0, reach(session, view)), session);
        }
        if (!stopping) {
            LoopState told = new LoopState(wish, true, view.nowNs(), OptionalLong.empty());
            return Outcome.stay(told, session);
        }
        boolean tripped = view.readiness() == Readiness.TRIPPED;
        long graceNs = tripped ? Timing.TRIP_GRACE_NS : Timing.STOP_GRACE_NS;
        return view.nowNs() - stopSinceNs >= graceNs
                ? Outcome.stay(this, session)
                        .ending(tripped ? EndReason.TRIPPED : EndReason.STATION_STOP, false)
                : Outcome.stay(this, session);
    }

    private static boolean isOpen(Session20 session, StationView view) {
        return view.readiness() == Readiness.OPEN && !session.mustLeaveLoop(view);
    }

    /** Power at the car, inside what offer and car allow; plus into the car. */
    int powerW(Session20 session, StationView view) {
        if (!isOpen(session, view)) {
            return 0;
        }
        CarLimits limits = session.car().limits();
        int voltageMv = view.measured().voltageMv();
        int wanted =
                switch (wish) {
                    case Wish.NotYet ignored -> 0;
                    case Wish.Dynamic dynamic -> dynamicW(dynamic, view);
                    case Wish.Exactly exactly -> within(view, exactlyW(exactly, voltageMv));
                    case Wish.WithinLimits ignored -> toldW(view);
                };
        int offered = view.offer().clampW(wanted);
        return session.service().isDc()
                ? DcMessages.clampCurrent(limits.clampW(offered, voltageMv), view)
                : Math.clamp(offered, -limits.maxDischargeW(), limits.maxChargeW());
    }

    /** The station's target, or as much as the car still wants. */
    private static int dynamicW(Wish.Dynamic dynamic, StationView view) {
        return switch (view.offer().target()) {
            case Target.Power power -> power.powerW();
            case Target.FollowCar ignored -> dynamic.targetWh() > 0 ? view.offer().maxPowerW() : 0;
        };
    }

    /** Scheduled AC: the car follows a target it is told, else takes what it likes. */
    private static int toldW(StationView view) {
        return switch (view.offer().target()) {
            case Target.Power power -> power.powerW();
            case Target.FollowCar ignored -> view.offer().maxPowerW();
        };
    }

    private static int exactlyW(Wish.Exactly wish, int presentMv) {
        int atMv = wish.currentMa() >= 0 ? Math.min(presentMv, wish.voltageMv()) : presentMv;
        return (int) ((long) wish.currentMa() * atMv / 1_000_000);
    }

    /** Where the car decides, a target of the station is a bound. */
    private static int within(StationView view, int wantedW) {
        return switch (view.offer().target()) {
            case Target.FollowCar ignored -> wantedW;
            case Target.Power power ->
                    Math.clamp(wantedW, Math.min(power.powerW(), 0), Math.max(power.powerW(), 0));
        };
    }

    @Override
    public Demand demand(Session20 session, StationView view) {
        if (!isOpen(session, view)) {
            return new Demand.RampDown();
        }
        int powerW = powerW(session, view);
        return session.service().isDc()
                ? new Demand.Dc(powerW, DcMessages.window(session.car().limits(), view.offer()))
                : new Demand.Ac(powerW);
    }

    @Override
    public long silenceNs(Session20 session) {
        return session.config().bench().slowLoop() ? Timing.SEQUENCE_NS : Timing.LOOP_20_NS;
    }

    @Override
    public boolean tellsStop() {
        return true;
    }

    @Override
    public Phase phase() {
        return stopping ? Phase.STOPPING : Phase.TRANSFER;
    }
}
