package org.ebbflow.iso15118.secc.iso2;

import java.util.HexFormat;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.SessionSetupReq;
import org.ebbflow.iso15118.message.iso2.SessionSetupRes;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;

/**
 * Waits for the session to be set up; an unknown old session gets a new one.
 *
 * @param deadlineNs end of the communication set-up
 */
record SessionSetupState(long deadlineNs) implements State2 {

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        if (!(request instanceof SessionSetupReq setup)) {
            return Outcome2.outOfSequence(request, this, session, view);
        }
        String evccId = evccId(setup);
        String protocol = session.dialect().protocol();
        Session2 known = session.with(session.car().withIdentity(protocol, evccId));
        ResponseCode code =
                known.joined()
                        ? ResponseCode.OK_OldSessionJoined
                        : ResponseCode.OK_NewSessionEstablished;
        SessionSetupRes response =
                new SessionSetupRes(code, known.config().evseId(), view.wallTimeMs() / 1000);
        return Outcome2.answer(ServiceState.START, known, response)
                .with(
                        known.joined()
                                ? new SeccEvent.Resumed(protocol, evccId)
                                : new SeccEvent.Started(protocol, evccId));
    }

    static String evccId(SessionSetupReq setup) {
        return HexFormat.of().withUpperCase().formatHex(setup.evccid());
    }

    @Override
    public Outcome2 observe(Session2 session, StationView view) {
        Outcome2 same = Outcome2.stay(this, session);
        return view.nowNs() - deadlineNs >= 0
                ? same.ending(EndReason.SEQUENCE_TIMEOUT, false)
                : same;
    }
}
