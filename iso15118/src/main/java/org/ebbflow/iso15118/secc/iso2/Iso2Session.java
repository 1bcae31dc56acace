package org.ebbflow.iso15118.secc.iso2;

import java.nio.ByteBuffer;
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
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.ProtocolSession;
import org.ebbflow.iso15118.secc.Secc;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.wire.Bodies;

/** A session of ISO 15118-2 or DIN 70121; immutable. */
public final class Iso2Session implements ProtocolSession {

    private final State2 state;
    private final Session2 session;

    /** Start of the car's silence: the instant of the last answer. */
    private final long answeredNs;

    private Iso2Session(State2 state, Session2 session, long answeredNs) {
        this.state = state;
        this.session = session;
        this.answeredNs = answeredNs;
    }

    /** After the handshake. */
    public static Iso2Session begin(
            SeccConfig config, Bodies dialect, Secc.Start start, StationView view) {
        byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(start.sessionId()).array();
        CarFacts car = CarFacts.NONE.withIdentity(dialect.protocol(), "");
        Session2 session =
                new Session2(
                        config,
                        dialect,
                        id,
                        car,
                        Session2.Told.NOTHING,
                        EnumSet.noneOf(Plausible.Quantity.class));
        return new Iso2Session(new SessionSetupState(), session, view.nowNs());
    }

    @Override
    public Step request(Frame frame, StationView view) {
        Optional<Bodies.Received> received = session.dialect().read(frame);
        if (received.isEmpty()) {
            return over(EndReason.MALFORMED);
        }
        Step step = take(answer(received.get(), view), view);
        List<SeccEvent> events = new ArrayList<>(step.events());
        if (!step.answers().isEmpty()) {
            events.addFirst(new SeccEvent.Answered(received.get().name()));
        }
        return new Step(step.next(), step.answers(), events, step.end());
    }

    private Outcome2 answer(Bodies.Received received, StationView view) {
        BodyElement request = received.body();
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
        return take(state.observe(session, view), view);
    }

    private Step take(Outcome2 outcome, StationView view) {
        Optional<BodyElement> answer = outcome.answer();
        long answered = answer.isPresent() ? view.nowNs() : answeredNs;
        Session2 known =
                outcome.session().with(outcome.session().car().with(outcome.next().phase()));
        return new Step(
                new Iso2Session(outcome.next(), known, answered),
                answer.map(response -> List.of(write(response))).orElse(List.of()),
                outcome.events(),
                outcome.end());
    }

    private byte[] write(BodyElement response) {
        return session.dialect().write(session.sessionId(), response);
    }

    private Step over(EndReason why) {
        return new Step(this, List.of(), List.of(), Optional.of(new End(why, false)));
    }

    @Override
    public Demand demand(StationView view) {
        return state.demand(session, view);
    }

    @Override
    public CarFacts car() {
        return session.car();
    }
}
