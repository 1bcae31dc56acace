package org.ebbflow.controller.dispatch;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Curve;
import org.ebbflow.hal.GridProfile;

/**
 * What the grid's frequency and voltage allow: freq-watt and volt-watt of the grid's rules as
 * limits, beside the stage that executes them too. Too much power in the grid lessens discharge,
 * too little lessens charge.
 *
 * @param leastOverHz largest discharge in watts (minus) over frequency in millihertz
 * @param mostOverHz largest charge in watts over frequency in millihertz
 * @param leastOverMv largest discharge in watts (minus) over voltage in millivolts
 */
record GridLimits(
        Optional<Curve> leastOverHz, Optional<Curve> mostOverHz, Optional<Curve> leastOverMv) {

    private static final GridLimits NONE =
            new GridLimits(Optional.empty(), Optional.empty(), Optional.empty());

    /** The curves of a board on its grid. */
    static GridLimits of(BoardRatings ratings) {
        return ratings.grid().map(rules -> of(rules, ratings)).orElse(NONE);
    }

    private static GridLimits of(GridProfile rules, BoardRatings ratings) {
        Optional<GridProfile.Droop> droop =
                Optional.of(rules.droop()).filter(GridProfile.Droop::enabled);
        int nominalMilliHz = rules.nominalMilliHz();
        return new GridLimits(
                droop.map(d -> d.leastW(nominalMilliHz, ratings.maxDischargeW())),
                droop.map(d -> d.mostW(nominalMilliHz, ratings.maxChargeW())),
                Optional.of(rules.voltWatt())
                        .filter(GridProfile.VoltWatt::enabled)
                        .map(v -> v.leastW(ratings.nominalVoltageMv(), ratings.maxDischargeW())));
    }

    /** The limits of now. Without a fresh line nothing is fed into the grid. */
    List<Limit> now(Optional<GridLine> line) {
        if (line.isEmpty()) {
            return List.of(new Limit(Source.GRID_FREQUENCY, new Interval(0, Integer.MAX_VALUE)));
        }
        int milliHz = line.get().frequencyMilliHz();
        return List.of(
                new Limit(
                        Source.GRID_FREQUENCY,
                        new Interval(
                                least(leastOverHz, milliHz),
                                mostOverHz.map(c -> c.at(milliHz)).orElse(Integer.MAX_VALUE))),
                new Limit(
                        Source.GRID_VOLTAGE,
                        new Interval(
                                least(leastOverMv, line.get().voltageMv()), Integer.MAX_VALUE)));
    }

    private static int least(Optional<Curve> curve, int x) {
        return curve.map(c -> c.at(x)).orElse(-Integer.MAX_VALUE);
    }
}
