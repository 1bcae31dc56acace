package org.ebbflow.hal;

/**
 * Mirror contacts of the backup switch gear.
 *
 * @param gridPresent mains voltage stands on the utility's side
 * @param gridSwitch grid isolation switch
 * @param neutralBond neutral-earth bond, or the split-phase neutral device
 */
public record IslandReading(boolean gridPresent, Switch gridSwitch, Switch neutralBond) {

    /** A switch with proof of both ends. */
    public enum Switch {
        OPEN,
        CLOSED,
        /** Moving, contradicting or not fitted: never a proof. */
        UNKNOWN
    }
}
