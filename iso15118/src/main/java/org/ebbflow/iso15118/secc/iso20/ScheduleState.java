package org.ebbflow.iso15118.secc.iso20;

import java.util.Optional;
import org.ebbflow.iso15118.message.iso20.Dynamic_SEReqControlMode;
import org.ebbflow.iso15118.message.iso20.Processing;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeReq;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeRes;
import org.ebbflow.iso15118.message.iso20.Scheduled_SEReqControlMode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.CarFacts.Need;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.Plausible.Quantity;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.Timing;
import org.ebbflow.iso15118.wire.Rational;

/**
 * Exchange of mobility needs and schedules; while the station is closed, or the house's line is not
 * what the car chose, it hears "ongoing".
 *
 * @param deadlineNs end of patience with a closed station
 * @param live the contactors are closed: a running transfer waits at 0 W for its new schedule
 */
record ScheduleState(long deadlineNs, boolean live) implements Iso20State {

    static ScheduleState begin(StationView view) {
        return new ScheduleState(view.nowNs() + Timing.ONGOING_NS, false);
    }

    static ScheduleState renegotiation(StationView view) {
        return new ScheduleState(view.nowNs() + Timing.ONGOING_NS, true);
    }

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        if (!(request instanceof ScheduleExchangeReq exchange)) {
            return Outcome.outOfSequence(request, this, session, view);
        }
        boolean dynamic = exchange.seReqControlMode() instanceof Dynamic_SEReqControlMode;
        if (dynamic != session.mode().isDynamic()) {
            return refuse(
                    request,
                    session,
                    view,
                    ResponseCode.FAILED_WrongChargeParameter,
                    EndReason.WRONG_PARAMETER);
        }
        boolean closed = view.readiness() != Readiness.OPEN || !session.fits(view);
        if (closed && view.nowNs() - deadlineNs >= 0) {
            return refuse(request, session, view, ResponseCode.FAILED, session.whyClosed(view));
        }
        Plausible plausible = session.plausible();
        boolean both = session.service().isBidirectional();
        Schedule20 offered = Schedule20.of(view, both);
        Session20.Told told =
                session.told().with(dynamic ? Optional.empty() : Optional.of(offered));
        Session20 known =
                session.with(facts(exchange, session.car(), plausible)).with(told).with(plausible);
        ScheduleExchangeRes response =
                new ScheduleExchangeRes(
                        known.header(view),
                        ResponseCode.OK,
                        closed ? Processing.Ongoing : Processing.Finished,
                        null,
                        dynamic
                                ? Needs20.of(known, view).message()
                                : offered.message(session, view));
        return Outcome.answer(closed ? this : next(known), known, response)
                .withAll(plausible.events());
    }

    private Outcome refuse(
            V2GRequest request,
            Session20 session,
            StationView view,
            ResponseCode code,
            EndReason why) {
        return Outcome.refuse(new Outcome.Refused(request, code, why), this, session, view);
    }

    private Iso20State next(Session20 session) {
        if (live) {
            return PowerStartState.live();
        }
        return session.service().isDc() ? CableCheckState.WAITING : PowerStartState.waitingAc();
    }

    @Override
    public Demand demand(Session20 session, StationView view) {
        if (!live) {
            return new Demand.Nothing();
        }
        return view.readiness() == Readiness.OPEN
                ? PowerStartState.live().demand(session, view)
                : new Demand.RampDown();
    }

    @Override
    public Phase phase() {
        return live ? Phase.READY : Phase.PREPARING;
    }

    private static CarFacts facts(ScheduleExchangeReq request, CarFacts car, Plausible plausible) {
        CarFacts known = car.with(need(request, plausible));
        return request.seReqControlMode() instanceof Dynamic_SEReqControlMode d
                ? WishMessages.mobility(d, known, plausible)
                : known;
    }

    private static Need need(ScheduleExchangeReq request, Plausible plausible) {
        return switch (request.seReqControlMode()) {
            case Dynamic_SEReqControlMode d ->
                    new Need(
                            energy(plausible, Rational.whole(d.evTargetEnergyRequest())),
                            energy(plausible, Rational.whole(d.evMaximumEnergyRequest())),
                            energy(plausible, Rational.whole(d.evMinimumEnergyRequest())),
                            (int) Math.min(Integer.MAX_VALUE, d.departureTime()));
            case Scheduled_SEReqControlMode s -> {
                Long departureS = s.departureTime();
                yield new Need(
                        energy(plausible, Rational.wholeOrZero(s.evTargetEnergyRequest())),
                        energy(plausible, Rational.wholeOrZero(s.evMaximumEnergyRequest())),
                        energy(plausible, Rational.wholeOrZero(s.evMinimumEnergyRequest())),
                        departureS == null
                                ? -1
                                : (int) Math.min(Integer.MAX_VALUE, departureS.longValue()));
            }
        };
    }

    private static int energy(Plausible plausible, int energyWh) {
        return plausible.signed(Quantity.ENERGY_WH, energyWh);
    }
}
