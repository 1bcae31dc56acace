package org.ebbflow.tools.demo;

import java.util.List;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionFactory;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.VehicleSession;

/** Asks for closed contactors at no voltage in every step: what a stop is measured against. */
record ClosedSession() implements VehicleSession {

    @Override
    public SessionStep step(CarInput received, Inputs inputs) {
        return new SessionStep(
                this,
                List.of(),
                new EnergyRequest.PreCharge(0, 0),
                new ConnectorRequest(new ConnectorRequest.Pilot.Digital(), true),
                VehicleReport.NO_CAR,
                List.of(),
                List.of());
    }

    /** The only session there is. */
    record Always() implements SessionFactory {

        @Override
        public VehicleSession atPowerUp() {
            return new ClosedSession();
        }

        @Override
        public VehicleSession afterFailure(Reason why) {
            throw new IllegalStateException("a session that cannot fail failed: " + why);
        }
    }
}
