package org.ebbflow.iso15118.secc.iso2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
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
record Outcome2(
        State2 next,
        Session2 session,
        Optional<BodyElement> answer,
        List<SeccEvent> events,
        Optional<End> end) {

    /** Answers and goes on. */
    static Outcome2 answer(State2 next, Session2 session, BodyElement response) {
        return new Outcome2(next, session, Optional.of(response), List.of(), Optional.empty());
    }

    /** No answer now. */
    static Outcome2 stay(State2 next, Session2 session) {
        return new Outcome2(next, session, Optional.empty(), List.of(), Optional.empty());
    }

    /** Answers with a failure and ends. */
    static Outcome2 refuse(Refused refused, State2 state, Session2 session, StationView view) {
        return new Outcome2(
                state,
                session,
                Refusal2.of(refused, session, view),
                List.of(),
                Optional.of(new End(refused.why(), false)));
    }

    /** The request does not belong here. */
    static Outcome2 outOfSequence(
            BodyElement request, State2 state, Session2 session, StationView view) {
        Refused refused =
                new Refused(request, ResponseCode.FAILED_SequenceError, EndReason.SEQUENCE_ERROR);
        return refuse(refused, state, session, view);
    }

    /** Answers in order and ends. */
    Outcome2 ending(EndReason why, boolean orderly) {
        return new Outcome2(next, session, answer, events, Optional.of(new End(why, orderly)));
    }

    Outcome2 with(SeccEvent event) {
        return withAll(List.of(event));
    }

    Outcome2 withAll(List<? extends SeccEvent> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<SeccEvent> all = new ArrayList<>(events);
        all.addAll(more);
        return new Outcome2(next, session, answer, all, end);
    }

    /** Why a request is refused. */
    record Refused(BodyElement request, ResponseCode code, EndReason why) {}
}
