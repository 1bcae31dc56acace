package org.ebbflow.tools.sim.day;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.tools.sim.world.Brains;

/**
 * A house in California: split phase, 200 A, a 60 A breaker, permission to export 11.5 kW.
 *
 * @param authority whose set points count
 * @param owner what the owner has set
 */
record DayHome(Installation.Authority authority, Preferences owner) implements Brains {

    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    /** Seconds a grid must be good before the station exports again. */
    static final int ENTER_SERVICE_S = 5;

    static DayHome of(Installation.Authority authority, Preferences.Mode mode) {
        return new DayHome(authority, preferences(mode, 300, 500));
    }

    static Preferences preferences(
            Preferences.Mode mode, int drivingDeciPercent, int outageDeciPercent) {
        return new Preferences(mode, true, drivingDeciPercent, outageDeciPercent, 1000, "en");
    }

    @Override
    public Installation site() {
        return new Installation(
                "house",
                "US",
                new Installation.Wiring(
                        200, 60, Installation.Supply.SPLIT_PHASE, 11_500, true, 3_000),
                new Installation.Permit(true, 11_500, ENTER_SERVICE_S),
                Installation.Ramp.STANDARD,
                authority,
                new Installation.Faces(
                        new Installation.Listener(false, "127.0.0.1", 0),
                        new Installation.Listener(false, "127.0.0.1", 0),
                        1),
                new Installation.Vehicle(
                        Optional.empty(), false, Installation.Authorization.FREE, "US*EBB*E000001"),
                owner,
                Installation.Bench.OFF,
                Path.of("unused"),
                new Installation.Papers(ZONE, "", "", "", ""));
    }
}
