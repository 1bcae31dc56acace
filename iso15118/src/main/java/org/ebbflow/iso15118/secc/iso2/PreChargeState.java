package org.ebbflow.iso15118.secc.iso2;

import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatusCode;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso2.PreChargeReq;
import org.ebbflow.iso15118.message.iso2.PreChargeRes;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.Plausible.Quantity;
import org.ebbflow.iso15118.secc.PreCharge;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.Timing;
import org.ebbflow.iso15118.secc.Verdicts;
import org.ebbflow.iso15118.wire.Physical;

/** The stage follows the battery's voltage; the verdict falls when the car wants power. */
record PreChargeState(PreCharge preCharge) implements State2 {

    static PreChargeState begin(StationView view) {
        return new PreChargeState(PreCharge.begin(view, Timing.PRE_CHARGE_NS));
    }

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        if (request instanceof PreChargeReq told) {
            return follow(told, session, view);
        }
        return request instanceof PowerDeliveryReq && preCharge.isStarted()
                ? PowerStartState.afterPreCharge(preCharge).handle(request, session, view)
                : Outcome2.outOfSequence(request, this, session, view);
    }

    private Outcome2 follow(PreChargeReq request, Session2 session, StationView view) {
        if (preCharge.hasFailed(view)) {
            return Outcome2.refuse(
                            new Outcome2.Refused(
                                    request, ResponseCode.FAILED, EndReason.PRE_CHARGE_FAILED),
                            this,
                            session,
                            view)
                    .with(Verdicts.preCharge(false, preCharge, view));
        }
        Plausible plausible = session.plausible();
        int wantedMv =
                plausible.magnitude(Quantity.VOLTAGE_MV, Physical.milli(request.evTargetVoltage()));
        Session2 known = session.with(request.dcEvStatus(), view).with(plausible);
        PreChargeRes response =
                new PreChargeRes(
                        ResponseCode.OK,
                        known.dc(view, DC_EVSEStatusCode.EVSE_Ready),
                        Present2.volts(view.measured().voltageMv()));
        return Outcome2.answer(
                        new PreChargeState(preCharge.towards(wantedMv, view)), known, response)
                .withAll(plausible.events());
    }

    @Override
    public Demand demand(Session2 session, StationView view) {
        return preCharge.demand(view);
    }
}
