package org.ebbflow.tools.sim.world;

/** What the script did, as far as the invariants judge by it; the product can only measure it. */
final class Truth {

    private boolean ownerStopped;
    private boolean siteMeterSound = true;
    private boolean stationMeterTrue = true;
    private boolean stationMeterSound = true;
    private boolean metersMove = true;
    private boolean safetySound = true;
    private boolean stageSound = true;
    private boolean acknowledged;
    private boolean planned;
    private boolean targetGiven;
    private int targetW;
    private long targetEndNs;

    /** The owner said stop and did not take it back. */
    boolean ownerStopped() {
        return ownerStopped;
    }

    void ownerStops(boolean now) {
        ownerStopped = now;
    }

    boolean siteMeterSound() {
        return siteMeterSound;
    }

    /** Whether the station's meter shows what flows. */
    boolean stationMeterTrue() {
        return stationMeterTrue;
    }

    void stationMeterLies() {
        stationMeterTrue = false;
    }

    /** Whether the line to the station's meter works and its values move. */
    boolean stationMeterSound() {
        return stationMeterSound;
    }

    void stationMeterSound(boolean now) {
        stationMeterSound = now;
    }

    /** Whether no meter tells for ever what it measured once. */
    boolean metersMove() {
        return metersMove;
    }

    void metersMove(boolean now) {
        metersMove = now;
    }

    void siteMeterSound(boolean now) {
        siteMeterSound = now;
    }

    /** Whether the line to the safety board works. */
    boolean safetySound() {
        return safetySound;
    }

    void safetySound(boolean now) {
        safetySound = now;
    }

    /** Whether the line to the power stage works. */
    boolean stageSound() {
        return stageSound;
    }

    void stageSound(boolean now) {
        stageSound = now;
    }

    /** A target was accepted; it stands until its lease ends. @param powerW plus is charge */
    void targetGiven(int powerW, long endNs) {
        targetGiven = true;
        targetW = powerW;
        targetEndNs = endNs;
    }

    void targetRenewed(long endNs) {
        targetEndNs = endNs;
    }

    void targetReleased() {
        targetGiven = false;
    }

    boolean targetStands(long nowNs) {
        return targetGiven && nowNs - targetEndNs < 0;
    }

    /** The target that stands, plus is charge; without meaning otherwise. */
    int targetW() {
        return targetW;
    }

    /** Others than the script's integrator want power too: events, a week, a mode. */
    void othersWant() {
        planned = true;
    }

    /** Whether power may flow without the integrator's target. */
    boolean mayOthersWant() {
        return planned;
    }

    /** A person acknowledged the trips. */
    void acknowledged() {
        acknowledged = true;
    }

    boolean takeAcknowledged() {
        boolean was = acknowledged;
        acknowledged = false;
        return was;
    }

    /** The process died: what people and back-ends said to it is forgotten. */
    void forgotten() {
        ownerStopped = false;
        targetGiven = false;
    }
}
