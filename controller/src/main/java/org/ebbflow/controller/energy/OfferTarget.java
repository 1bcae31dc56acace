package org.ebbflow.controller.energy;

/** What the station wants of the session inside the offer. */
public sealed interface OfferTarget {

    /** The car decides, inside the bounds (managed charging without a setpoint). */
    record FollowVehicle() implements OfferTarget {}

    /**
     * The station decides. 0 pauses without ending the session.
     *
     * @param acPowerW watts at the AC terminals, plus is charge; already ramped and clamped
     */
    record Power(int acPowerW) implements OfferTarget {}

    /** The house decides: the stage forms the grid, power is a disturbance. */
    record Island() implements OfferTarget {}
}
