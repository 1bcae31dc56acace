package org.ebbflow.controller.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Curve;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.GridProfile.Trip;
import org.ebbflow.hal.GridProfile.Watch;

/** Rules of a grid for tests: the defaults of IEEE 1547-2018 category III, complete and signed. */
public final class TestGrid {

    private TestGrid() {}

    /** At 60 Hz. @param delayS enter-service delay */
    public static GridProfile ieee1547(int delayS) {
        return of(delayS, true);
    }

    /** The same, not signed by anybody. */
    public static GridProfile unsigned() {
        return of(0, false);
    }

    /** Rules with three steps of every kind. */
    public static GridProfile threeSteps() {
        GridProfile two = ieee1547(0);
        List<Trip> trips = new ArrayList<>();
        for (Watch watch : Watch.values()) {
            List<Trip> steps = two.trips(watch);
            trips.addAll(steps);
            Trip last = steps.getLast();
            int further = last.bound() - steps.getFirst().bound();
            trips.add(new Trip(watch, 3, last.bound() + further, 100));
        }
        return new GridProfile(
                two.name(),
                two.nominalMilliHz(),
                two.enter(),
                trips,
                two.droop(),
                two.voltWatt(),
                two.voltVar(),
                true);
    }

    /** A board on that grid, which it may feed at once. */
    public static BoardRatings fed(BoardRatings ratings) {
        return ratings.on(Optional.of(ieee1547(0)));
    }

    private static GridProfile of(int delayS, boolean mayExport) {
        return new GridProfile(
                "test-grid",
                60_000,
                new GridProfile.Enter(917, 1_050, 59_500, 60_100, delayS, 300),
                List.of(
                        new Trip(Watch.UNDER_VOLTAGE, 1, 880, 21_000),
                        new Trip(Watch.UNDER_VOLTAGE, 2, 500, 2_000),
                        new Trip(Watch.OVER_VOLTAGE, 1, 1_100, 13_000),
                        new Trip(Watch.OVER_VOLTAGE, 2, 1_200, 160),
                        new Trip(Watch.UNDER_FREQUENCY, 1, 58_500, 300_000),
                        new Trip(Watch.UNDER_FREQUENCY, 2, 56_500, 160),
                        new Trip(Watch.OVER_FREQUENCY, 1, 61_200, 300_000),
                        new Trip(Watch.OVER_FREQUENCY, 2, 62_000, 160)),
                new GridProfile.Droop(true, 36, 36, 50, 50, 5_000),
                new GridProfile.VoltWatt(true, 1_060, 1_000, 1_100, 0, 10_000),
                new GridProfile.VoltVar(
                        false,
                        new Curve(
                                List.of(
                                        new Curve.Point(920, 440),
                                        new Curve.Point(980, 0),
                                        new Curve.Point(1_020, 0),
                                        new Curve.Point(1_080, -440))),
                        5_000),
                mayExport);
    }
}
