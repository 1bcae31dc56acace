package org.ebbflow.tools.sim.plant;

/**
 * The connector lock and its motor.
 *
 * @param engaged whether the bolt is in
 * @param movingUs how long the motor has been running
 * @param jammed whether the motor gave up
 */
record Lock(boolean engaged, long movingUs, boolean jammed) {

    static final Lock POWER_UP = new Lock(false, 0, false);

    Lock step(boolean wanted, boolean jam, int lockMs, int sliceUs) {
        if (wanted == engaged) {
            return new Lock(engaged, 0, false);
        }
        long moving = movingUs + sliceUs;
        if (moving < lockMs * 1_000L) {
            return new Lock(engaged, moving, false);
        }
        return jam ? new Lock(engaged, moving, true) : new Lock(wanted, 0, false);
    }
}
