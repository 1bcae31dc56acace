package org.ebbflow.tools.sim.plant;

import org.ebbflow.tools.sim.plant.BoardOrder.Backup;

/**
 * The backup switch gear: grid switch and neutral-earth bond, never both closed; the house hangs on
 * a feed of its own.
 *
 * @param gridSwitch switch between utility and the station's bus bar
 * @param bond neutral-earth bond of the island
 * @param feed switch between bus bar and house
 * @param shed switch of the circuits that may be let go
 */
record SwitchGear(Travel gridSwitch, Travel bond, Travel feed, Travel shed) {

    static final SwitchGear POWER_UP =
            new SwitchGear(
                    new Travel(true, 0),
                    new Travel(false, 0),
                    new Travel(true, 0),
                    new Travel(true, 0));

    /**
     * A switch.
     *
     * @param closed its contacts touch
     * @param movingUs how long it has been moving, 0 at rest
     */
    record Travel(boolean closed, long movingUs) {

        Travel step(boolean wanted, boolean stuck, int switchMs, int sliceUs) {
            if (wanted == closed || stuck) {
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

    /**
     * @param silent the controller has fallen silent, or was not heard yet: the feed of an island
     *     opens, nothing else moves
     */
    SwitchGear step(
            Backup order,
            boolean silent,
            PlantFaults faults,
            PlantTraits.BoardTraits traits,
            int us) {
        if (!traits.backupFitted()) {
            return this;
        }
        Backup known = silent || order == Backup.HOLD ? standing(silent) : order;
        int ms = traits.switchMs();
        boolean parallel = known == Backup.PARALLEL;
        boolean house = known == Backup.ISLAND_HOUSE;
        boolean fed = house || known == Backup.ISLAND_ESSENTIAL;
        boolean gridWanted = parallel && bond.provedOpen();
        boolean bondWanted = (fed || known == Backup.ISLAND) && gridSwitch.provedOpen();
        return new SwitchGear(
                gridSwitch.step(gridWanted, faults.gear().gridSwitchStuck(), ms, us),
                bond.step(bondWanted, faults.gear().bondStuck(), ms, us),
                feed.step(parallel || fed, faults.gear().feedStuck(), ms, us),
                shed.step(parallel || house, false, ms, us));
    }

    /** The order that leaves the switches where they are. */
    private Backup standing(boolean opensFeed) {
        if (gridSwitch.closed()) {
            return Backup.PARALLEL;
        }
        if (!bond.closed()) {
            return Backup.SEPARATED;
        }
        if (!feed.closed() || opensFeed) {
            return Backup.ISLAND;
        }
        return shed.closed() ? Backup.ISLAND_HOUSE : Backup.ISLAND_ESSENTIAL;
    }
}
