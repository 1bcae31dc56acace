package org.ebbflow.iso15118.secc.iso2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.ChargingSession;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.SessionSetupReq;
import org.ebbflow.iso15118.message.iso2.SessionStopReq;
import org.ebbflow.iso15118.message.iso2.SessionStopRes;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.PausedSession;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.ProtocolSession;
import org.ebbflow.iso15118.secc.Secc;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.Timing;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.wire.Bodies;

/** A session of ISO 15118-2 or DIN 70121; immutable. */
public final class Iso2Session implements ProtocolSession {

    private final State2 state;
    private final Session2 session;

    /** Start of the car's silence: the instant of the last answer. */
    private final long answeredNs;

    /** A session this car may join again. */
    private final Optional<PausedSession> paused;

    /** The request whose answer is held back, empty when none is. */
    private final String asked;

    private Iso2Session(
            State2 state,
            Session2 session,
            long answeredNs,
            Optional<PausedSession> paused,
            String asked) {
        this.state = state;
        this.session = session;
        this.answeredNs = answeredNs;
        this.paused = paused;
        this.asked = asked;
    }

    /** After the handshake. */
    public static Iso2Session begin(
            SeccConfig config, Bodies dialect, Secc.Start start, StationView view) {
        CarFacts car = CarFacts.NONE.withIdentity(dialect.protocol(), "");
        Session2 session =
                new Session2(
                        config,
                        dialect,
                        start.sessionId(),
                        false,
                        car,
                        Session2.Told.NOTHING,
                        EnumSet.noneOf(Plausible.Quantity.class));
        SessionSetupState first = new SessionSetupState(start.nowNs() + Timing.SETUP_NS);
        return new Iso2Session(first, session, view.nowNs(), start.paused(), "");
    }

    @Override
    public Step request(Frame frame, StationView view) {
        Optional<Bodies.Received> received = session.dialect().read(frame);
        if (received.isEmpty()) {
            return over(EndReason.MALFORMED);
        }
        return take(answer(received.get(), view), view, received.get().name());
    }

    private Outcome2 answer(Bodies.Received received, StationView view) {
        BodyElement request = received.body();
        if (request instanceof SessionSetupReq setup && state instanceof SessionSetupState) {
            return state.handle(request, presented(received, setup), view);
        }
        boolean setUp = request instanceof SessionSetupReq || state instanceof SessionSetupState;
        if (!setUp && !Arrays.equals(received.sessionId(), session.sessionId())) {
            return refuse(
                    request, ResponseCode.FAILED_UnknownSession, EndReason.WRONG_SESSION, view);
        }
        if (state.holdsAnswer()) {
            return Outcome2.outOfSequence(request, state, session, view);
        }
        if (request instanceof SessionStopReq stop && !(state instanceof SessionSetupState)) {
            boolean pause = stop.chargingSession() == ChargingSession.Pause;
            return Outcome2.answer(state, session, new SessionStopRes(ResponseCode.OK))
                    .ending(
                            pause ? EndReason.PAUSED : EndReason.COMPLETED,
                            !(state instanceof LoopState));
        }
        if (view.readiness() == Readiness.TRIPPED && !state.tellsStop() && !setUp) {
            return refuse(request, ResponseCode.FAILED, EndReason.TRIPPED, view);
        }
        return state.handle(request, session, view);
    }

    /** The session a car asks for, when it is the one it paused. */
    private Session2 presented(Bodies.Received received, SessionSetupReq setup) {
        String evccId = SessionSetupState.evccId(setup);
        return paused.filter(p -> p.isMeant(session.protocol(), received.sessionId(), evccId))
                .map(session::joining)
                .orElse(session);
    }

    private Outcome2 refuse(
            BodyElement request, ResponseCode code, EndReason why, StationView view) {
        return Outcome2.refuse(new Outcome2.Refused(request, code, why), state, session, view);
    }

    @Override
    public Step observe(StationView view) {
        boolean silent = view.nowNs() - answeredNs >= state.silenceNs();
        if (silent && !state.holdsAnswer()) {
            return over(EndReason.SEQUENCE_TIMEOUT);
        }
        return take(state.observe(session, view), view, asked);
    }

    /**
     * Takes over what a state found.
     *
     * @param name the request that is or will be answered, empty when none waits
     */
    private Step take(Outcome2 outcome, StationView view, String name) {
        Optional<BodyElement> answer = outcome.answer();
        long answered = answer.isPresent() ? view.nowNs() : answeredNs;
        Session2 known =
                outcome.session().with(outcome.session().car().with(outcome.next().phase()));
        List<SeccEvent> events = new ArrayList<>(outcome.events());
        if (answer.isPresent() && !name.isEmpty()) {
            events.addFirst(new SeccEvent.Answered(name));
        }
        String waiting = answer.isPresent() ? "" : name;
        return new Step(
                new Iso2Session(outcome.next(), known, answered, paused, waiting),
                answer.map(response -> List.of(write(known, response))).orElse(List.of()),
                events,
                outcome.end());
    }

    private static byte[] write(Session2 known, BodyElement response) {
        return known.dialect().write(known.sessionId(), response);
    }

    private Step over(EndReason why) {
        return new Step(this, List.of(), List.of(), Optional.of(new End(why, false)));
    }

    @Override
    public Demand demand(StationView view) {
        return state.demand(session, view);
    }

    @Override
    public boolean awaitsOpenContacts() {
        return state instanceof AfterTransferState && session.isDc();
    }

    @Override
    public PausedSession paused() {
        return session.paused();
    }

    @Override
    public CarFacts car() {
        return session.car();
    }
}
