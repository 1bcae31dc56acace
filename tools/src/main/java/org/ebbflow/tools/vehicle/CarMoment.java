package org.ebbflow.tools.vehicle;

import org.ebbflow.tools.sim.plant.InletSide;

/**
 * Everything that reaches a car at one instant.
 *
 * @param nowNs monotonic instant, nanoseconds
 * @param inlet what the station offers at the inlet
 * @param connected whether a connection to the station stands
 * @param received bytes of the station since the moment before, often none
 */
public record CarMoment(long nowNs, InletSide inlet, boolean connected, byte[] received) {

    /** A moment without bytes. */
    public static CarMoment quiet(long nowNs, InletSide inlet, boolean connected) {
        return new CarMoment(nowNs, inlet, connected, new byte[0]);
    }
}
