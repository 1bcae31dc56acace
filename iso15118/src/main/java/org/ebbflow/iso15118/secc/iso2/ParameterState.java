package org.ebbflow.iso15118.secc.iso2;

import java.util.List;
import org.ebbflow.iso15118.message.iso2.AC_EVChargeParameter;
import org.ebbflow.iso15118.message.iso2.AC_EVSEChargeParameter;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.DC_EVChargeParameter;
import org.ebbflow.iso15118.message.iso2.DC_EVSEChargeParameter;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatusCode;
import org.ebbflow.iso15118.message.iso2.EVSEChargeParameter;
import org.ebbflow.iso15118.message.iso2.EVSEProcessing;
import org.ebbflow.iso15118.message.iso2.PMaxSchedule;
import org.ebbflow.iso15118.message.iso2.PMaxScheduleEntry;
import org.ebbflow.iso15118.message.iso2.PhysicalValue;
import org.ebbflow.iso15118.message.iso2.RelativeTimeInterval;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.SAScheduleList;
import org.ebbflow.iso15118.message.iso2.SAScheduleTuple;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.CarFacts.Need;
import org.ebbflow.iso15118.secc.CarLimits;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.Plausible.Quantity;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.Timing;
import org.ebbflow.iso15118.wire.Physical;
import org.jspecify.annotations.Nullable;

/**
 * Exchange of what car and station can do; while the station is closed the car hears "ongoing".
 *
 * @param deadlineNs end of patience with a closed station
 * @param from what ends: nothing, or a transfer the car renegotiates
 */
record ParameterState(long deadlineNs, From from) implements State2 {

    /** What a car comes from. */
    enum From {
        AUTHORIZATION,
        /** Power goes to 0 and the contactors open: the isolation is proved anew. */
        DC_TRANSFER,
        /** The car goes on below the old limit until it starts below the new one. */
        AC_TRANSFER
    }

    /** The one schedule. */
    static final int SCHEDULE_ID = 1;

    private static final int DAY_S = 86_400;
    private static final int UNLIMITED_W = 3_750_000;

    static ParameterState begin(StationView view) {
        return new ParameterState(view.nowNs() + Timing.ONGOING_NS, From.AUTHORIZATION);
    }

