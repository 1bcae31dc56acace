package org.ebbflow.controller.vehicle.pilot;

import java.util.Optional;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.Tick;

/**
 * What the pilot has shown so far.
 *
 * @param state as last seen, empty while nothing fresh is known
 * @param sinceNs monotonic instant since which it has shown that without a break
 * @param toggle the car's wake-up signal
 */
record PilotWatch(Optional<PilotState> state, long sinceNs, BcbToggle toggle) {

    static final PilotWatch UNKNOWN = new PilotWatch(Optional.empty(), 0, BcbToggle.SILENT);

    /** Older readings of the safety board are no pilot. */
    static final long FRESH_NS = 500_000_000L;

    /** State A this long is an unplugged car; shorter ones are contact bounce. */
    static final long UNPLUGGED_AFTER_NS = 200_000_000L;

    /** The watch after one more cycle. @param safety what the board says, if it is fresh */
    PilotWatch next(Optional<SafetyReading> safety, Tick tick) {
        Optional<PilotState> now = safety.map(SafetyReading::pilot);
        return new PilotWatch(
                now,
                now.equals(state) ? sinceNs : tick.monotonicNs(),
                toggle.next(state, now, tick));
    }

    boolean is(PilotState wanted) {
        return state.isPresent() && state.get() == wanted;
    }

    /** A car is there, and the pilot tells no fault. */
    boolean isPlugged() {
        return is(PilotState.B) || is(PilotState.C) || is(PilotState.D);
    }

    boolean isGone(Tick tick) {
        return is(PilotState.A) && tick.sinceNs(sinceNs) >= UNPLUGGED_AFTER_NS;
    }

    /**
     * From nothing straight to ready, before any offer: a car with the simplified pilot circuit.
     *
     * @source IEC 61851-1 Annex A
     */
    boolean isSimplifiedAfter(PilotWatch before) {
        return before.is(PilotState.A) && (is(PilotState.C) || is(PilotState.D));
    }
}
