package org.ebbflow.controller.safety;

import org.ebbflow.hal.BoardCommand.Island;
import org.ebbflow.hal.IslandReading.Switch;
import org.ebbflow.hal.Tick;

/**
 * Where the backup is on its way between grid and island; pure, one row per step, the picture is in
 * README.md beside the code. The stage may form a grid in the steps that say so and in no other,
 * and each of them is left in the cycle in which the proof behind it is missing.
 *
 * @param step the situation
 * @param enteredNs monotonic instant at which it began
 * @param why why the last island ended or never began
 * @param test the owner asked to go off the grid and not yet to come back
 */
public record BackupSequence(Step step, long enteredNs, Why why, boolean test) {

    /** A board without backup, and every board before the first reading of its gear. */
    static final BackupSequence AT_POWER_UP =
            new BackupSequence(Step.UNKNOWN, -1, Why.NOTHING, false);

    /** The island is in its window for so long before the house is connected. */
    static final long WINDOW_NS = 500 * Rules.MS;

    private static final long STAGE_OFF_NS = 3 * Rules.SECOND;
    private static final long REST_NS = 10 * Rules.SECOND;
    private static final long AT_POWER_UP_NS = 5 * Rules.SECOND;
    private static final long OVERLOAD_NS = 150 * Rules.MS;
    private static final long SHED_HELPS_NS = 600 * Rules.MS;
    private static final long OUT_OF_WINDOW_NS = Rules.SECOND;
    private static final long TEST_NS = 30 * Rules.SECOND;

    /** The test was asked for since the last cycle. */
    private static final long JUST_ASKED = -1;

    /** One situation with what is commanded in it. */
    public enum Step {
        /** Nothing is known of the switches: none is moved. */
        UNKNOWN(Island.HOLD, false),
        /** The grid supplies the house; the stage follows the grid. */
        PARALLEL(Island.PARALLEL, false),
        /** The grid is lost, or the owner tests: the stage goes off first. */
        STAGE_OFF(Island.PARALLEL, false),
        /** The stage does not go off: no switch moves, the house stays on the grid until it is. */
        STAYING(Island.PARALLEL, false),
        /** Grid switch commanded open, its proof awaited. */
        OPENING_SWITCH(Island.SEPARATED, false),
        /** Neutral bond commanded closed, its proof awaited. */
        CLOSING_BOND(Island.ISLAND, false),
        /** Proved apart from the grid: the stage may form, if everything else allows. */
        ISOLATED(Island.ISLAND, false),
        /** The stage forms; the house waits until voltage and frequency are good. */
        FORMING(Island.ISLAND, true),
        /** House feed commanded closed. */
        CONNECTING(Island.ISLAND_HOUSE, true),
        /** The car supplies the house. */
        SUPPLYING(Island.ISLAND_HOUSE, true),
        /** The same without the circuits that may be shed. */
        SHEDDING(Island.ISLAND_ESSENTIAL, true),
        /** House feed commanded open, before the stage goes off. */
        DISCONNECTING(Island.ISLAND, true),
        /** A switch failed: the bond stays until the stage is proved off, however long. */
        LETTING_GO(Island.ISLAND, false),
        /** The way back: the grid is settled, the stage must be proved off. */
        RETURNING(Island.ISLAND, false),
        /** Stage proved off, bond commanded open, its proof awaited. */
        OPENING_BOND(Island.SEPARATED, false),
        /** Grid switch commanded closed, its proof awaited; the stage stays off. */
        CLOSING_SWITCH(Island.PARALLEL, false),
        /** A switch did not do what it was told: never forms, comes back with the grid. */
        FAILED(Island.SEPARATED, false);

        private final Island command;
        private final boolean forming;

        Step(Island command, boolean forming) {
            this.command = command;
            this.forming = forming;
        }

        /** What the switch gear is told. */
        public Island command() {
            return command;
        }

        /** Whether the stage may form the grid. */
        public boolean mayForm() {
            return forming;
        }

        /** Whether the neutral bond is commanded closed. */
        boolean isBonded() {
            return switch (command) {
                case ISLAND, ISLAND_HOUSE, ISLAND_ESSENTIAL -> true;
                case HOLD, PARALLEL, SEPARATED -> false;
            };
        }

