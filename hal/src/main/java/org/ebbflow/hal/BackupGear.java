package org.ebbflow.hal;

/**
 * The backup switch gear of a board, as its board file declares it; times in milliseconds, proved
 * at commissioning.
 *
 * @param neutral what makes the island's neutral
 * @param switchMs command to proved end, the slowest of all switches
 * @param formMs stage command to island voltage and frequency in their window
 * @param holdUpMs how long controller, safety board and stage control live without mains
 * @param lossMs how long the grid must be gone to count as lost; shorter is flicker
 * @param blackStart the same supply also brings the stage's DC output to a car's voltage: a car
 *     that is not in its transfer can be called and begin while there is no mains; an AC board
 *     needs nothing for that
 * @param sessionMs how long a car whose own inverter forms the island may take to say so, 0 where
 *     the board's stage does
 */
public record BackupGear(
        Neutral neutral,
        int switchMs,
        int formMs,
        int holdUpMs,
        int lossMs,
        boolean blackStart,
        int sessionMs) {

    /** A gear whose island the board's own stage forms. */
    public BackupGear(
            Neutral neutral,
            int switchMs,
            int formMs,
            int holdUpMs,
            int lossMs,
            boolean blackStart) {
        this(neutral, switchMs, formMs, holdUpMs, lossMs, blackStart, 0);
    }

    /** What makes the island's neutral. */
    public enum Neutral {
        /** A relay that bonds neutral to earth. */
        BOND,
        /** An autotransformer or a stage with a neutral of its own, switched in. */
        SPLIT_PHASE_DEVICE
    }

    /**
     * How long the house is dark at most: loss, three switches one after the other, the car's
     * answer where it forms the island, the start of what forms and the proof of its window.
     */
    public int gapMs() {
        return lossMs + 3 * switchMs + sessionMs + formMs + 2_000;
    }
}
