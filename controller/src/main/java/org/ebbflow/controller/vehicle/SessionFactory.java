package org.ebbflow.controller.vehicle;

import org.ebbflow.controller.energy.Reason;

/** Where the control cycle gets its one session from; it lives as long as the station. */
public interface SessionFactory {

    /** The session at power-up: nothing is known of a car yet. */
    VehicleSession atPowerUp();

    /** The session after a step threw: nothing is asked until the car is unplugged. */
    VehicleSession afterFailure(Reason why);
}