        /** Whether the house hangs on the car. */
        public boolean supplies() {
            return this == SUPPLYING || this == SHEDDING;
        }

        /** Whether the stage may follow the grid. */
        public boolean mayFollow() {
            return this == PARALLEL;
        }
    }

    /** Why an island ended or did not begin. */
    public enum Why {
        NOTHING,
        /** The grid is back. */
        GRID_RETURNED,
        /** No car may discharge: none there, no consent, reserve reached, stopped, or a fault. */
        NOT_PERMITTED,
        /** The house took more than car and site may give, even with circuits shed. */
        OVERLOAD,
        /** Voltage or frequency of the island left its window. */
        OUT_OF_WINDOW,
        /** The island was good, and the car's charge does not allow to carry the house. */
        CHARGE_KEPT,
        /** The grid switch does not open or close. */
        SWITCH_STUCK,
        /** The neutral bond does not close or open. */
        BOND_STUCK,
        /** The house feed does not open or close. */
        FEED_STUCK,
        /** The stage does not go off, or forms where it must not. */
        STAGE_NOT_OFF,
        /** Mirror contacts contradict each other or the command. */
        CONTRADICTION;

        /** Whether the next try is the owner's. */
        boolean blocks() {
            return this == OVERLOAD || this == OUT_OF_WINDOW || this == CHARGE_KEPT;
        }

        private boolean isFailure() {
            return switch (this) {
                case NOTHING, GRID_RETURNED, NOT_PERMITTED, OVERLOAD, OUT_OF_WINDOW, CHARGE_KEPT ->
                        false;
                case SWITCH_STUCK, BOND_STUCK, FEED_STUCK, STAGE_NOT_OFF, CONTRADICTION -> true;
            };
        }
    }

    /**
     * What is measured and allowed in this cycle; unknown and stale count as the worse.
     *
     * @param fresh the gear's reading is fresh
     * @param gridLost input and own measurements have agreed for the debounce time: no grid
     * @param gridGood utility side inside the enter-service window for the whole delay
     * @param gridSettled utility side inside that window for the short delay of a dark house
     * @param stageOff the stage is proved off and does not form
     * @param lineKnown voltage and frequency of the island are measured
     * @param islandGood they are inside their window
     * @param overload more flows than site and car allow
     * @param mayForm session, offer, contactors and trips allow to form; on the grid: would allow
     * @param mayStart a plugged car may be asked for a session that forms, and the stage can begin
     *     it without mains
     * @param mayCall on the grid, too: the car's own inverter forms, and it must choose so first
     */
    record Facts(
            boolean fresh,
            Contacts contacts,
            boolean gridLost,
            boolean gridGood,
            boolean gridSettled,
            boolean stageOff,
            boolean lineKnown,
            boolean islandGood,
            boolean overload,
            boolean mayForm,
            boolean mayStart,
            boolean mayCall) {}

    /** The four switches of the gear. */
    public record Contacts(Switch grid, Switch bond, Switch feed, Switch shed) {

        boolean isolated() {
            return grid == Switch.OPEN && bond == Switch.CLOSED;
        }
    }

    /**
     * Times of this board and place in nanoseconds.
     *
     * @param switchNs command to proved end, with the poll
     * @param formNs stage command to a good island
     */
    record Times(long switchNs, long formNs) {}

    /**
     * The owner goes off the grid, or back. Where an island has ended the same wish tries again;
     * that is no test, it ends with the outage.
     */
    BackupSequence tested(boolean wanted) {
        boolean again = wanted && step == Step.ISOLATED;
        boolean asked = wanted && step == Step.PARALLEL;
        return new BackupSequence(
                step,
                asked ? JUST_ASKED : enteredNs,
                again ? Why.NOTHING : why,
                again ? test : asked);
    }

