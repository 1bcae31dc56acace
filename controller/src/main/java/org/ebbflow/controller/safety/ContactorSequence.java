package org.ebbflow.controller.safety;

import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.Tick;

/**
 * Where the output contactors are on their way; the order current down, wait, open, verify, weld
 * check is data, one row per step.
 *
 * @param enteredNs monotonic instant at which the step began
 */
public record ContactorSequence(Step step, long enteredNs) {

    /** At power-up nothing is known: opening is commanded and must be proved. */
    static final ContactorSequence AT_POWER_UP = new ContactorSequence(Step.OPENING, 0);

    private static final long WAIT_NS = 50_000_000L;
    private static final long WELD_CHECK_NS = 100_000_000L;

    /** One situation of the contactors with what is commanded in it. */
    public enum Step {
        /** Proved open: the lock may release. */
        OPEN(false, false),
        /** Commanded closed, feedback awaited; the stage is off. */
        CLOSING(true, false),
        /** Proved closed: power may flow. */
        CLOSED(true, true),
        /** Power to 0, contactors still closed. */
        CURRENT_DOWN(true, false),
        /** Current is low: let it settle. */
        WAIT(true, false),
        /** Commanded open, feedback awaited. */
        OPENING(false, false),
        /** Feedback open: watched before it counts as proved. */
        WELD_CHECK(false, false);

        private final boolean commandedClosed;
        private final boolean powerAllowed;

        Step(boolean commandedClosed, boolean powerAllowed) {
            this.commandedClosed = commandedClosed;
            this.powerAllowed = powerAllowed;
        }

        /** What the board is told. */
        public boolean commandedClosed() {
            return commandedClosed;
        }

        /** Whether power other than 0 may be commanded. */
        public boolean powerAllowed() {
            return powerAllowed;
        }
    }

    /** What is wanted of the contactors. */
    enum Wish {
        CLOSE,
        /** In good order: at low current, or when the deadline is past. */
        OPEN,
        /** At once, under load. */
        OPEN_NOW
    }

    /**
     * What is measured.
     *
     * @param currentLow the current is below the level at which contacts may part
     * @param feedback mirror contact, UNKNOWN when stale
     * @param unloadNs how long the current may take to go down
     */
    record Facts(boolean currentLow, ContactorState feedback, long unloadNs) {}

    /** One pure step. */
    ContactorSequence next(Wish wish, Facts facts, Tick tick) {
        if (wish == Wish.OPEN_NOW && step.commandedClosed()) {
            return go(Step.OPENING, tick);
        }
        return switch (step) {
            case OPEN -> wish == Wish.CLOSE ? go(Step.CLOSING, tick) : this;
            case CLOSING -> closing(wish, facts, tick);
            case CLOSED -> wish == Wish.CLOSE ? this : go(Step.CURRENT_DOWN, tick);
            case CURRENT_DOWN, WAIT -> unloading(wish, facts, tick);
            case OPENING ->
                    facts.feedback() == ContactorState.OPEN ? go(Step.WELD_CHECK, tick) : this;
            case WELD_CHECK -> weldCheck(facts, tick);
        };
    }

    private ContactorSequence closing(Wish wish, Facts facts, Tick tick) {
        if (wish == Wish.OPEN) {
            return go(Step.OPENING, tick);
        }
        return facts.feedback() == ContactorState.CLOSED ? go(Step.CLOSED, tick) : this;
    }

    private ContactorSequence unloading(Wish wish, Facts facts, Tick tick) {
        if (wish == Wish.CLOSE) {
            return go(Step.CLOSED, tick);
        }
        if (step == Step.CURRENT_DOWN) {
            if (facts.currentLow()) {
                return go(Step.WAIT, tick);
            }
            return tick.sinceNs(enteredNs) >= facts.unloadNs() ? go(Step.OPENING, tick) : this;
        }
        return tick.sinceNs(enteredNs) >= WAIT_NS ? go(Step.OPENING, tick) : this;
    }

    private ContactorSequence weldCheck(Facts facts, Tick tick) {
        if (facts.feedback() != ContactorState.OPEN) {
            return go(Step.OPENING, tick);
        }
        return tick.sinceNs(enteredNs) >= WELD_CHECK_NS ? go(Step.OPEN, tick) : this;
    }

    private static ContactorSequence go(Step step, Tick tick) {
        return new ContactorSequence(step, tick.monotonicNs());
    }
}
