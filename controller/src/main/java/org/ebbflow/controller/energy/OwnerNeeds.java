package org.ebbflow.controller.energy;

/**
 * What the owner wants of the car's battery, for a car that leaves its mobility needs to the
 * station.
 *
 * @param minimumPercent state of charge always kept for driving, 0..100; -1 where nothing is wanted
 * @param targetPercent state of charge at which charging ends, 0..100; -1 where nothing is wanted
 * @param departureS seconds to the departure that is planned for, 0 or more; -1 without one
 */
public record OwnerNeeds(int minimumPercent, int targetPercent, int departureS) {
    public static final OwnerNeeds NONE = new OwnerNeeds(-1, -1, -1);

    /** Of tenths of a percent; the minimum is rounded up, the target down. */
    public static OwnerNeeds ofDeciPercent(int minimum, int target) {
        return new OwnerNeeds((minimum + 9) / 10, target / 10, -1);
    }

    /** The same with a departure; one that is over is none. */
    public OwnerNeeds leavingInMs(long leftMs) {
        long leftS = leftMs / 1_000;
        int departure = leftS < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, leftS);
        return new OwnerNeeds(minimumPercent, targetPercent, departure);
    }
}