    /** One pure step. @param held how long facts have stood, see {@link Held} */
    BackupSequence next(Facts f, Held held, Times times, Tick tick) {
        if (step.mayForm() && !(f.fresh() && f.contacts().isolated())) {
            return f.fresh() ? fail(lostProof(f.contacts()), f, tick) : go(Step.ISOLATED, tick);
        }
        return switch (step) {
            case UNKNOWN -> fromPowerUp(f, tick);
            case PARALLEL -> parallel(f, tick);
            case STAGE_OFF -> stageOff(f, tick);
            case STAYING -> f.stageOff() ? go(Step.PARALLEL, tick) : this;
            case OPENING_SWITCH -> openingSwitch(f, times, tick);
            case CLOSING_BOND -> closingBond(f, times, tick);
            case ISOLATED -> isolated(f, times, tick);
            case FORMING -> forming(f, held, times, tick);
            case CONNECTING -> connecting(f, times, tick);
            case SUPPLYING, SHEDDING -> supplying(f, held, tick);
            case DISCONNECTING -> disconnecting(f, times, tick);
            case LETTING_GO -> lettingGo(f, tick);
            case RETURNING -> returning(f, tick);
            case OPENING_BOND -> openingBond(f, times, tick);
            case CLOSING_SWITCH -> closingSwitch(f, times, tick);
            case FAILED -> failed(f, tick);
        };
    }

    /** How long what is watched while the island stands has been so, nanoseconds, -1 not so. */
    record Held(long goodNs, long badNs, long overloadNs) {}

    private BackupSequence fromPowerUp(Facts f, Tick tick) {
        if (!f.fresh()) {
            return new BackupSequence(step, tick.monotonicNs(), why, test);
        }
        if (f.contacts().grid() == Switch.CLOSED && f.contacts().bond() == Switch.OPEN) {
            return go(Step.PARALLEL, tick);
        }
        boolean apart = f.contacts().grid() == Switch.OPEN;
        if (apart && f.stageOff()) {
            return go(Step.OPENING_SWITCH, tick);
        }
        long sinceNs = enteredNs < 0 ? tick.monotonicNs() : enteredNs;
        if (!apart && tick.sinceNs(sinceNs) >= AT_POWER_UP_NS) {
            return fail(Why.CONTRADICTION, f, tick);
        }
        // A stage that outlived the process, and its bond, are left until it is off.
        return new BackupSequence(step, sinceNs, why, test);
    }

    /**
     * Without a car that may discharge, or could be asked to, the house stays on the grid, present
     * or not. A house that is dark anyway goes apart for a car that must begin first.
     */
    private BackupSequence parallel(Facts f, Tick tick) {
        boolean blackStart = f.gridLost() && f.mayStart();
        if (test && f.mayCall() && !f.mayForm() && !blackStart) {
            return calling(tick);
        }
        if (!f.mayForm() && !blackStart) {
            return test ? tested(false) : this;
        }
        boolean asCommanded =
                f.fresh()
                        && f.contacts().grid() == Switch.CLOSED
                        && f.contacts().bond() == Switch.OPEN;
        return asCommanded && (f.gridLost() || test) ? go(Step.STAGE_OFF, tick) : this;
    }

    /** The test begins once the car has chosen to form; the house stays on the grid until then. */
    private BackupSequence calling(Tick tick) {
        if (enteredNs == JUST_ASKED) {
            return new BackupSequence(step, tick.monotonicNs(), why, test);
        }
        return tick.sinceNs(enteredNs) >= TEST_NS ? tested(false) : this;
    }

    private BackupSequence stageOff(Facts f, Tick tick) {
        if (f.stageOff()) {
            return go(Step.OPENING_SWITCH, tick);
        }
        return tick.sinceNs(enteredNs) >= STAGE_OFF_NS
                ? new BackupSequence(Step.STAYING, tick.monotonicNs(), Why.STAGE_NOT_OFF, false)
                : this;
    }

    private BackupSequence openingSwitch(Facts f, Times times, Tick tick) {
        boolean open = f.contacts().grid() == Switch.OPEN && f.contacts().bond() == Switch.OPEN;
        if (f.fresh() && open && f.stageOff()) {
            return go(Step.CLOSING_BOND, tick);
        }
        if (open) {
            return waitingForTheStage(f, tick);
        }
        boolean bond = f.contacts().grid() == Switch.OPEN;
        return late(bond ? Why.BOND_STUCK : Why.SWITCH_STUCK, f, times, tick);
    }

