package org.ebbflow.tools.sim.plant;

/** A car at the end of the cable, as far as its inlet can tell. */
@FunctionalInterface
public interface CarPort {

    /**
     * Lets the car live for one slice of time.
     *
     * @param inlet what the station offered during the slice before
     * @param sliceUs length of the slice in microseconds, 1..10,000
     * @return what the car presents to the station from now on
     */
    CarSide step(InletSide inlet, int sliceUs);

    /** The connector was pulled out; no further step follows. */
    default void unplug() {}

    /** An empty cable. */
    static CarPort unplugged() {
        return (inlet, sliceUs) -> CarSide.UNPLUGGED;
    }
}
