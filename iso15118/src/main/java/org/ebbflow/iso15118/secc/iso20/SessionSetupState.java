package org.ebbflow.iso15118.secc.iso20;

import java.util.Optional;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.SessionSetupReq;
import org.ebbflow.iso15118.message.iso20.SessionSetupRes;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.PausedSession;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;

/**
 * Waits for the session to be set up; an unknown old session gets a new one.
 *
 * @param deadlineNs end of the communication set-up
 * @param paused a session this car may join again
 */
record SessionSetupState(long deadlineNs, Optional<PausedSession> paused) implements Iso20State {

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        if (!(request instanceof SessionSetupReq setup)) {
            return Outcome.outOfSequence(request, this, session, view);
        }
        Session20 known =
                session.with(session.car().withIdentity(Session20.PROTOCOL, setup.evccid()));
        return paused.filter(p -> isMeant(p, setup))
                .map(p -> resumed(known.joining(p), view))
                .orElseGet(() -> fresh(known, view));
    }

    /** A car that formed the house's grid chooses anew: the grid may be back. */
    private static boolean isMeant(PausedSession paused, SessionSetupReq setup) {
        return !ControlMode.isForming(paused.parameterSetId())
                && paused.isMeant(
                        SeccConfig.Protocol.ISO_15118_20,
                        setup.header().sessionId(),
                        setup.evccid());
    }

    private static Outcome fresh(Session20 known, StationView view) {
        return Outcome.answer(
                        new AuthorizationSetupState(),
                        known,
                        response(known, view, ResponseCode.OK_NewSessionEstablished))
                .with(new SeccEvent.Started(Session20.PROTOCOL, known.car().evccId()));
    }

    private static Outcome resumed(Session20 known, StationView view) {
        return Outcome.answer(
                        new ResumedState(),
                        known,
                        response(known, view, ResponseCode.OK_OldSessionJoined))
                .with(new SeccEvent.Resumed(Session20.PROTOCOL, known.car().evccId()));
    }

    private static SessionSetupRes response(
            Session20 session, StationView view, ResponseCode code) {
        return new SessionSetupRes(session.header(view), code, session.config().evseId());
    }

    @Override
    public Outcome observe(Session20 session, StationView view) {
        Outcome same = Outcome.stay(this, session);
        return view.nowNs() - deadlineNs >= 0
                ? same.ending(EndReason.SEQUENCE_TIMEOUT, false)
                : same;
    }
}
