package org.ebbflow.tools.sim.world;

import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Reading;

/**
 * What the meters at the home battery and at the roof show.
 *
 * @param battery plus charges it
 * @param solar minus is what the roof gives
 */
record HouseMeters(Reading<MeterReading> battery, Reading<MeterReading> solar) {

    /** A house without them. */
    static final HouseMeters NONE =
            new HouseMeters(
                    new Reading.Missing<>(0, Measured.NO_METER),
                    new Reading.Missing<>(0, Measured.NO_METER));

    static HouseMeters of(Household house, long dayMs, long nowNs) {
        return new HouseMeters(
                house.battery().isPresent() ? reading(house.batteryW(), nowNs) : NONE.battery(),
                reading(-house.solarW(dayMs), nowNs));
    }

    private static Reading<MeterReading> reading(int powerW, long nowNs) {
        Phases none = new Phases(0, 0, 0);
        return new Reading.Taken<>(new MeterReading(powerW, none, none, 0, 0, 0, 0), nowNs);
    }
}