    /** The switches are where they should be: none of them is to blame. */
    private BackupSequence waitingForTheStage(Facts f, Tick tick) {
        return tick.sinceNs(enteredNs) >= STAGE_OFF_NS ? fail(Why.STAGE_NOT_OFF, f, tick) : this;
    }

    private BackupSequence closingBond(Facts f, Times times, Tick tick) {
        if (f.fresh() && f.contacts().grid() != Switch.OPEN) {
            return fail(Why.CONTRADICTION, f, tick);
        }
        return f.fresh() && f.contacts().isolated()
                ? go(Step.ISOLATED, tick)
                : late(Why.BOND_STUCK, f, times, tick);
    }

    private BackupSequence isolated(Facts f, Times times, Tick tick) {
        boolean testWaits = test && why == Why.NOTHING && tick.sinceNs(enteredNs) < TEST_NS;
        if (f.gridSettled() && !testWaits) {
            return new BackupSequence(Step.RETURNING, tick.monotonicNs(), why, false);
        }
        if (!f.fresh()) {
            return this;
        }
        if (!f.contacts().isolated()) {
            return fail(lostProof(f.contacts()), f, tick);
        }
        if (f.contacts().feed() != Switch.OPEN) {
            return late(Why.FEED_STUCK, f, times, tick);
        }
        return f.mayForm() && !why.blocks() ? go(Step.FORMING, tick) : this;
    }

    private BackupSequence forming(Facts f, Held held, Times times, Tick tick) {
        if (!f.mayForm()) {
            return because(Why.NOT_PERMITTED, Step.ISOLATED, tick);
        }
        if (f.contacts().feed() != Switch.OPEN) {
            return fail(Why.FEED_STUCK, f, tick);
        }
        if (held.goodNs() >= WINDOW_NS) {
            return go(Step.CONNECTING, tick);
        }
        return tick.sinceNs(enteredNs) >= times.formNs() + WINDOW_NS
                ? because(
                        f.islandGood() && held.goodNs() < 0 ? Why.CHARGE_KEPT : Why.OUT_OF_WINDOW,
                        Step.ISOLATED,
                        tick)
                : this;
    }

    private BackupSequence connecting(Facts f, Times times, Tick tick) {
        if (!f.mayForm()) {
            return because(Why.NOT_PERMITTED, Step.DISCONNECTING, tick);
        }
        return f.contacts().feed() == Switch.CLOSED
                ? go(Step.SUPPLYING, tick)
                : late(Why.FEED_STUCK, f, times, tick);
    }

    private BackupSequence supplying(Facts f, Held held, Tick tick) {
        if (!f.mayForm()) {
            return because(Why.NOT_PERMITTED, Step.DISCONNECTING, tick);
        }
        if (!test && f.gridGood()) {
            return because(Why.GRID_RETURNED, Step.DISCONNECTING, tick);
        }
        if (held.badNs() >= OUT_OF_WINDOW_NS) {
            return because(
                    f.lineKnown() ? Why.OUT_OF_WINDOW : Why.NOT_PERMITTED,
                    Step.DISCONNECTING,
                    tick);
        }
        if (held.overloadNs() < OVERLOAD_NS) {
            return this;
        }
        if (step == Step.SUPPLYING) {
            return go(Step.SHEDDING, tick);
        }
        return tick.sinceNs(enteredNs) >= SHED_HELPS_NS
                ? because(Why.OVERLOAD, Step.DISCONNECTING, tick)
                : this;
    }

    private BackupSequence disconnecting(Facts f, Times times, Tick tick) {
        return f.contacts().feed() == Switch.OPEN || !f.mayForm()
                ? go(Step.ISOLATED, tick)
                : late(Why.FEED_STUCK, f, times, tick);
    }

    private BackupSequence lettingGo(Facts f, Tick tick) {
        return needsBond(f)
                ? this
                : new BackupSequence(Step.FAILED, tick.monotonicNs(), why, false);
    }

