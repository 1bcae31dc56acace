package org.ebbflow.tools.sim.plant;

import org.ebbflow.tools.sim.plant.BoardOrder.Backup;

/**
 * The backup switch gear: grid switch and neutral-earth bond, never both closed.
 *
 * @param gridSwitch switch between utility and house
 * @param bond neutral-earth bond of the island
 */
record SwitchGear(Travel gridSwitch, Travel bond) {

    static final SwitchGear POWER_UP = new SwitchGear(new Travel(true, 0), new Travel(false, 0));

    /**
     * A switch.
     *
     * @param closed its contacts touch
     * @param movingUs how long it has been moving, 0 at rest
     */
    record Travel(boolean closed, long movingUs) {

        Travel step(boolean wanted, int switchMs, int sliceUs) {
            if (wanted == closed) {
                return new Travel(closed, 0);
            }
            long moving = movingUs + sliceUs;
            return moving >= switchMs * 1_000L ? new Travel(wanted, 0) : new Travel(closed, moving);
        }

        boolean provedOpen() {
            return !closed && movingUs == 0;
        }

        boolean provedClosed() {
            return closed && movingUs == 0;
        }
    }

    SwitchGear step(Backup order, PlantTraits.BoardTraits traits, int sliceUs) {
        if (!traits.backupFitted()) {
            return this;
        }
        boolean gridWanted = order == Backup.PARALLEL && bond.provedOpen();
        boolean bondWanted = order == Backup.ISLAND && gridSwitch.provedOpen();
        return new SwitchGear(
                gridSwitch.step(gridWanted, traits.switchMs(), sliceUs),
                bond.step(bondWanted, traits.switchMs(), sliceUs));
    }
}
