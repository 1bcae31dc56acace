package org.ebbflow.controller.dispatch;

import java.util.Optional;
import org.ebbflow.controller.energy.EnterService;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/**
 * Whether the grid is good enough to export into: after power-up, a trip or an outage it must have
 * been inside the enter-service window for its delay.
 *
 * @param waiting the grid must still prove itself
 * @param goodSinceNs monotonic instant since when it has been good, -1 before the first look;
 *     counts only while waiting
 * @param entered the grid is fresh, good and the delay is over
 * @source IEEE 1547-2018 4.10 (enter service)
 */
public record GridService(boolean waiting, long goodSinceNs, boolean entered) {

    static final GridService INITIAL = new GridService(true, -1, false);

    private static final long FRESH_NS = 2_000_000_000L;

    GridService step(
            Optional<GridLine> line, BoardRatings ratings, Verdict verdict, int delayS, Tick tick) {
        if (line.isEmpty()) {
            return new GridService(waiting, tick.monotonicNs(), false);
        }
        boolean waits = waiting || isOut(line.get(), ratings, verdict);
        if (waits && !isInside(line.get(), ratings)) {
            return new GridService(true, tick.monotonicNs(), false);
        }
        long sinceNs = waits && goodSinceNs >= 0 ? goodSinceNs : tick.monotonicNs();
        boolean still = waits && tick.sinceNs(sinceNs) < delayS * 1_000_000_000L;
        return new GridService(still, sinceNs, !still);
    }

    /** Seconds left of the enter-service delay, 0 when there is none. */
    public int remainingS(int delayS, Tick tick) {
        return waiting && goodSinceNs >= 0
                ? Math.clamp(delayS - tick.sinceNs(goodSinceNs) / 1_000_000_000L, 0, delayS)
                : 0;
    }

    /** Behind an open grid switch the station sees its own island; the gear sees the grid. */
    static Optional<GridLine> line(Measured measured, BoardRatings ratings, Tick tick) {
        Optional<IslandReading> apart =
                measured.island()
                        .fresh(tick, FRESH_NS)
                        .filter(
                                i ->
                                        ratings.backup().isPresent()
                                                && i.gridSwitch() != IslandReading.Switch.CLOSED);
        if (apart.isPresent()) {
            return apart.map(IslandReading::utility)
                    .filter(IslandReading.Utility::isMeasured)
                    .map(seen -> new GridLine(seen.voltageMv(), seen.frequencyMilliHz()));
        }
        return ratings.output() == Output.DC
                ? measured.stage()
                        .fresh(tick, FRESH_NS)
                        .map(s -> new GridLine(s.acVoltageMv(), s.frequencyMilliHz()))
                : measured.stationMeter()
                        .fresh(tick, FRESH_NS)
                        .map(m -> new GridLine(m.voltageMv(), m.frequencyMilliHz()));
    }

    private static boolean isInside(GridLine line, BoardRatings ratings) {
        int nominalMv = Math.max(1, ratings.nominalVoltageMv());
        if (ratings.grid().isPresent()) {
            return ratings.grid()
                    .get()
                    .enter()
                    .isInside(line.voltageMv(), nominalMv, line.frequencyMilliHz());
        }
        return EnterService.standard(ratings.nominalFrequencyMilliHz(), 0)
                .isInside(line.voltageMv(), nominalMv, line.frequencyMilliHz());
    }

    /** Tripped, or so far out that nobody rides through it; between the two the stage decides. */
    private static boolean isOut(GridLine line, BoardRatings ratings, Verdict verdict) {
        boolean tripped =
                verdict instanceof Verdict.Tripped t && t.code() == FaultCode.GRID_OUT_OF_WINDOW;
        if (tripped || line.frequencyMilliHz() == 0) {
            return true;
        }
        return ratings.grid().isPresent()
                && ratings.grid()
                        .get()
                        .isBeyondAll(
                                line.voltageMv(),
                                ratings.nominalVoltageMv(),
                                line.frequencyMilliHz());
    }
}
