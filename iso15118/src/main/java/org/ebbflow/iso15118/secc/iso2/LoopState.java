package org.ebbflow.iso15118.secc.iso2;

import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.ChargingStatusReq;
import org.ebbflow.iso15118.message.iso2.CurrentDemandReq;
import org.ebbflow.iso15118.message.iso2.MeteringReceiptReq;
import org.ebbflow.iso15118.message.iso2.MeteringReceiptRes;
import org.ebbflow.iso15118.message.iso2.PhysicalValue;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.CarLimits;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.Plausible.Quantity;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.Timing;
import org.ebbflow.iso15118.wire.Physical;

/**
 * The charge loop: every request is answered at once from the latest measurements.
 *
 * @param wantedMa DC current the car asked last; below 0 only where it may give energy
 * @param wantedMv DC voltage the car asked last
 * @param stopping the station wants to stop and told or tells the car
 * @param stopSinceNs monotonic instant since which it does
 */
record LoopState(int wantedMa, int wantedMv, boolean stopping, long stopSinceNs) implements State2 {

    static LoopState begin() {
        return new LoopState(0, 0, false, 0);
    }

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        if (request instanceof PowerDeliveryReq power) {
            return power(power, session, view);
        }
        if (session.isDc() && request instanceof CurrentDemandReq demand) {
            return dc(demand, session, view);
        }
        if (request instanceof MeteringReceiptReq) {
            return Outcome2.answer(
                    this, session, new MeteringReceiptRes(ResponseCode.OK, session.status(view)));
        }
        if (!session.isDc() && request instanceof ChargingStatusReq) {
            return Outcome2.answer(
                    this,
                    session,
                    Loop2.chargingStatus(ResponseCode.OK, session, view, Loop2.acW(session, view)));
        }
        return Outcome2.outOfSequence(request, this, session, view);
    }

    private Outcome2 dc(CurrentDemandReq request, Session2 session, StationView view) {
        Plausible p = session.plausible();
        int toldMa = p.signed(Quantity.CURRENT_MA, Physical.milli(request.evTargetCurrent()));
        boolean gives = session.told().bothWays();
        int askedMa = gives ? toldMa : Math.max(0, toldMa);
        CarLimits limits =
                gives
                        ? TwoWay2.allowing(signed(request, session, p), askedMa, view)
                        : magnitudes(request, session.car().limits(), p);
        int askedMv = p.magnitude(Quantity.VOLTAGE_MV, Physical.milli(request.evTargetVoltage()));
        Session2 known =
                session.with(session.car().with(limits)).with(request.dcEvStatus(), view).with(p);
        LoopState next =
                new LoopState(askedMa, askedMv == 0 ? wantedMv : askedMv, stopping, stopSinceNs);
        return Outcome2.answer(
                        next,
                        known,
                        Loop2.currentDemand(ResponseCode.OK, known, view, next.wantedMa))
                .withAll(p.events());
    }

    private static CarLimits magnitudes(CurrentDemandReq request, CarLimits was, Plausible p) {
        return new CarLimits(
                0,
                mostMv(request, was, p),
                p.magnitude(
                        Quantity.CURRENT_MA,
                        Physical.milliOr(request.evMaximumCurrentLimit(), was.maxChargeMa())),
                0,
                p.magnitude(
                        Quantity.POWER_W,
                        Physical.wholeOr(request.evMaximumPowerLimit(), was.maxChargeW())),
                0);
    }

    private static int mostMv(CurrentDemandReq request, CarLimits was, Plausible p) {
        return p.magnitude(
                Quantity.VOLTAGE_MV,
                Physical.milliOr(request.evMaximumVoltageLimit(), was.maxVoltageMv()));
    }

    private static CarLimits signed(CurrentDemandReq request, Session2 session, Plausible p) {
        CarLimits was = session.car().limits();
        CarLimits known =
                new CarLimits(
                        was.minVoltageMv(),
                        mostMv(request, was, p),
                        was.maxChargeMa(),
                        was.maxDischargeMa(),
                        was.maxChargeW(),
                        was.maxDischargeW());
        PhysicalValue current = request.evMaximumCurrentLimit();
        PhysicalValue power = request.evMaximumPowerLimit();
        CarLimits next = current == null ? known : TwoWay2.withCurrent(known, current, p);
        return power == null ? next : TwoWay2.withPower(next, power, p);
    }

    private Outcome2 power(PowerDeliveryReq request, Session2 session, StationView view) {
        return switch (request.chargeProgress()) {
            case Stop -> PowerStopState.begin(session, view);
            case Start ->
                    Outcome2.answer(
                            this,
                            session,
                            new PowerDeliveryRes(ResponseCode.OK, session.status(view)));
            case Renegotiate -> renegotiate(request, session, view);
        };
    }

    /** DC power goes to rest before the answer; AC goes on below its limit. */
    private Outcome2 renegotiate(PowerDeliveryReq request, Session2 session, StationView view) {
        if (session.isDin()) {
            return Outcome2.outOfSequence(request, this, session, view);
        }
        return session.isDc()
                ? PowerStopState.renegotiation(session, view)
                : Outcome2.answer(
                        ParameterState.renegotiation(session, view),
                        session,
                        new PowerDeliveryRes(ResponseCode.OK, session.status(view)));
    }

    @Override
    public Outcome2 observe(Session2 session, StationView view) {
        if (view.readiness() == Readiness.OPEN) {
            return stopping
                    ? Outcome2.stay(new LoopState(wantedMa, wantedMv, false, 0), session)
                    : Outcome2.stay(this, session);
        }
        if (!stopping) {
            return Outcome2.stay(new LoopState(wantedMa, wantedMv, true, view.nowNs()), session);
        }
        boolean tripped = view.readiness() == Readiness.TRIPPED;
        long graceNs = tripped ? Timing.TRIP_GRACE_NS : Timing.STOP_GRACE_NS;
        return view.nowNs() - stopSinceNs >= graceNs
                ? Outcome2.stay(this, session)
                        .ending(tripped ? EndReason.TRIPPED : EndReason.STATION_STOP, false)
                : Outcome2.stay(this, session);
    }

    private int dcW(Session2 session, StationView view) {
        int voltageMv = view.measured().voltageMv();
        int limitMa = Loop2.limitMa(session, view);
        if (wantedMa < 0) {
            long givenW = (long) wantedMa * voltageMv / 1_000_000;
            int leastW = Math.min(0, Loop2.givesW(session, view));
            return session.car().limits().clampW((int) Math.max(givenW, leastW), voltageMv);
        }
        int currentMa = Math.min(wantedMa, Math.max(0, limitMa));
        int wantedW = (int) ((long) currentMa * Math.min(voltageMv, wantedMv) / 1_000_000);
        int limitW = Math.max(0, Loop2.limitW(session, view));
        return session.car().limits().clampW(Math.min(wantedW, limitW), voltageMv);
    }

    @Override
    public Demand demand(Session2 session, StationView view) {
        if (view.readiness() != Readiness.OPEN) {
            return new Demand.RampDown();
        }
        return session.isDc()
                ? new Demand.Dc(
                        dcW(session, view), Loop2.window(session.car().limits(), view.offer()))
                : new Demand.Ac(Loop2.acW(session, view));
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
