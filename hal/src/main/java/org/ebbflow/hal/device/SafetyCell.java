package org.ebbflow.hal.device;

import java.util.concurrent.atomic.AtomicReference;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.SafetyInputs;

/**
 * The latest safety reading. The board clears its latched inputs once they were read, so polls that
 * the control thread has not seen yet are joined: no input is lost between two cycles.
 */
final class SafetyCell {
    private final AtomicReference<State> state;

    private record State(Reading<SafetyReading> reading, SafetyInputs joined, boolean seen) {}

    SafetyCell(String why, long nowNs) {
        Reading<SafetyReading> missing = new Reading.Missing<>(nowNs, why);
        state = new AtomicReference<>(new State(missing, SafetyInputs.CLEAR, true));
    }

    void taken(SafetyReading value, long sentNs) {
        Reading<SafetyReading> taken = new Reading.Taken<>(value, sentNs);
        state.updateAndGet(
                old ->
                        new State(
                                taken,
                                old.seen() ? value.inputs() : either(old.joined(), value.inputs()),
                                false));
    }

    void missing(String why, long nowNs) {
        Reading<SafetyReading> missing = new Reading.Missing<>(nowNs, why);
        state.updateAndGet(
                old ->
                        old.reading() instanceof Reading.Missing<SafetyReading> same
                                        && same.why().equals(why)
                                ? old
                                : new State(missing, old.joined(), old.seen()));
    }

    /** The reading with every input that stood since the last call. */
    Reading<SafetyReading> freeze() {
        State old = state.getAndUpdate(SafetyCell::handedOver);
        if (!(old.reading() instanceof Reading.Taken<SafetyReading> taken)) {
            return old.reading();
        }
        SafetyReading v = taken.value();
        return new Reading.Taken<>(
                new SafetyReading(
                        v.pilot(),
                        v.proximity(),
                        v.dutyDeciPercent(),
                        v.outputContactors(),
                        v.lock(),
                        v.inletVoltageMv(),
                        old.seen() ? v.inputs() : old.joined(),
                        v.cycleEcho(),
                        v.watchdogTripped()),
                taken.takenNs());
    }

    /** Inputs that were read and then hidden by a lost link wait for the next reading. */
    private static State handedOver(State s) {
        return s.reading() instanceof Reading.Missing
                ? s
                : new State(s.reading(), s.joined(), true);
    }

    private static SafetyInputs either(SafetyInputs a, SafetyInputs b) {
        return new SafetyInputs(
                a.emergencyStop() || b.emergencyStop(),
                a.doorOpen() || b.doorOpen(),
                a.rcdTripped() || b.rcdTripped(),
                a.insulationFault() || b.insulationFault(),
                a.pilotFault() || b.pilotFault());
    }
}
