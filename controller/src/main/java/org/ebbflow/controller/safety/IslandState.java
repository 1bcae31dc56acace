package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.HouseLine;
import org.ebbflow.hal.Tick;

/**
 * What the supervisor keeps of the backup between two cycles; instants are monotonic nanoseconds,
 * -1 while it is not so.
 *
 * @param sequence where the switches are
 * @param lostSinceNs no grid by every measurement
 * @param utilitySinceNs the utility's side is inside its enter-service window
 * @param goodSinceNs the island is inside its window
 * @param badSinceNs it is not
 * @param overloadSinceNs more flows than site and car allow
 * @param returnsNs how long the utility must be inside for the house to return now
 * @param ready a car could supply the house if the grid failed now
 * @param line what stands on the line of an AC board
 * @param unasked no transfer was asked since contactors last closed: a car that forms is not at it
 * @param formedNs when the source was last allowed to form
 */
public record IslandState(
        BackupSequence sequence,
        long lostSinceNs,
        long utilitySinceNs,
        long goodSinceNs,
        long badSinceNs,
        long overloadSinceNs,
        long returnsNs,
        boolean ready,
        HouseLine line,
        boolean unasked,
        long formedNs) {

    static final IslandState AT_POWER_UP =
            new IslandState(
                    BackupSequence.AT_POWER_UP,
                    -1,
                    -1,
                    -1,
                    -1,
                    -1,
                    0,
                    false,
                    HouseLine.GRID,
                    false,
                    -1);

    /** The situation. */
    public BackupSequence.Step step() {
        return sequence.step();
    }

    /** Nanoseconds until the house returns if the grid stays good; below 0: not known. */
    public long returnInNs(Tick tick) {
        long goodNs = heldNs(utilitySinceNs, tick);
        boolean apart = step() != BackupSequence.Step.PARALLEL;
        return apart && goodNs >= 0 ? Math.max(0, returnsNs - goodNs) : -1_000_000_000L;
    }

    /** Whether the owner's wish to leave the grid, or to try again, would do anything. */
    public boolean mayGoOffGrid() {
        return ready
                && (step() == BackupSequence.Step.PARALLEL
                        || step() == BackupSequence.Step.ISOLATED);
    }

    IslandState tested(boolean wanted) {
        return new IslandState(
                sequence.tested(wanted),
                lostSinceNs,
                utilitySinceNs,
                goodSinceNs,
                badSinceNs,
                overloadSinceNs,
                returnsNs,
                ready,
                line,
                unasked,
                formedNs);
    }

    BackupSequence.Held held(Tick tick) {
        return new BackupSequence.Held(
                heldNs(goodSinceNs, tick), heldNs(badSinceNs, tick), heldNs(overloadSinceNs, tick));
    }

    static long heldNs(long sinceNs, Tick tick) {
        return sinceNs < 0 ? -1 : tick.sinceNs(sinceNs);
    }

    /** The instant since which it has been so. */
    static long since(boolean isSo, long beforeNs, Tick tick) {
        if (!isSo) {
            return -1;
        }
        return beforeNs < 0 ? tick.monotonicNs() : beforeNs;
    }
}
