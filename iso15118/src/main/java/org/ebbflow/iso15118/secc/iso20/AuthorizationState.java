package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.Authorization;
import org.ebbflow.iso15118.message.iso20.AuthorizationReq;
import org.ebbflow.iso15118.message.iso20.AuthorizationRes;
import org.ebbflow.iso15118.message.iso20.Processing;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.Timing;

/** Waits for the right to charge; the car hears "ongoing" meanwhile. */
record AuthorizationState(long deadlineNs) implements Iso20State {

    static AuthorizationState begin(StationView view) {
        return new AuthorizationState(view.nowNs() + Timing.EIM_NS);
    }

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        if (!(request instanceof AuthorizationReq wanted)) {
            return Outcome.outOfSequence(request, this, session, view);
        }
        if (wanted.selectedAuthorizationService() != Authorization.EIM) {
            return answer(
                    session,
                    view,
                    ResponseCode.WARNING_AuthorizationSelectionInvalid,
                    Processing.Finished);
        }
        return switch (view.authorization()) {
            case GRANTED ->
                    Outcome.answer(
                            ServiceState.START,
                            session,
                            new AuthorizationRes(
                                    session.header(view), ResponseCode.OK, Processing.Finished));
            case PENDING ->
                    view.nowNs() - deadlineNs >= 0
                            ? denied(session, view)
                            : answer(
                                    session,
                                    view,
                                    ResponseCode.OK,
                                    Processing.Ongoing_WaitingForCustomerInteraction);
            case DENIED -> denied(session, view);
        };
    }

    private Outcome denied(Session20 session, StationView view) {
        return answer(
                        session,
                        view,
                        ResponseCode.WARNING_EIMAuthorizationFailure,
                        Processing.Finished)
                .ending(EndReason.NOT_AUTHORIZED, false);
    }

    private Outcome answer(
            Session20 session, StationView view, ResponseCode code, Processing processing) {
        return Outcome.answer(
                this, session, new AuthorizationRes(session.header(view), code, processing));
    }

    @Override
    public Phase phase() {
        return Phase.AUTHORIZING;
    }
}
