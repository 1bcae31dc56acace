package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.hal.GridProfile;

/**
 * Whether the station may feed into the grid: its rules are complete and certain, the stage has
 * taken them, and the line has been inside the enter-service window for its delay since power-up or
 * since it was last out of bounds.
 *
 * @param waiting the grid must still prove itself
 * @param goodSinceNs monotonic instant since when the line has been inside; counts while waiting
 * @param why what forbids to feed, {@link Reason#NONE} when nothing does
 * @source IEEE 1547-2018 4.10
 */
record GridEntry(boolean waiting, long goodSinceNs, Reason why) {

    /** Nobody knows when the grid came back, so it must prove itself. */
    static final GridEntry AT_POWER_UP = new GridEntry(true, 0, Reason.ENTER_SERVICE_WAIT);

    private static final GridEntry NOT_ALLOWED = new GridEntry(true, 0, Reason.NO_GRID_PROFILE);

    boolean isEntered() {
        return why == Reason.NONE;
    }

    /** One cycle on; only what is measured now counts. */
    GridEntry next(Scene scene) {
        Optional<GridProfile> rules = scene.rules().ratings().grid();
        if (rules.isEmpty() || !rules.get().mayExport()) {
            return NOT_ALLOWED;
        }
        long nowNs = scene.tick().monotonicNs();
        Optional<Line> line = Line.ofGrid(scene);
        if (line.isEmpty()) {
            return new GridEntry(waiting, nowNs, Reason.GRID_UNKNOWN);
        }
        boolean waits = waiting || isOut(line.get(), rules.get(), scene);
        if (waits && !isInside(line.get(), rules.get().enter(), scene)) {
            return new GridEntry(true, nowNs, Reason.ENTER_SERVICE_WAIT);
        }
        long sinceNs = waits && !isFirst() ? goodSinceNs : nowNs;
        long delayNs = rules.get().enter().delayS() * Rules.SECOND;
        if (waits && scene.tick().sinceNs(sinceNs) < delayNs) {
            return new GridEntry(true, sinceNs, Reason.ENTER_SERVICE_WAIT);
        }
        return new GridEntry(false, sinceNs, stageHasIt(scene));
    }

    /** Before the first line was seen no instant is known. */
    private boolean isFirst() {
        return equals(AT_POWER_UP) || equals(NOT_ALLOWED);
    }

    /** Tripped, or so far out that nobody rides through it. */
    private static boolean isOut(Line line, GridProfile rules, Scene scene) {
        if (scene.state().hasTrip(FaultCode.GRID_OUT_OF_WINDOW) || line.frequencyMilliHz() == 0) {
            return true;
        }
        return rules.isBeyondAll(
                line.voltageMv(),
                scene.rules().ratings().nominalVoltageMv(),
                line.frequencyMilliHz());
    }

    private static boolean isInside(Line line, GridProfile.Enter window, Scene scene) {
        return window.isInside(
                line.voltageMv(),
                scene.rules().ratings().nominalVoltageMv(),
                line.frequencyMilliHz());
    }

    /** On an AC board the car's own inverter is certified, not a stage of ours. */
    private static Reason stageHasIt(Scene scene) {
        boolean taken =
                !scene.rules().isDc()
                        || scene.stage()
                                .map(s -> s.profile() == GridProfile.Taken.VERIFIED)
                                .orElse(false);
        return taken ? Reason.NONE : Reason.STAGE_WITHOUT_PROFILE;
    }
}
