package org.ebbflow.iso15118.secc;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.v2gtp.Frame;

/** One protocol's session after the handshake; immutable. */
public interface ProtocolSession {

    /** A frame of the car. */
    Step request(Frame frame, StationView view);

    /** The step of the cycle itself: progress, held answers, time limits. */
    Step observe(StationView view);

    /** What is asked of the power path now. */
    Demand demand(StationView view);

    /** What is known of the car. */
    CarFacts car();

    /** Whether a DC transfer is behind it, so that the car's contactors have to be open now. */
    boolean awaitsOpenContacts();

    /** What is kept when the car pauses now. */
    PausedSession paused();

    /**
     * Result of one step.
     *
     * @param answers complete frames, at most one per request
     * @param end present when the session is over
     */
    record Step(
            ProtocolSession next, List<byte[]> answers, List<SeccEvent> events, Optional<End> end) {

        /** Nothing happened. */
        public static Step nothing(ProtocolSession same) {
            return new Step(same, List.of(), List.of(), Optional.empty());
        }
    }

    /** End of a session. @param orderly the car's own stop sequence completed */
    record End(EndReason why, boolean orderly) {}
}
