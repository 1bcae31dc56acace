package org.ebbflow.tools.sim.plant;

/**
 * Broken parts of the station.
 *
 * @param contactors how the output contactors are broken
 * @param lockJammed the lock motor runs without moving the bolt
 * @param insulationOhm insulation of the station's DC side in ohms, 10,000,000 when sound
 */
public record PlantFaults(ContactorFault contactors, boolean lockJammed, int insulationOhm) {

    /** Nothing broken. */
    public static final PlantFaults NONE = new PlantFaults(ContactorFault.NONE, false, 10_000_000);

    /** The same parts with other contactors. */
    public PlantFaults withContactors(ContactorFault other) {
        return new PlantFaults(other, lockJammed, insulationOhm);
    }

    /** The same parts with another insulation resistance in ohms. */
    public PlantFaults withInsulationOhm(int otherOhm) {
        return new PlantFaults(contactors, lockJammed, otherOhm);
    }

    /** The same parts with or without a jammed lock. */
    public PlantFaults withLockJammed(boolean jammed) {
        return new PlantFaults(contactors, jammed, insulationOhm);
    }
}
