package org.ebbflow.hal;

/**
 * Mirror contacts of the backup switch gear, and what stands on the utility's side of it.
 *
 * @param gridPresent mains voltage stands on the utility's side
 * @param gridSwitch grid isolation switch
 * @param neutralBond neutral-earth bond, or the split-phase neutral device
 * @param houseFeed switch between the station's bus bar and the house
 * @param sheddable switch of the circuits that an overloaded island lets go
 * @param utility line on the utility's side
 */
public record IslandReading(
        boolean gridPresent,
        Switch gridSwitch,
        Switch neutralBond,
        Switch houseFeed,
        Switch sheddable,
        Utility utility) {

    /** A gear without house feed, shedding and measurement on the utility's side. */
    public IslandReading(boolean gridPresent, Switch gridSwitch, Switch neutralBond) {
        this(
                gridPresent,
                gridSwitch,
                neutralBond,
                Switch.UNKNOWN,
                Switch.UNKNOWN,
                Utility.NOT_MEASURED);
    }

    /**
     * Line on the utility's side of the grid switch.
     *
     * @param voltageMv line voltage (L-N, or L1-L2 on split phase) in millivolts, -1 not measured
     * @param frequencyMilliHz in millihertz, 0 without voltage, -1 not measured
     */
    public record Utility(int voltageMv, int frequencyMilliHz) {

        /** The gear does not measure there. */
        public static final Utility NOT_MEASURED = new Utility(-1, -1);

        /** Whether both values are measured. */
        public boolean isMeasured() {
            return voltageMv >= 0 && frequencyMilliHz >= 0;
        }
    }

    /** A switch with proof of both ends. */
    public enum Switch {
        OPEN,
        CLOSED,
        /** Moving, contradicting or not fitted: never a proof. */
        UNKNOWN;

        /** What two mirror contacts say; both or none is no proof. */
        public static Switch proved(boolean closed, boolean open) {
            if (closed == open) {
                return UNKNOWN;
            }
            return closed ? CLOSED : OPEN;
        }
    }
}
