package org.ebbflow.controller.dispatch;

import java.util.Optional;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/**
 * Whether the grid is good enough to export into; after an outage it must have been good for the
 * enter-service delay.
 *
 * @param waiting the grid was out of its window and the delay has not passed since
 * @param goodSinceNs monotonic instant since when it has been good; counts only while waiting
 * @param entered the grid is fresh, good and the delay is over
 * @source IEEE 1547-2018 4.10 (enter service)
 */
public record GridService(boolean waiting, long goodSinceNs, boolean entered) {

    static final GridService INITIAL = new GridService(false, 0, false);

    private static final long FRESH_NS = 2_000_000_000L;

    /** Voltage at the station's terminals and frequency. */
    private record Grid(int voltageMv, int frequencyMilliHz) {}

    private static final Grid UNKNOWN = new Grid(0, -1);

    GridService step(Measured measured, BoardRatings ratings, int delayS, Tick tick) {
        Grid grid = grid(measured, ratings, tick);
        if (grid.frequencyMilliHz() < 0) {
            return new GridService(waiting, tick.monotonicNs(), false);
        }
        if (!isInside(grid, ratings, waiting)) {
            return new GridService(true, tick.monotonicNs(), false);
        }
        boolean still = waiting && tick.sinceNs(goodSinceNs) < delayS * 1_000_000_000L;
        return new GridService(still, goodSinceNs, !still);
    }

    /** Seconds left of the enter-service delay, 0 when there is none. */
    public int remainingS(int delayS, Tick tick) {
        return waiting
                ? Math.clamp(delayS - tick.sinceNs(goodSinceNs) / 1_000_000_000L, 0, delayS)
                : 0;
    }

    /** Behind an open grid switch the station sees its own island; the gear sees the grid. */
    private static Grid grid(Measured measured, BoardRatings ratings, Tick tick) {
        Optional<IslandReading> apart =
                measured.island()
                        .fresh(tick, FRESH_NS)
                        .filter(
                                i ->
                                        ratings.backup().isPresent()
                                                && i.gridSwitch() != IslandReading.Switch.CLOSED);
        if (apart.isPresent()) {
            IslandReading.Utility seen = apart.get().utility();
            return seen.isMeasured()
                    ? new Grid(seen.voltageMv(), seen.frequencyMilliHz())
                    : UNKNOWN;
        }
        return ratings.output() == Output.DC
                ? measured.stage()
                        .fresh(tick, FRESH_NS)
                        .map(s -> new Grid(s.acVoltageMv(), s.frequencyMilliHz()))
                        .orElse(UNKNOWN)
                : measured.stationMeter()
                        .fresh(tick, FRESH_NS)
                        .map(m -> new Grid(m.voltageMv(), m.frequencyMilliHz()))
                        .orElse(UNKNOWN);
    }

    /** To enter, the narrow window; to stay, the wide one (the stage trips by its own rules). */
    private static boolean isInside(Grid grid, BoardRatings ratings, boolean toEnter) {
        long perMille = grid.voltageMv() * 1000L / Math.max(1, ratings.nominalVoltageMv());
        int offMilliHz = grid.frequencyMilliHz() - ratings.nominalFrequencyMilliHz();
        return toEnter
                ? perMille >= 917 && perMille <= 1050 && offMilliHz >= -500 && offMilliHz <= 100
                : perMille >= 880 && perMille <= 1100 && offMilliHz >= -1500 && offMilliHz <= 1200;
    }
}
