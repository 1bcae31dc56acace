package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/** The supervisor as the control cycle sees it; every call is pure. */
public interface Supervision {

    /** Judges this cycle's measurements against what was permitted before. */
    Observed observe(SafetyState state, Measured measured, Tick tick);

    /**
     * Decides what may reach the board; may be called several times in a cycle, the last counts.
     */
    Permit permit(SafetyState state, Asked asked, Measured measured, Tick tick);

    /** What may always be commanded, for the case that {@link #permit} fails. */
    default PermittedOutput safe(Tick tick) {
        return PermittedOutput.safe(tick);
    }

    /** Clears the trips whose cause is gone and that wait for a person. */
    SafetyState acknowledge(SafetyState state);

    /**
     * @param next goes into {@link #permit}; @param verdict for arbiter and session
     */
    record Observed(SafetyState next, Verdict verdict) {}
}
