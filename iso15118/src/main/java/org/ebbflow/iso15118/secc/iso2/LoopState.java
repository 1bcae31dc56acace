package org.ebbflow.iso15118.secc.iso2;

import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.ChargingStatusReq;
import org.ebbflow.iso15118.message.iso2.CurrentDemandReq;
import org.ebbflow.iso15118.message.iso2.MeteringReceiptReq;
import org.ebbflow.iso15118.message.iso2.MeteringReceiptRes;
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
 * @param wantedMa DC current the car asked last, 0 or more
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
        CarLimits was = session.car().limits();
        CarLimits limits =
                new CarLimits(
                        0,
                        p.magnitude(
                                Quantity.VOLTAGE_MV,
                                Physical.milliOr(
                                        request.evMaximumVoltageLimit(), was.maxVoltageMv())),
                        p.magnitude(
                                Quantity.CURRENT_MA,
                                Physical.milliOr(
                                        request.evMaximumCurrentLimit(), was.maxChargeMa())),
                        0,
                        p.magnitude(
                                Quantity.POWER_W,
                                Physical.wholeOr(request.evMaximumPowerLimit(), was.maxChargeW())),
                        0);
        int askedMa = p.signed(Quantity.CURRENT_MA, Physical.milli(request.evTargetCurrent()));
        int askedMv = p.magnitude(Quantity.VOLTAGE_MV, Physical.milli(request.evTargetVoltage()));
        Session2 known =
                session.with(session.car().with(limits)).with(request.dcEvStatus(), view).with(p);
        LoopState next =
                new LoopState(
                        Math.max(0, askedMa),
                        askedMv == 0 ? wantedMv : askedMv,
                        stopping,
                        stopSinceNs);
        return Outcome2.answer(
                        next,
                        known,
                        Loop2.currentDemand(ResponseCode.OK, known, view, next.wantedMa))
                .withAll(p.events());
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
        int currentMa = Math.min(wantedMa, Loop2.limitMa(view));
        int wantedW = (int) ((long) currentMa * Math.min(voltageMv, wantedMv) / 1_000_000);
        return session.car().limits().clampW(Math.min(wantedW, Loop2.limitW(view)), voltageMv);
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
