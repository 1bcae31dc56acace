package org.ebbflow.iso15118.secc.iso20;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
import org.ebbflow.iso15118.wire.Wire;

/** A session of ISO 15118-20; immutable. */
public final class Iso20Session implements ProtocolSession {

    private final Iso20State state;
    private final Session20 session;

    /** Start of the car's silence: the instant of the last answer. */
    private final long answeredNs;

    /** The request whose answer is held back, empty when none is. */
    private final String asked;

    private Iso20Session(Iso20State state, Session20 session, long answeredNs, String asked) {
        this.state = state;
        this.session = session;
        this.answeredNs = answeredNs;
        this.asked = asked;
    }

    /** After the handshake. */
    public static Iso20Session begin(SeccConfig config, Secc.Start start, StationView view) {
        CarFacts car = CarFacts.NONE.withIdentity(Session20.PROTOCOL, "");
        Session20 session =
                new Session20(
                        config,
                        start.sessionId(),
                        car,
                        Service20.DC,
                        ControlMode.DYNAMIC,
                        Session20.Told.NOTHING,
                        EnumSet.noneOf(Plausible.Quantity.class));
        SessionSetupState first =
                new SessionSetupState(start.nowNs() + Timing.SETUP_NS, start.paused());
        return new Iso20Session(first, session, view.nowNs(), "");
    }

    @Override
    public Step request(Frame frame, StationView view) {
        Optional<V2GMessage> decoded = Wire.iso20(frame);
        if (decoded.isEmpty() || !(decoded.get() instanceof V2GRequest request)) {
            return over(EndReason.MALFORMED);
        }
        return take(answer(request, view), view, request.getClass().getSimpleName());
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
        SessionStopRes ok = new SessionStopRes(session.header(view), ResponseCode.OK);
        boolean orderly = !(state instanceof LoopState);
        return switch (request.chargingSession()) {
            case Terminate ->
                    Outcome.answer(state, session, ok).ending(EndReason.COMPLETED, orderly);
            case Pause ->
                    view.readiness() == Readiness.TRIPPED
                            ? refuse(
                                    request,
                                    ResponseCode.FAILED_PauseNotAllowed,
                                    EndReason.TRIPPED,
                                    view)
                            : Outcome.answer(state, session, ok).ending(EndReason.PAUSED, orderly);
            case ServiceRenegotiation ->
                    state instanceof AfterTransferState && view.readiness() == Readiness.OPEN
                            ? Outcome.answer(ServiceState.START, session, ok)
                            : refuse(
                                    request,
                                    ResponseCode.FAILED_NoServiceRenegotiationSupported,
                                    EndReason.SEQUENCE_ERROR,
                                    view);
        };
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
        return take(state.observe(session, view), view, asked);
    }

    /**
     * Takes over what a state found.
     *
     * @param name the request that is or will be answered, empty when none waits
     */
    private Step take(Outcome outcome, StationView view, String name) {
        Optional<V2GResponse> answer = outcome.answer();
        long answered = answer.isPresent() ? view.nowNs() : answeredNs;
        Session20 known =
                outcome.session().with(outcome.session().car().with(outcome.next().phase()));
        List<SeccEvent> events = new ArrayList<>(outcome.events());
        if (answer.isPresent() && !name.isEmpty()) {
            events.addFirst(new SeccEvent.Answered(name));
        }
        String waiting = answer.isPresent() ? "" : name;
        return new Step(
                new Iso20Session(outcome.next(), known, answered, waiting),
                answer.map(response -> List.of(Wire.iso20(response))).orElse(List.of()),
                events,
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
    public boolean awaitsOpenContacts() {
        return state instanceof AfterTransferState && session.service().isDc();
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
