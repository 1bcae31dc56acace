package org.ebbflow.controller.vehicle.pilot;

import java.util.Optional;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.Tick;

/**
 * Listens for a car that wakes the station: out of a pause it goes from B to C and back, one to
 * three times.
 *
 * @param inPulse the pilot is in C and came from B
 * @param pulseSinceNs monotonic instant at which that began
 * @param deaf a toggle was heard; what follows within its sequence belongs to it
 * @param heardNs monotonic instant at which it was heard
 * @param heard a toggle was completed in this very step
 * @source ISO 15118-3: pulse of 200 ms to 400 ms, sequence of at most three within 3.5 s;
 *     tolerances 50 ms and 200 ms as in EVerest
 */
record BcbToggle(boolean inPulse, long pulseSinceNs, boolean deaf, long heardNs, boolean heard) {

    static final BcbToggle SILENT = new BcbToggle(false, 0, false, 0, false);

    static final long SHORTEST_NS = 150_000_000L;
    static final long LONGEST_NS = 450_000_000L;
    static final long SEQUENCE_NS = 3_700_000_000L;

    BcbToggle next(Optional<PilotState> before, Optional<PilotState> now, Tick tick) {
        boolean still = deaf && tick.sinceNs(heardNs) < SEQUENCE_NS;
        boolean wasB = before.filter(p -> p == PilotState.B).isPresent();
        boolean isB = now.filter(p -> p == PilotState.B).isPresent();
        boolean isC = now.filter(p -> p == PilotState.C).isPresent();
        if (isC) {
            boolean begins = wasB && !inPulse;
            return new BcbToggle(
                    inPulse || begins,
                    begins ? tick.monotonicNs() : pulseSinceNs,
                    still,
                    heardNs,
                    false);
        }
        long lastedNs = tick.sinceNs(pulseSinceNs);
        boolean pulse = inPulse && isB && lastedNs >= SHORTEST_NS && lastedNs <= LONGEST_NS;
        return pulse && !still
                ? new BcbToggle(false, 0, true, tick.monotonicNs(), true)
                : new BcbToggle(false, 0, still, heardNs, false);
    }
}
