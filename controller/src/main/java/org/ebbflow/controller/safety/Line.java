package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.StageReading;

/**
 * Voltage and frequency at the station's AC terminals.
 *
 * @param voltageMv L-N, or L1-L2 on split phase
 * @param frequencyMilliHz 0 where there is no voltage to measure it by
 */
record Line(int voltageMv, int frequencyMilliHz) {

    static Line of(StageReading stage) {
        return new Line(stage.acVoltageMv(), stage.frequencyMilliHz());
    }

    static Line of(MeterReading meter) {
        return new Line(meter.voltageMv(), meter.frequencyMilliHz());
    }

    /** The utility's line: behind an open switch the gear sees it, not the stage. */
    static Optional<Line> ofGrid(Scene scene) {
        if (scene.rules().backup().isEmpty() || scene.state().island().step().mayFollow()) {
            return scene.line();
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
