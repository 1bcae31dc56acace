package org.ebbflow.iso15118.evcc;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.v2gtp.Frame;

/** One protocol's messages: what to say in a stage and what an answer means. */
interface Dialect {

    /** Stages in order, from SESSION_SETUP to SESSION_STOP. */
    List<Stage> route();

    /** Where a renegotiation begins anew. */
    Stage afterRenegotiation();

    /** The request of a stage as a complete frame. */
    byte[] request(Stage stage, Memory memory, CarView car);

    /** A well-formed request that never belongs into a stage after the set-up. */
    byte[] misplaced(Stage stage, Memory memory, CarView car);

    /** What an answer means; empty when it is no answer of this stage. */
    Optional<Heard> read(Frame frame, Stage stage, Memory memory);

    /** The dialect with which to go on after an answer that was understood. */
    default Dialect after(Frame answer) {
        return this;
    }

    /**
     * An answer.
     *
     * @param code response code as the standard writes it
     * @param memory with what the answer told
     */
    record Heard(String code, Memory memory) {
        boolean isOk() {
            return !code.startsWith("FAILED") && !code.startsWith("WARNING_EIM");
        }
    }
}
