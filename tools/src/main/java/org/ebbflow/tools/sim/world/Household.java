package org.ebbflow.tools.sim.world;

import java.util.Optional;
import org.ebbflow.tools.sim.plant.Plant;

/**
 * The house around the station over a day.
 *
 * @param load what it takes
 * @param solar what its roof gives
 * @param battery the battery it has, if any
 */
public record Household(DayCurve load, DayCurve solar, Optional<HomeBattery> battery) {

    /** How often it moves. */
    static final int STEP_MS = 200;

    /** The house a step later. */
    Household step(Plant plant) {
        double gridW = plant.gridMeter().powerW();
        return new Household(load, solar, battery.map(b -> b.step(gridW, STEP_MS)));
    }

    /** Power of the roof, 0 or more. @param dayMs milliseconds since local midnight */
    int solarW(long dayMs) {
        return solar.at(dayMs);
    }

    /** Power of the battery, plus is charge; 0 without one. */
    int batteryW() {
        return battery.map(b -> (int) Math.round(b.powerW())).orElse(0);
    }

    /** What flows from the grid into the house without the station. */
    int netW(long dayMs) {
        return load.at(dayMs) - solarW(dayMs) + batteryW();
    }
}
