package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.DC_WeldingDetectionReq;
import org.ebbflow.iso15118.message.iso20.DC_WeldingDetectionRes;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.Rest;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.wire.Rational;

/**
 * Power is off: the car may look for welded contactors, then stops the session.
 *
 * @param sinceNs monotonic instant at which the car wanted power off
 * @param welding the car looks for welded contactors
 */
record AfterTransferState(long sinceNs, boolean welding) implements Iso20State {

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        if (!(request instanceof DC_WeldingDetectionReq) || !session.service().isDc()) {
            return Outcome.outOfSequence(request, this, session, view);
        }
        DC_WeldingDetectionRes response =
                new DC_WeldingDetectionRes(
                        session.header(view),
                        ResponseCode.OK,
                        Rational.ofMilli(view.measured().inletVoltageMv()));
        return Outcome.answer(new AfterTransferState(sinceNs, true), session, response);
    }

    @Override
    public Demand demand(Session20 session, StationView view) {
        return welding ? new Demand.WeldCheck() : Rest.demand(view, sinceNs);
    }

    @Override
    public boolean tellsStop() {
        return true;
    }

    @Override
    public Phase phase() {
        return Phase.STOPPING;
    }
}
