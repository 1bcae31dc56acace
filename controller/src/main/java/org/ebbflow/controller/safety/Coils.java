package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;

/** The lines d1 and d2 of a CHAdeMO connector: they feed the coils of the car's contactors. */
final class Coils {

    private Coils() {}

    /**
     * The coils are fed only behind the lock and onto a dead inlet, and not for longer than the
     * current needs to go down after a trip.
     */
    static BoardCommand.Pilot permitted(Scene scene, ConnectorRequest.Pilot.Lines asked) {
        if (!scene.rules().isChademo() || isOver(scene)) {
            return new BoardCommand.Pilot.Lines(false, false);
        }
        boolean fed = scene.state().memory().plug().coilsFed();
        boolean dead =
                scene.inletMv().map(mv -> Math.abs(mv) < Rules.CHADEMO_DEAD_MV).orElse(false)
                        && scene.step() == ContactorSequence.Step.OPEN;
        boolean mayBegin = dead && scene.locked() && scene.state().trips().isEmpty();
        return new BoardCommand.Pilot.Lines(asked.d1(), asked.d2() && (fed || mayBegin));
    }

    private static boolean isOver(Scene scene) {
        if (watchdogMayHaveDroppedThem(scene)) {
            return true;
        }
        for (StandingTrip trip : scene.state().trips()) {
            if (trip.immediate()
                    && scene.tick().sinceNs(trip.sinceNs()) >= Rules.COIL_AFTER_TRIP_NS) {
                return true;
            }
        }
        return false;
    }

    /**
     * After a silence that may have been as long as the board's watchdog the lines are down and the
     * car's contactors open, whatever was commanded before: feeding them again would close onto a
     * live inlet. The board counts from the last heartbeat it heard to the next one: longer than
     * what is seen from here. A coupler that drives the lines counts too: its silence makes the
     * whole reading old.
     */
    private static boolean watchdogMayHaveDroppedThem(Scene scene) {
        long boundNs =
                scene.rules().ratings().reaction().watchdogMs() * Rules.MS
                        - Rules.HEARTBEAT_ON_ITS_WAY_NS;
        return scene.tick().sinceNs(scene.state().memory().echo().changedNs()) >= boundNs
                || isSilentFor(boundNs, scene)
                || scene.safety().map(SafetyReading::watchdogTripped).orElse(false)
                || scene.state().trips().stream()
                        .anyMatch(trip -> stoodStill(trip.trip(), boundNs));
    }

    /** Where there is no reading at all, the heartbeat's echo stands still too. */
    private static boolean isSilentFor(long boundNs, Scene scene) {
        return scene.measured().safety() instanceof Reading.Taken<SafetyReading> taken
                && scene.tick().sinceNs(taken.takenNs()) >= boundNs;
    }

    private static boolean stoodStill(Trip trip, long boundNs) {
        return trip instanceof Trip.CycleOverrun overrun && overrun.gapMs() * Rules.MS >= boundNs;
    }

    /** What the next cycle knows of this one's lines. */
    static Memory remembered(Memory memory, BoardCommand.Pilot pilot) {
        boolean fed = pilot instanceof BoardCommand.Pilot.Lines lines && lines.d2();
        return memory.withPlug(memory.plug().feeding(fed));
    }
}
