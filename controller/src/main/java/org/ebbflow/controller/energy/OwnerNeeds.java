package org.ebbflow.controller.energy;

/**
 * What the owner wants of the car's battery, for a car that leaves its mobility needs to the
 * station.
 *
 * @param minimumPercent state of charge always kept for driving, 0..100; -1 where nothing is wanted
 * @param targetPercent state of charge at which charging ends, 0..100; -1 where nothing is wanted
 */
public record OwnerNeeds(int minimumPercent, int targetPercent) {
    public static final OwnerNeeds NONE = new OwnerNeeds(-1, -1);

    /** Of tenths of a percent; the minimum is rounded up, the target down. */
    public static OwnerNeeds ofDeciPercent(int minimum, int target) {
        return new OwnerNeeds((minimum + 9) / 10, target / 10);
    }
}
