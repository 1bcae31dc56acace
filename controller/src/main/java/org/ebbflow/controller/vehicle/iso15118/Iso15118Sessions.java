package org.ebbflow.controller.vehicle.iso15118;

import java.util.function.LongSupplier;
import org.ebbflow.controller.vehicle.DigitalSessions;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.iso15118.secc.SeccConfig;

/**
 * Makes the digital session of a car.
 *
 * @param config what the station is and speaks
 * @param randomBits source of session ids, 64 random bits each; from a secure generator in the
 *     product, seeded in simulation
 */
public record Iso15118Sessions(SeccConfig config, LongSupplier randomBits)
        implements DigitalSessions {

    /** What is known of a car by its identity. */
    static CarProfile profile(String evccId) {
        return CarProfiles.SHIPPED.of(evccId);
    }

    @Override
    public VehicleSession begin() {
        return Iso15118Session.waiting(this);
    }

    /** A car that paused may join its session again. */
    @Override
    public VehicleSession again(VehicleSession before) {
        return before instanceof Iso15118Session session
                ? Iso15118Session.waiting(this, session.keptForNext())
                : begin();
    }
}
