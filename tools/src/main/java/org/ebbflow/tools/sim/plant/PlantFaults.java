package org.ebbflow.tools.sim.plant;

/**
 * Broken parts of the station.
 *
 * @param contactors how the output contactors are broken
 * @param lockJammed the lock motor runs without moving the bolt
 * @param insulationOhm insulation of the station's DC side in ohms, 10,000,000 when sound
 * @param gear broken parts of the backup switch gear
 */
public record PlantFaults(
        ContactorFault contactors, boolean lockJammed, int insulationOhm, Gear gear) {

    /** Switches of the backup gear that stay where they are. */
    public record Gear(boolean gridSwitchStuck, boolean bondStuck, boolean feedStuck) {

        /** All move. */
        public static final Gear SOUND = new Gear(false, false, false);
    }

    /** Nothing broken. */
    public static final PlantFaults NONE =
            new PlantFaults(ContactorFault.NONE, false, 10_000_000, Gear.SOUND);

    /** The same parts with other contactors. */
    public PlantFaults withContactors(ContactorFault other) {
        return new PlantFaults(other, lockJammed, insulationOhm, gear);
    }

    /** The same parts with another insulation resistance in ohms. */
    public PlantFaults withInsulationOhm(int otherOhm) {
        return new PlantFaults(contactors, lockJammed, otherOhm, gear);
    }

    /** The same parts with or without a jammed lock. */
    public PlantFaults withLockJammed(boolean jammed) {
        return new PlantFaults(contactors, jammed, insulationOhm, gear);
    }

    /** The same parts with another switch gear. */
    public PlantFaults withGear(Gear other) {
        return new PlantFaults(contactors, lockJammed, insulationOhm, other);
    }
}