    static ParameterState renegotiation(Session2 session, StationView view) {
        return new ParameterState(
                view.nowNs() + Timing.ONGOING_NS,
                session.isDc() ? From.DC_TRANSFER : From.AC_TRANSFER);
    }

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        if (!(request instanceof ChargeParameterDiscoveryReq told)) {
            return Outcome2.outOfSequence(request, this, session, view);
        }
        if (!ServiceState.modes(session, view).contains(told.requestedEnergyTransferMode())) {
            return refuse(request, ResponseCode.FAILED_WrongEnergyTransferMode, session, view);
        }
        Plausible plausible = session.plausible();
        if (session.isDc() && told.evChargeParameter() instanceof DC_EVChargeParameter dc) {
            return answer(dc(dc, session, view, plausible).with(plausible), view)
                    .withAll(plausible.events());
        }
        if (!session.isDc() && told.evChargeParameter() instanceof AC_EVChargeParameter ac) {
            return answer(ac(ac, session, view, plausible).with(plausible), view)
                    .withAll(plausible.events());
        }
        return refuse(request, ResponseCode.FAILED_WrongChargeParameter, session, view);
    }

    private Outcome2 answer(Session2 known, StationView view) {
        boolean closed = view.readiness() != Readiness.OPEN;
        if (closed && view.nowNs() - deadlineNs >= 0) {
            return Outcome2.answer(this, known, response(ResponseCode.FAILED, known, view, true))
                    .ending(EndReason.STATION_STOP, false);
        }
        if (closed) {
            return Outcome2.answer(this, known, response(ResponseCode.OK, known, view, false));
        }
        boolean gives = known.told().bothWays();
        String service = gives ? "DC_BPT" : known.isDc() ? "DC" : "AC";
        Session2 selected = known.with(known.car().withService(service, gives));
        State2 next =
                switch (from) {
                    case AC_TRANSFER -> PowerStartState.liveAc();
                    case AUTHORIZATION, DC_TRANSFER ->
                            known.isDc() ? CableCheckState.WAITING : PowerStartState.waitingAc();
                };
        return Outcome2.answer(next, selected, response(ResponseCode.OK, selected, view, true))
                .with(new SeccEvent.ServiceSelected(service));
    }

    private Outcome2 refuse(
            BodyElement request, ResponseCode code, Session2 session, StationView view) {
        return Outcome2.refuse(
                new Outcome2.Refused(request, code, EndReason.WRONG_PARAMETER),
                this,
                session,
                view);
    }

    @Override
    public Demand demand(Session2 session, StationView view) {
        return from == From.AC_TRANSFER
                ? PowerStartState.liveAc().demand(session, view)
                : new Demand.Nothing();
    }

    private static Session2 dc(
            DC_EVChargeParameter told, Session2 session, StationView view, Plausible p) {
        CarLimits limits = limits(told, session, p);
        int capacityWh =
                p.magnitude(Quantity.ENERGY_WH, Physical.wholeOr(told.evEnergyCapacity(), 0));
        int wantedWh = p.signed(Quantity.ENERGY_WH, Physical.wholeOr(told.evEnergyRequest(), 0));
        CarFacts car =
                session.car()
                        .with(limits)
                        .with(new Need(wantedWh, wantedWh, 0, departure(told.departureTime())));
        return session.with(car)
                .with(
                        new Session2.Told(
                                offeredW(view), false, capacityWh, session.told().bothWays()))
                .with(told.dcEvStatus(), view);
    }

    /** Each sign is a direction of its own where the car gives energy; else magnitudes. */
    private static CarLimits limits(DC_EVChargeParameter told, Session2 session, Plausible p) {
        int mostMv = p.magnitude(Quantity.VOLTAGE_MV, Physical.milli(told.evMaximumVoltageLimit()));
        PhysicalValue powerLimit = told.evMaximumPowerLimit();
        if (session.told().bothWays()) {
            CarLimits was = session.car().limits();
            CarLimits known =
                    new CarLimits(
                            was.minVoltageMv(),
                            mostMv,
                            was.maxChargeMa(),
                            was.maxDischargeMa(),
                            was.maxChargeW() == 0 ? UNLIMITED_W : was.maxChargeW(),
                            was.maxDischargeW());
            CarLimits current = TwoWay2.withCurrent(known, told.evMaximumCurrentLimit(), p);
            return powerLimit == null ? current : TwoWay2.withPower(current, powerLimit, p);
        }
        return new CarLimits(
                0,
                mostMv,
                p.magnitude(Quantity.CURRENT_MA, Physical.milli(told.evMaximumCurrentLimit())),
                0,
                p.magnitude(Quantity.POWER_W, Physical.wholeOr(powerLimit, UNLIMITED_W)),
                0);
    }

    private static Session2 ac(
            AC_EVChargeParameter told, Session2 session, StationView view, Plausible p) {
        int mostMa = p.magnitude(Quantity.CURRENT_MA, Physical.milli(told.evMaxCurrent()));
        int leastMa = p.magnitude(Quantity.CURRENT_MA, Physical.milli(told.evMinCurrent()));
        CarLimits limits =
                new CarLimits(0, 0, 0, 0, acW(mostMa, view, p), 0)
                        .with(new CarLimits.Least(acW(leastMa, view, p), 0, 0, 0));
        int wantedWh = p.signed(Quantity.ENERGY_WH, Physical.whole(told.eAmount()));
        CarFacts car =
                session.car()
                        .with(limits)
                        .with(new Need(wantedWh, wantedWh, 0, departure(told.departureTime())));
        return session.with(car).with(new Session2.Told(offeredW(view), true, 0, false));
    }

    /** Watts of a current per phase at the nominal voltage. */
    private static int acW(int currentMa, StationView view, Plausible p) {
        StationView.Ac ac = view.offer().ac();
        long powerW = (long) currentMa * ac.nominalVoltageMv() / 1_000_000 * ac.phases();
        return p.magnitude(Quantity.POWER_W, (int) Math.min(powerW, UNLIMITED_W));
    }

    private static int offeredW(StationView view) {
        return view.offer().maxPowerW();
    }

    /** 0 means as soon as possible, which is no departure. */
    private static int departure(@Nullable Long toldS) {
        return toldS == null || toldS == 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, toldS);
    }

    static ChargeParameterDiscoveryRes response(
            ResponseCode code, Session2 session, StationView view, boolean finished) {
        PMaxScheduleEntry entry =
                new PMaxScheduleEntry(
                        new RelativeTimeInterval(0, DAY_S), Physical.watts(offeredW(view)));
        SAScheduleList schedules =
                new SAScheduleList(
                        List.of(
                                new SAScheduleTuple(
                                        SCHEDULE_ID, new PMaxSchedule(List.of(entry)), null)));
        return new ChargeParameterDiscoveryRes(
                code,
                finished ? EVSEProcessing.Finished : EVSEProcessing.Ongoing,
                schedules,
                session.isDc() ? dcParameters(session, view) : acParameters(session, view));
    }

    private static EVSEChargeParameter dcParameters(Session2 session, StationView view) {
        StationView.Offer o = view.offer();
        return new DC_EVSEChargeParameter(
                session.dc(view, DC_EVSEStatusCode.EVSE_Ready),
                Physical.amperes(o.maxCurrentMa()),
                Physical.watts(o.maxPowerW()),
                Physical.volts(o.maxVoltageMv()),
                Physical.amperes(0),
                Physical.volts(o.minVoltageMv()),
                null,
                Physical.amperes(1_000),
                null);
    }

    private static EVSEChargeParameter acParameters(Session2 session, StationView view) {
        StationView.Ac ac = view.offer().ac();
        return new AC_EVSEChargeParameter(
                session.ac(view),
                Physical.volts(ac.nominalVoltageMv()),
                Physical.amperes(ac.currentMa()));
    }
}
