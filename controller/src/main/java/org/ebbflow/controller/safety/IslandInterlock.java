package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.IslandReading.Switch;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;

/** The stage may form a grid only behind a grid switch that is proved open. */
final class IslandInterlock {

    private IslandInterlock() {}

    /** A stage that forms although the switch is closed, unknown or stale. */
    static Optional<Trip> forming(Scene scene) {
        Switch seen =
                scene.measured().island() instanceof Reading.Taken<IslandReading> taken
                                && taken.isFresh(scene.tick(), Rules.SAFETY_BOARD_STALE_NS)
                        ? taken.value().gridSwitch()
                        : Switch.UNKNOWN;
        return scene.stage()
                .filter(StageReading::gridForming)
                .filter(s -> seen != Switch.OPEN)
                .map(s -> new Trip.IslandInterlock(seen.name()));
    }
}
