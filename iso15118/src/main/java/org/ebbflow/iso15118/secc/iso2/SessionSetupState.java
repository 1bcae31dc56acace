package org.ebbflow.iso15118.secc.iso2;

import java.util.HexFormat;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.SessionSetupReq;
import org.ebbflow.iso15118.message.iso2.SessionSetupRes;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.Timing;

/** Waits for the session to be set up; an unknown old session gets a new one. */
record SessionSetupState() implements State2 {

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        if (!(request instanceof SessionSetupReq setup)) {
            return Outcome2.outOfSequence(request, this, session, view);
        }
        String evccId = HexFormat.of().withUpperCase().formatHex(setup.evccid());
        String protocol = session.dialect().protocol();
        Session2 known = session.with(session.car().withIdentity(protocol, evccId));
        SessionSetupRes response =
                new SessionSetupRes(
                        ResponseCode.OK_NewSessionEstablished,
                        known.config().evseId(),
                        view.wallTimeMs() / 1000);
        return Outcome2.answer(ServiceState.START, known, response)
                .with(new SeccEvent.Started(protocol, evccId));
    }

    @Override
    public long silenceNs() {
        return Timing.SETUP_NS;
    }
}
