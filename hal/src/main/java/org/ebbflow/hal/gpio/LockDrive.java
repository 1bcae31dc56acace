package org.ebbflow.hal.gpio;

import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.board.GpioConfig;

/**
 * A lock whose motor gets one pulse per direction and whose contact proves the bolt.
 *
 * @param wanted what was asked last
 * @param sinceNs when that was asked first
 * @param asked whether anything was asked yet
 */
public record LockDrive(boolean wanted, long sinceNs, boolean asked) {

    /** Nothing was asked yet. */
    public static final LockDrive IDLE = new LockDrive(false, 0, false);

    /** What stands at the motor, and what is known of the bolt. */
    public record Output(boolean engage, boolean release, LockState state) {}

    /** The same with this wish; a wish that stands does not start the motor again. */
    public LockDrive wanting(boolean engaged, long nowNs) {
        return asked && engaged == wanted ? this : new LockDrive(engaged, nowNs, true);
    }

    /** What stands at the motor now. */
    public Output output(boolean boltIn, GpioConfig.Lock lock, long nowNs) {
        if (!asked) {
            return new Output(false, false, boltIn ? LockState.LOCKED : LockState.UNLOCKED);
        }
        long sinceMs = (nowNs - sinceNs) / 1_000_000;
        boolean runs = sinceMs < lock.pulseMs();
        boolean there = boltIn == wanted;
        LockState state;
        if (there && !runs) {
            state = wanted ? LockState.LOCKED : LockState.UNLOCKED;
        } else {
            state = sinceMs < lock.travelMs() ? LockState.MOVING : LockState.FAULT;
        }
        return new Output(runs && wanted, runs && !wanted, state);
    }
}
