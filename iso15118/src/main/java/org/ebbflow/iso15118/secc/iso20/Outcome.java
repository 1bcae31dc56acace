package org.ebbflow.iso15118.secc.iso20;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.message.iso20.V2GResponse;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.ProtocolSession.End;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;

/**
 * Result of one state's step.
 *
 * @param answer empty: nothing to answer, or held back
 * @param end present when the session is over
 */
record Outcome(
        Iso20State next,
        Session20 session,
        Optional<V2GResponse> answer,
        List<SeccEvent> events,
        Optional<End> end) {

    /** Answers and goes on. */
    static Outcome answer(Iso20State next, Session20 session, V2GResponse response) {
        return new Outcome(next, session, Optional.of(response), List.of(), Optional.empty());
    }

    /** No answer now. */
    static Outcome stay(Iso20State next, Session20 session) {
        return new Outcome(next, session, Optional.empty(), List.of(), Optional.empty());
    }

    /** Answers with a failure and ends. */
    static Outcome refuse(Refused refused, Iso20State state, Session20 session, StationView view) {
        Optional<V2GResponse> response =
                Refusal.of(refused.request(), session.header(view), refused.code());
        return new Outcome(
                state, session, response, List.of(), Optional.of(new End(refused.why(), false)));
    }

    /** The request does not belong here. */
    static Outcome outOfSequence(
            V2GRequest request, Iso20State state, Session20 session, StationView view) {
        Refused refused =
                new Refused(request, ResponseCode.FAILED_SequenceError, EndReason.SEQUENCE_ERROR);
        return refuse(refused, state, session, view);
    }

    /** Answers in order and ends. */
    Outcome ending(EndReason why, boolean orderly) {
        return new Outcome(next, session, answer, events, Optional.of(new End(why, orderly)));
    }

    Outcome with(SeccEvent event) {
        return withAll(List.of(event));
    }

    Outcome withAll(List<? extends SeccEvent> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<SeccEvent> all = new ArrayList<>(events);
        all.addAll(more);
        return new Outcome(next, session, answer, all, end);
    }

    /** Why a request is refused. */
    record Refused(V2GRequest request, ResponseCode code, EndReason why) {}
}
