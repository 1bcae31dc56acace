package org.ebbflow.controller.cycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebbflow.controller.dispatch.Directives;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.safety.SafetyState;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.VehicleSession;

/**
 * Everything that the next cycle's decisions depend on besides its inputs; a flight recording
 * begins with one.
 *
 * @param arbiter the arbiter's own state
 * @param report what the session reported in the cycle before
 * @param connections connections with the car that stand
 * @param narrowed what the supervisor let through of the last transfer it cut
 */
public record CycleState(
        SafetyState safety,
        VehicleSession session,
        Object arbiter,
        VehicleReport report,
        List<Long> connections,
        Narrowed narrowed,
        Wanted wanted) {

    /**
     * What people and back-ends want.
     *
     * @param stops sequence number of the latest stop per source
     * @param pending questions that nobody has answered yet
     * @param site the site file in force, if it was changed while the station runs
     */
    public record Wanted(
            Directives directives,
            Preferences preferences,
            Map<Source, Long> stops,
            List<Ask> pending,
            Optional<Installation> site) {}
}
