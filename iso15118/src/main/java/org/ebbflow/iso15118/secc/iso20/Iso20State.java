package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.Timing;

/** A situation of a session; pure. */
sealed interface Iso20State
        permits SessionSetupState,
                ResumedState,
                AuthorizationSetupState,
                AuthorizationState,
                ServiceState,
                ParameterState,
                ScheduleState,
                CableCheckState,
                PreChargeState,
                PowerStartState,
                LoopState,
                PowerStopState,
                AfterTransferState {

    /** Answers a request; the session id is right and it is no SessionStopReq. */
    Outcome handle(V2GRequest request, Session20 session, StationView view);

    /** Progress without a request. */
    default Outcome observe(Session20 session, StationView view) {
        return Outcome.stay(this, session);
    }

    /** What the state asks of the power path. */
    default Demand demand(Session20 session, StationView view) {
        return new Demand.Nothing();
    }

    /** Whether an answer is held back and the car is not late. */
    default boolean holdsAnswer() {
        return false;
    }

    /** How long the car may be silent after the answer that led here, nanoseconds. */
    default long silenceNs(Session20 session) {
        return Timing.SEQUENCE_NS;
    }

    /** Whether a trip is told inside the normal answers, so that the car can stop in order. */
    default boolean tellsStop() {
        return false;
    }

    /** Where the session stands, for people. */
    default Phase phase() {
        return Phase.PREPARING;
    }
}
