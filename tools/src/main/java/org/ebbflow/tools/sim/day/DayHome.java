package org.ebbflow.tools.sim.day;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.hal.BackupGear;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.tools.sim.world.Brains;

/**
 * A house in California: split phase, 200 A, a 60 A breaker, permission to export 11.5 kW.
 *
 * @param authority whose set points count
 * @param owner what the owner has set
 * @param enterServiceS seconds a grid must be good before the house is on it again
 * @param gear backup switch gear, if any
 */
record DayHome(
        Installation.Authority authority,
        Preferences owner,
        int enterServiceS,
        Optional<BackupGear> gear)
        implements Brains {

    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    /** Opens in 100 ms, 2 s apart, carried by its own supply for a minute. */
    private static final BackupGear GEAR =
            new BackupGear(BackupGear.Neutral.SPLIT_PHASE_DEVICE, 100, 2_000, 60_000, 1_000, true);

    private static final int AT_ONCE_S = 5;
    private static final int USUAL_S = 300;

    static DayHome of(Installation.Authority authority, Preferences owner) {
        return new DayHome(authority, owner, AT_ONCE_S, Optional.empty());
    }

    static DayHome backedUp(Installation.Authority authority, Preferences owner) {
        return new DayHome(authority, owner, USUAL_S, Optional.of(GEAR));
    }

    /** An owner who agrees to discharge. */
    static Preferences owner(Preferences.Mode mode, int drivingDeciPercent, int outageDeciPercent) {
        return new Preferences(mode, true, drivingDeciPercent, outageDeciPercent, 1000, "en");
    }

    /** A local time of 2026 there. */
    static Instant at(int month, int day, int hour, int minute) {
        return ZonedDateTime.of(2026, month, day, hour, minute, 0, 0, ZONE).toInstant();
    }

    @Override
    public BoardRatings ratings(boolean dc) {
        BoardRatings usual = Brains.super.ratings(dc);
        return gear.map(usual::backedUp).orElse(usual);
    }

    @Override
    public Installation site() {
        return new Installation(
                "house",
                "US",
                new Installation.Wiring(
                        200, 60, Installation.Supply.SPLIT_PHASE, 11_500, true, 3_000),
                new Installation.Permit(true, 11_500, enterServiceS),
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
