package org.ebbflow.controller.vehicle.chademo;

import org.ebbflow.controller.vehicle.DigitalSessions;
import org.ebbflow.controller.vehicle.VehicleSession;

/** Makes the session of a car at a CHAdeMO connector. @param settings where sources differ */
public record ChademoSessions(ChademoSettings settings) implements DigitalSessions {

    @Override
    public VehicleSession begin() {
        return ChademoSession.begin(settings);
    }
}
