package org.ebbflow.iso15118.secc.iso20;

import java.util.List;
import org.ebbflow.iso15118.message.iso20.ChargingSchedule;
import org.ebbflow.iso15118.message.iso20.Dynamic_SEReqControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_SEResControlMode;
import org.ebbflow.iso15118.message.iso20.PowerSchedule;
import org.ebbflow.iso15118.message.iso20.PowerScheduleEntry;
import org.ebbflow.iso15118.message.iso20.PowerScheduleEntryList;
import org.ebbflow.iso15118.message.iso20.Processing;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.SEResControlMode;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeReq;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeRes;
import org.ebbflow.iso15118.message.iso20.ScheduleTuple;
import org.ebbflow.iso15118.message.iso20.Scheduled_SEReqControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_SEResControlMode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CarFacts.Need;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.Plausible.Quantity;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.Timing;
import org.ebbflow.iso15118.wire.Rational;

/**
 * Exchange of mobility needs and schedules; while the station is closed the car hears "ongoing".
 *
 * @param deadlineNs end of patience with a closed station
 */
record ScheduleState(long deadlineNs) implements Iso20State {

    private static final int DAY_S = 86_400;

    static ScheduleState begin(StationView view) {
        return new ScheduleState(view.nowNs() + Timing.ONGOING_NS);
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
        boolean closed = view.readiness() != Readiness.OPEN;
        if (closed && view.nowNs() - deadlineNs >= 0) {
            return refuse(request, session, view, ResponseCode.FAILED, EndReason.STATION_STOP);
        }
        Plausible plausible = session.plausible();
        Session20 known =
                session.with(session.car().with(need(exchange, plausible))).with(plausible);
        ScheduleExchangeRes response =
                new ScheduleExchangeRes(
                        known.header(view),
                        ResponseCode.OK,
                        closed ? Processing.Ongoing : Processing.Finished,
                        null,
                        schedule(exchange, known, view));
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

    private static Iso20State next(Session20 session) {
        return session.service().isDc() ? CableCheckState.WAITING : PowerStartState.waitingAc();
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

    private static SEResControlMode schedule(
            ScheduleExchangeReq request, Session20 session, StationView view) {
        return request.seReqControlMode() instanceof Dynamic_SEReqControlMode d
                ? new Dynamic_SEResControlMode(
                        d.departureTime(), d.minimumSoc(), d.targetSoc(), null)
                : scheduled(session, view);
    }

    private static SEResControlMode scheduled(Session20 session, StationView view) {
        ChargingSchedule charging = oneDay(view.offer().maxPowerW(), view);
        ChargingSchedule discharging =
                session.service().isBidirectional() ? oneDay(view.offer().minPowerW(), view) : null;
        return new Scheduled_SEResControlMode(List.of(new ScheduleTuple(1, charging, discharging)));
    }

    private static ChargingSchedule oneDay(int powerW, StationView view) {
        PowerScheduleEntry entry =
                new PowerScheduleEntry(DAY_S, Rational.ofWhole(powerW), null, null);
        PowerSchedule power =
                new PowerSchedule(
                        view.wallTimeMs() / 1000,
                        null,
                        null,
                        new PowerScheduleEntryList(List.of(entry)));
        return new ChargingSchedule(power, null);
    }
}
