package org.ebbflow.controller.safety;

import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.Tick;

/**
 * Where the output contactors are on their way. The order current down, wait, open, verify, weld
 * check, unlock is data: one row of {@link Step} per situation.
 *
 * @param enteredNs monotonic instant at which the step began
 */
public record ContactorSequence(Step step, long enteredNs) {

    /** At power-up nothing is known: opening is commanded and must be proved. */
    static final ContactorSequence AT_POWER_UP = new ContactorSequence(Step.OPENING, 0);

    private static final long MS = 1_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    /** What must be seen, without a break while a step has a time, before it is left. */
    enum Proof {
        /** Nothing: the step is left by a wish only. */
        NONE,
        CURRENT_LOW,
        /** Nothing but the step's time. */
        TIME,
        CONTACTS_CLOSED,
        CONTACTS_OPEN
    }

    /** What the step tells board and lock. */
    enum Hold {
        /** Commanded open, lock free. */
        FREE(false, false, true),
        /** Commanded open, not proved: locked. */
        OPEN(false, false, false),
        /** Commanded closed, power 0. */
        CLOSED(true, false, false),
        /** Commanded closed, power may flow. */
        POWER(true, true, false);

        private final boolean commandedClosed;
        private final boolean powerAllowed;
        private final boolean mayUnlock;

        Hold(boolean commandedClosed, boolean powerAllowed, boolean mayUnlock) {
            this.commandedClosed = commandedClosed;
            this.powerAllowed = powerAllowed;
            this.mayUnlock = mayUnlock;
        }
    }

    /** One situation of the contactors: what is commanded in it, what ends it, what comes next. */
    public enum Step {
        /** Proved open: the lock may release. */
        OPEN(Hold.FREE, Proof.NONE, 0, "OPEN"),
        /** Feedback closed awaited; the stage is off. */
        CLOSING(Hold.CLOSED, Proof.CONTACTS_CLOSED, 0, "CLOSED"),
        /** Proved closed: power may flow. */
        CLOSED(Hold.POWER, Proof.NONE, 0, "CLOSED"),
        /** Power to 0; left at low current, or when the unloading time is over. */
        CURRENT_DOWN(Hold.CLOSED, Proof.CURRENT_LOW, 0, "WAIT"),
        /** Current is low: let it settle. */
        WAIT(Hold.CLOSED, Proof.TIME, 50, "OPENING"),
        /** Feedback open awaited. */
        OPENING(Hold.OPEN, Proof.CONTACTS_OPEN, 0, "WELD_CHECK"),
        /** Feedback open: watched before it counts as proved. */
        WELD_CHECK(Hold.OPEN, Proof.CONTACTS_OPEN, 100, "OPEN");

        private final Hold hold;
        private final Proof proof;
        private final long stayNs;
        private final String next;

        Step(Hold hold, Proof proof, int stayMs, String next) {
            this.hold = hold;
            this.proof = proof;
            this.stayNs = stayMs * MS;
            this.next = next;
        }

        /** What the board is told. */
        public boolean commandedClosed() {
            return hold.commandedClosed;
        }

        /** Whether power other than 0 may be commanded. */
        public boolean powerAllowed() {
            return hold.powerAllowed;
        }

        /** Whether the lock may release, as far as the contactors are concerned. */
        public boolean mayUnlock() {
            return hold.mayUnlock;
        }

        /** Whether the contacts have been proved closed and not been told to open since. */
        boolean wasClosed() {
            return commandedClosed() && this != CLOSING;
        }

        private Step next() {
            return valueOf(next);
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
        return switch (wish) {
            case OPEN_NOW -> step.commandedClosed() ? go(Step.OPENING, tick) : proved(facts, tick);
            case CLOSE -> wished(Step.OPEN, Step.CLOSING, facts, tick);
            case OPEN ->
                    step == Step.CLOSING
                            ? go(Step.OPENING, tick)
                            : wished(Step.CLOSED, Step.CURRENT_DOWN, facts, tick);
        };
    }

    /** A wish moves the step it is meant for; unloading turns back when closed is wished again. */
    private ContactorSequence wished(Step from, Step to, Facts facts, Tick tick) {
        if (step == from) {
            return go(to, tick);
        }
        boolean turnsBack = to == Step.CLOSING && step.wasClosed() && step != Step.CLOSED;
        return turnsBack ? go(Step.CLOSED, tick) : proved(facts, tick);
    }

    private ContactorSequence proved(Facts facts, Tick tick) {
        long stoodNs = tick.sinceNs(enteredNs);
        if (stoodNs >= (step == Step.CURRENT_DOWN ? facts.unloadNs() : NEVER)) {
            return go(Step.OPENING, tick);
        }
        if (step == Step.WELD_CHECK && facts.feedback() != ContactorState.OPEN) {
            return go(Step.OPENING, tick);
        }
        return isSeen(facts) && stoodNs >= step.stayNs ? go(step.next(), tick) : this;
    }

    private boolean isSeen(Facts facts) {
        return switch (step.proof) {
            case NONE -> false;
            case CURRENT_LOW -> facts.currentLow();
            case TIME -> true;
            case CONTACTS_CLOSED -> facts.feedback() == ContactorState.CLOSED;
            case CONTACTS_OPEN -> facts.feedback() == ContactorState.OPEN;
        };
    }

    private static ContactorSequence go(Step step, Tick tick) {
        return new ContactorSequence(step, tick.monotonicNs());
    }
}
