package org.ebbflow.iso15118.secc.iso2;

import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatusCode;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionReq;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionRes;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.Rest;
import org.ebbflow.iso15118.secc.StationView;

/**
 * Power is off: the car may look for welded contactors, then stops the session.
 *
 * @param sinceNs monotonic instant at which the car wanted power off
 * @param welding the car looks for welded contactors
 */
record AfterTransferState(long sinceNs, boolean welding) implements State2 {

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        if (!session.isDc() || !(request instanceof WeldingDetectionReq told)) {
            return Outcome2.outOfSequence(request, this, session, view);
        }
        Session2 known = session.with(told.dcEvStatus(), view);
        WeldingDetectionRes response =
                new WeldingDetectionRes(
                        ResponseCode.OK,
                        known.dc(view, DC_EVSEStatusCode.EVSE_Ready),
                        Present2.volts(view.measured().inletVoltageMv()));
        return Outcome2.answer(new AfterTransferState(sinceNs, true), known, response);
    }

    @Override
    public Demand demand(Session2 session, StationView view) {
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
