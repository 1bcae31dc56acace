package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.DC_PreChargeReq;
import org.ebbflow.iso15118.message.iso20.DC_PreChargeRes;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.Plausible.Quantity;
import org.ebbflow.iso15118.secc.PreCharge;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.Timing;
import org.ebbflow.iso15118.secc.Verdicts;
import org.ebbflow.iso15118.wire.Rational;

/** The stage follows the battery's voltage; the verdict falls when the car wants power. */
record PreChargeState(PreCharge preCharge) implements Iso20State {

    static PreChargeState begin(StationView view) {
        return new PreChargeState(PreCharge.begin(view, Timing.PRE_CHARGE_20_NS));
    }

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        if (request instanceof DC_PreChargeReq r) {
            return follow(r, session, view);
        }
        return request instanceof PowerDeliveryReq r && preCharge.isStarted()
                ? PowerStartState.afterPreCharge(preCharge).handle(r, session, view)
                : Outcome.outOfSequence(request, this, session, view);
    }

    private Outcome follow(DC_PreChargeReq request, Session20 session, StationView view) {
        if (preCharge.hasFailed(view)) {
            return Outcome.refuse(
                            new Outcome.Refused(
                                    request, ResponseCode.FAILED, EndReason.PRE_CHARGE_FAILED),
                            this,
                            session,
                            view)
                    .with(Verdicts.preCharge(false, preCharge, view));
        }
        Plausible plausible = session.plausible();
        int wantedMv =
                plausible.magnitude(Quantity.VOLTAGE_MV, Rational.milli(request.evTargetVoltage()));
        DC_PreChargeRes response =
                new DC_PreChargeRes(
                        session.header(view),
                        ResponseCode.OK,
                        Rational.ofMilli(view.measured().voltageMv()));
        return Outcome.answer(
                        new PreChargeState(preCharge.towards(wantedMv, view)),
                        session.with(plausible),
                        response)
                .withAll(plausible.events());
    }

    @Override
    public Demand demand(Session20 session, StationView view) {
        return preCharge.demand(view);
    }
}
