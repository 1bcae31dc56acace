package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.SessionSetupReq;
import org.ebbflow.iso15118.message.iso20.SessionSetupRes;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.Timing;

/** Waits for the session to be set up; an unknown old session gets a new one. */
record SessionSetupState() implements Iso20State {

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        if (!(request instanceof SessionSetupReq setup)) {
            return Outcome.outOfSequence(request, this, session, view);
        }
        Session20 known =
                session.with(session.car().withIdentity(Session20.PROTOCOL, setup.evccid()));
        SessionSetupRes response =
                new SessionSetupRes(
                        known.header(view),
                        ResponseCode.OK_NewSessionEstablished,
                        known.config().evseId());
        return Outcome.answer(new AuthorizationSetupState(), known, response)
                .with(new SeccEvent.Started(Session20.PROTOCOL, setup.evccid()));
    }

    @Override
    public long silenceNs(Session20 session) {
        return Timing.SETUP_NS;
    }
}
