package org.ebbflow.controller.energy;

import java.util.List;

/**
 * What the safety supervisor says about this cycle's measurements; sessions see it, never its
 * causes.
 */
public sealed interface Verdict {

    /** No trip. @param warnings conditions that restrict nothing yet */
    record Healthy(List<FaultCode> warnings) implements Verdict {}

    /**
     * A trip stands.
     *
     * @param code the first trip that still stands
     * @param immediate true: off at once; false: the session may ramp down and say good-bye
     */
    record Tripped(FaultCode code, boolean immediate) implements Verdict {}
}
