package org.ebbflow.controller.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.GridProfile;

/**
 * When the grid must be left: each step of the grid's rules with its own time, or where the place
 * has no complete rules one careful window. The certified stage trips by itself and earlier.
 */
final class GridChecks {

    private static final String VOLTAGE = "line voltage mV";
    private static final String FREQUENCY = "line frequency mHz";

    private GridChecks() {}

    static List<Check> all(Rules rules) {
        return rules.ratings()
                .grid()
                .map(grid -> ofProfile(grid, rules.ratings()))
                .orElseGet(() -> withoutProfile(rules.ratings()));
    }

    private static List<Check> ofProfile(GridProfile grid, BoardRatings ratings) {
        List<Check> checks = new ArrayList<>();
        for (GridProfile.Trip trip : grid.trips()) {
            int nominalMv = ratings.nominalVoltageMv();
            boolean voltage = trip.watch().isVoltage();
            checks.add(
                    new Check(
                            name(trip),
                            trip.clearMs() * Rules.MS,
                            false,
                            line(
                                    l -> l.isBeyond(trip, nominalMv),
                                    voltage ? VOLTAGE : FREQUENCY,
                                    voltage ? trip.boundMv(nominalMv) : trip.bound())));
        }
        return checks;
    }

    /** Names S-61 to S-72: four kinds of three steps. */
    static String name(GridProfile.Trip trip) {
        int first =
                switch (trip.watch()) {
                    case UNDER_VOLTAGE -> 61;
                    case OVER_VOLTAGE -> 64;
                    case UNDER_FREQUENCY -> 67;
                    case OVER_FREQUENCY -> 70;
                };
        return "S-" + (first + trip.step() - 1);
    }

    private static List<Check> withoutProfile(BoardRatings ratings) {
        GridWindow window = GridWindow.of(ratings);
        return List.of(
                new Check(
                        "S-43",
                        2 * Rules.SECOND,
                        false,
                        line(l -> window.isLow(l.voltageMv()), VOLTAGE, window.lowMv())),
                new Check(
                        "S-44",
                        160 * Rules.MS,
                        false,
                        line(l -> window.isHigh(l.voltageMv()), VOLTAGE, window.highMv())),
                new Check(
                        "S-45",
                        500 * Rules.MS,
                        false,
                        line(
                                l -> window.isOff(l.frequencyMilliHz()),
                                FREQUENCY,
                                ratings.nominalFrequencyMilliHz())));
    }

    private static Function<Scene, Optional<Trip>> line(
            Predicate<Line> outside, String quantity, long bound) {
        return scene ->
                scene.line()
                        .filter(outside)
                        .filter(l -> isJudged(scene))
                        .map(
                                l ->
                                        new Trip.OutOfBound(
                                                FaultCode.GRID_OUT_OF_WINDOW,
                                                quantity,
                                                quantity.equals(FREQUENCY)
                                                        ? l.frequencyMilliHz()
                                                        : l.voltageMv(),
                                                bound));
    }

    /**
     * While power may flow; and a trip that stands ends when the grid is good again, not because
     * the power went away. Behind an open grid switch the line is the house's own.
     */
    private static boolean isJudged(Scene scene) {
        return onTheGrid(scene)
                && (scene.step().powerAllowed()
                        || scene.state().hasTrip(FaultCode.GRID_OUT_OF_WINDOW)
                                && !scene.isIsland());
    }

    /** Apart from the grid the interlock watches the line, with its own window. */
    private static boolean onTheGrid(Scene scene) {
        return scene.rules().backup().isEmpty() || scene.state().island().step().mayFollow();
    }
}
