package org.ebbflow.iso15118.secc.iso2;

import org.ebbflow.iso15118.message.iso2.AuthorizationReq;
import org.ebbflow.iso15118.message.iso2.AuthorizationRes;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.EVSEProcessing;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Authorization;
import org.ebbflow.iso15118.secc.Timing;

/**
 * Waits for the right to charge; a denied driver may try another card until the time is up.
 *
 * @param deadlineNs monotonic instant of the end of patience
 */
record AuthorizationState(long deadlineNs) implements State2 {

    static AuthorizationState begin(StationView view) {
        return new AuthorizationState(view.nowNs() + Timing.EIM_NS);
    }

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        if (!(request instanceof AuthorizationReq)) {
            return Outcome2.outOfSequence(request, this, session, view);
        }
        if (view.authorization() == Authorization.GRANTED) {
            return Outcome2.answer(
                    ParameterState.begin(view),
                    session,
                    new AuthorizationRes(ResponseCode.OK, EVSEProcessing.Finished));
        }
        if (view.nowNs() - deadlineNs >= 0) {
            return Outcome2.refuse(
                    new Outcome2.Refused(request, ResponseCode.FAILED, EndReason.NOT_AUTHORIZED),
                    this,
                    session,
                    view);
        }
        return Outcome2.answer(
                this,
                session,
                new AuthorizationRes(
                        ResponseCode.OK, EVSEProcessing.Ongoing_WaitingForCustomerInteraction));
    }

    @Override
    public Phase phase() {
        return Phase.AUTHORIZING;
    }
}
