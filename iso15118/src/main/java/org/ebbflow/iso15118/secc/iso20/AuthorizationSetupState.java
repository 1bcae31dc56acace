package org.ebbflow.iso15118.secc.iso20;

import java.util.List;
import org.ebbflow.iso15118.message.iso20.Authorization;
import org.ebbflow.iso15118.message.iso20.AuthorizationSetupReq;
import org.ebbflow.iso15118.message.iso20.AuthorizationSetupRes;
import org.ebbflow.iso15118.message.iso20.EIM_ASResAuthorizationMode;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.StationView;

/** Tells how the car may identify itself: external means (EIM) only. */
record AuthorizationSetupState() implements Iso20State {

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        if (!(request instanceof AuthorizationSetupReq)) {
            return Outcome.outOfSequence(request, this, session, view);
        }
        AuthorizationSetupRes response =
                new AuthorizationSetupRes(
                        session.header(view),
                        ResponseCode.OK,
                        List.of(Authorization.EIM),
                        false,
                        new EIM_ASResAuthorizationMode());
        return Outcome.answer(AuthorizationState.begin(view), session, response);
    }

    @Override
    public Phase phase() {
        return Phase.AUTHORIZING;
    }
}
