package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.IslandReading;

/**
 * Voltage and frequency at the station's AC terminals.
 *
 * @param voltageMv L-N, or L1-L2 on split phase
 * @param frequencyMilliHz 0 where there is no voltage to measure it by
 */
record Line(int voltageMv, int frequencyMilliHz) {

    /** The line as stage or meter sees it, while fresh. */
    static Optional<Line> of(Scene scene) {
        return scene.rules().isDc()
                ? scene.stage().map(s -> new Line(s.acVoltageMv(), s.frequencyMilliHz()))
                : scene.meter().map(m -> new Line(m.voltageMv(), m.frequencyMilliHz()));
    }

    /** The utility's line: behind an open switch the gear sees it, not the stage. */
    static Optional<Line> ofGrid(Scene scene) {
        if (scene.rules().backup().isEmpty() || scene.state().island().step().mayFollow()) {
            return of(scene);
        }
        return scene.measured()
                .island()
                .fresh(scene.tick(), Rules.SAFETY_BOARD_STALE_NS)
                .map(IslandReading::utility)
                .filter(IslandReading.Utility::isMeasured)
                .map(u -> new Line(u.voltageMv(), u.frequencyMilliHz()));
    }

    /** Whether it is beyond a step at which the grid must be left. */
    boolean isBeyond(GridProfile.Trip step, int nominalMv) {
        return step.isBeyond(voltageMv, nominalMv, frequencyMilliHz);
    }
}