    /** Only a bond beside a closed grid switch opens under a stage that may still form. */
    private static boolean needsBond(Facts f) {
        return !f.stageOff() && !(f.fresh() && f.contacts().grid() == Switch.CLOSED);
    }

    /** A person must look; behind a feed that sticks the stage goes off first. */
    boolean hasFailed(Tick tick) {
        long stoodNs = tick.sinceNs(enteredNs);
        return switch (step) {
            case FAILED, STAYING -> true;
            case LETTING_GO -> why != Why.FEED_STUCK || stoodNs >= STAGE_OFF_NS;
            case CLOSING_SWITCH -> why.isFailure();
            case UNKNOWN,
                    PARALLEL,
                    STAGE_OFF,
                    OPENING_SWITCH,
                    CLOSING_BOND,
                    ISOLATED,
                    FORMING,
                    CONNECTING,
                    SUPPLYING,
                    SHEDDING,
                    DISCONNECTING,
                    RETURNING,
                    OPENING_BOND ->
                    false;
        };
    }

    private BackupSequence returning(Facts f, Tick tick) {
        if (!f.gridSettled()) {
            return go(Step.ISOLATED, tick);
        }
        return f.stageOff() ? go(Step.OPENING_BOND, tick) : this;
    }

    private BackupSequence openingBond(Facts f, Times times, Tick tick) {
        boolean open = f.contacts().grid() == Switch.OPEN && f.contacts().bond() == Switch.OPEN;
        if (f.fresh() && open && f.stageOff()) {
            return f.gridSettled() ? go(Step.CLOSING_SWITCH, tick) : go(Step.OPENING_SWITCH, tick);
        }
        return open ? waitingForTheStage(f, tick) : late(Why.BOND_STUCK, f, times, tick);
    }

    private BackupSequence closingSwitch(Facts f, Times times, Tick tick) {
        if (f.fresh() && f.contacts().bond() != Switch.OPEN) {
            return fail(Why.CONTRADICTION, f, tick);
        }
        return f.fresh() && f.contacts().grid() == Switch.CLOSED
                ? go(Step.PARALLEL, tick)
                : late(Why.SWITCH_STUCK, f, times, tick);
    }

    /**
     * Only the grid leads out, and only behind a bond that is proved open; not at once, or a switch
     * that sticks would be tried again and again.
     */
    private BackupSequence failed(Facts f, Tick tick) {
        boolean rested = tick.sinceNs(enteredNs) >= REST_NS;
        boolean back = rested && f.fresh() && f.gridSettled() && f.stageOff();
        if (!back || f.contacts().bond() != Switch.OPEN) {
            return this;
        }
        return new BackupSequence(Step.CLOSING_SWITCH, tick.monotonicNs(), why, false);
    }

    private static Why lostProof(Contacts contacts) {
        if (contacts.grid() == Switch.CLOSED) {
            return Why.SWITCH_STUCK;
        }
        return contacts.grid() == Switch.OPEN && contacts.bond() == Switch.OPEN
                ? Why.BOND_STUCK
                : Why.CONTRADICTION;
    }

    /** A switch had its time; readings that are stale blame nobody. */
    private BackupSequence late(Why culprit, Facts f, Times times, Tick tick) {
        if (!f.fresh()) {
            return new BackupSequence(step, tick.monotonicNs(), why, test);
        }
        return tick.sinceNs(enteredNs) >= times.switchNs() ? fail(culprit, f, tick) : this;
    }

    private BackupSequence fail(Why culprit, Facts f, Tick tick) {
        boolean bonded =
                step == Step.UNKNOWN ? f.contacts().bond() != Switch.OPEN : step.isBonded();
        Step next = bonded && needsBond(f) ? Step.LETTING_GO : Step.FAILED;
        return new BackupSequence(next, tick.monotonicNs(), culprit, false);
    }

    private BackupSequence because(Why reason, Step next, Tick tick) {
        return new BackupSequence(next, tick.monotonicNs(), reason, test);
    }

    private BackupSequence go(Step next, Tick tick) {
        Why kept = next == Step.SUPPLYING || next == Step.PARALLEL ? Why.NOTHING : why;
        return new BackupSequence(next, tick.monotonicNs(), kept, test);
    }
}
