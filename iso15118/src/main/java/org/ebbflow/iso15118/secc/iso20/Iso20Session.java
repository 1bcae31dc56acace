package org.ebbflow.iso15118.secc.iso20;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.iso20.ChargingSession;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.SessionSetupReq;
import org.ebbflow.iso15118.message.iso20.SessionStopReq;
import org.ebbflow.iso15118.message.iso20.SessionStopRes;
import org.ebbflow.iso15118.message.iso20.V2GMessage;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.message.iso20.V2GResponse;
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
import org.ebbflow.iso15118.wire.Wire;

/** A session of ISO 15118-20; immutable. */
public final class Iso20Session implements ProtocolSession {

    private final Iso20State state;
    private final Session20 session;

    /** Start of the car's silence: the instant of the last answer. */
    private final long answeredNs;

    private Iso20Session(Iso20State state, Session20 session, long answeredNs) {
        this.state = state;
        this.session = session;
        this.answeredNs = answeredNs;
    }

    /** After the handshake. */
    public static Iso20Session begin(SeccConfig config, Secc.Start start, StationView view) {
        byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(start.sessionId()).array();
        CarFacts car = CarFacts.NONE.withIdentity(Session20.PROTOCOL, "");
        Session20 session =
                new Session20(
                        config,
                        id,
                        car,
                        Service20.DC,
                        ControlMode.DYNAMIC,
                        EnumSet.noneOf(Plausible.Quantity.class));
        return new Iso20Session(new SessionSetupState(), session, view.nowNs());
    }

    @Override
    public Step request(Frame frame, StationView view) {
        Optional<V2GMessage> decoded = Wire.iso20(frame);
        if (decoded.isEmpty() || !(decoded.get() instanceof V2GRequest request)) {
            return over(EndReason.MALFORMED);
        }
        Step step = take(answer(request, view), view);
        List<SeccEvent> events = new ArrayList<>(step.events());
        if (!step.answers().isEmpty()) {
            events.addFirst(new SeccEvent.Answered(request.getClass().getSimpleName()));
        }
        return new Step(step.next(), step.answers(), events, step.end());
    }

    private Outcome answer(V2GRequest request, StationView view) {
        boolean setUp = request instanceof SessionSetupReq || state instanceof SessionSetupState;
        if (!setUp && !Arrays.equals(request.header().sessionId(), session.sessionId())) {
            return refuse(
                    request, ResponseCode.FAILED_UnknownSession, EndReason.WRONG_SESSION, view);
        }
        if (state.holdsAnswer()) {
            return Outcome.outOfSequence(request, state, session, view);
        }
        if (request instanceof SessionStopReq stop && !(state instanceof SessionSetupState)) {
            return stop(stop, view);
        }
        if (view.readiness() == Readiness.TRIPPED && !state.tellsStop() && !setUp) {
            return refuse(request, ResponseCode.FAILED, EndReason.TRIPPED, view);
        }
        return state.handle(request, session, view);
    }

    private Outcome stop(SessionStopReq request, StationView view) {
        if (request.chargingSession() == ChargingSession.ServiceRenegotiation) {
            return refuse(
                    request,
                    ResponseCode.FAILED_NoServiceRenegotiationSupported,
                    EndReason.SEQUENCE_ERROR,
                    view);
        }
        boolean pause = request.chargingSession() == ChargingSession.Pause;
        boolean orderly = !(state instanceof LoopState);
        SessionStopRes response = new SessionStopRes(session.header(view), ResponseCode.OK);
        return Outcome.answer(state, session, response)
                .ending(pause ? EndReason.PAUSED : EndReason.COMPLETED, orderly);
    }

    private Outcome refuse(V2GRequest request, ResponseCode code, EndReason why, StationView view) {
        return Outcome.refuse(new Outcome.Refused(request, code, why), state, session, view);
    }

    @Override
    public Step observe(StationView view) {
        boolean silent = view.nowNs() - answeredNs >= state.silenceNs(session);
        if (silent && !state.holdsAnswer()) {
            return over(EndReason.SEQUENCE_TIMEOUT);
        }
        return take(state.observe(session, view), view);
    }

    private Step take(Outcome outcome, StationView view) {
        Optional<V2GResponse> answer = outcome.answer();
        long answered = answer.isPresent() ? view.nowNs() : answeredNs;
        Session20 known =
                outcome.session().with(outcome.session().car().with(outcome.next().phase()));
        return new Step(
                new Iso20Session(outcome.next(), known, answered),
                answer.map(response -> List.of(Wire.iso20(response))).orElse(List.of()),
                outcome.events(),
                outcome.end());
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
