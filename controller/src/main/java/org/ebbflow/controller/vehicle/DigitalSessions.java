package org.ebbflow.controller.vehicle;

/** Makes the digital session of a car that was just plugged in, or that connects anew. */
@FunctionalInterface
public interface DigitalSessions {

    /** A session that waits for the car's connection. */
    VehicleSession begin();

    /** A session that waits for the next connection of the same car. */
    default VehicleSession again(VehicleSession before) {
        return begin();
    }
}
