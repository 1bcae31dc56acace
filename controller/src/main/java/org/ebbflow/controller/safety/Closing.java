package org.ebbflow.controller.safety;

import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Protection;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.ProximityState;
import org.ebbflow.hal.StageReading;

/**
 * Everything that must be known before contacts close. What would trip in the next cycle forbids
 * closing in this one, or contactors would chatter.
 */
final class Closing {

    private Closing() {}

    static boolean isPermitted(Scene scene) {
        return scene.state().trips().isEmpty()
                && scene.pilotReady()
                && scene.locked()
                && scene.feedback() == ContactorState.OPEN
                && isCoded(scene)
                && hasRested(scene)
                && hearsUs(scene)
                && devicesAreReady(scene)
                && devicesWereHeard(scene);
    }

    /** A coding that cannot be read is no cable; a pressed latch is a hand at the plug. */
    private static boolean isCoded(Scene scene) {
        return scene.safety()
                .map(SafetyReading::proximity)
                .filter(p -> p != ProximityState.INVALID && p != ProximityState.BUTTON)
                .isPresent();
    }

    private static boolean hasRested(Scene scene) {
        Memory.Switched switched = scene.state().memory().switched();
        return !switched.everOpened() || scene.tick().sinceNs(switched.openedNs()) >= Rules.REST_NS;
    }

    /** A board that does not hear the heartbeat would not open by its watchdog. */
    private static boolean hearsUs(Scene scene) {
        return scene.tick().sinceNs(scene.state().memory().echo().changedNs())
                <= Rules.HEARTBEAT_ECHO_NS;
    }

    private static boolean devicesAreReady(Scene scene) {
        return scene.rules().isDc()
                ? scene.stage().filter(s -> s.mode() != StageReading.Mode.FAULT).isPresent()
                : acIsReady(scene);
    }

    /**
     * Onto a good grid, or where the car is to form, onto a line that is proved dead; and never
     * onto a car whose own voltage stands there already.
     */
    private static boolean acIsReady(Scene scene) {
        boolean forms = scene.state().island().step().mayForm();
        boolean line =
                forms
                        ? scene.state().island().unasked() && CarIsland.lineIsDead(scene)
                        : scene.meter().filter(m -> isGridGood(m, scene.rules())).isPresent();
        return line && (!scene.rules().ratings().inletMeasured() || CarIsland.inletIsDead(scene));
    }

    /** While the station starts, a device is waited for; later its silence is a trip. */
    private static boolean devicesWereHeard(Scene scene) {
        Protection fitted = scene.rules().ratings().protection();
        Memory.Seen seen = scene.state().memory().seen();
        return scene.startedUp()
                || !scene.rules().isDc()
                || (seen.insulation() || !fitted.insulationMonitor())
                        && (seen.meter() || !fitted.stationMeter());
    }

    private static boolean isGridGood(MeterReading meter, Rules rules) {
        Line line = new Line(meter.voltageMv(), meter.frequencyMilliHz());
        int nominalMv = rules.ratings().nominalVoltageMv();
        return rules.ratings()
                .grid()
                .map(grid -> grid.trips().stream().noneMatch(t -> line.isBeyond(t, nominalMv)))
                .orElseGet(
                        () ->
                                GridWindow.of(rules.ratings())
                                        .holds(line.voltageMv(), line.frequencyMilliHz()));
    }
}
