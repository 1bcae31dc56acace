package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.HouseLine;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.VehicleReport.Forming;
import org.ebbflow.controller.safety.BackupSequence.Step;
import org.ebbflow.controller.safety.IslandInterlock.Wanted;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.SafetyReading.ContactorState;

/**
 * The island of an AC board: the car's own inverter makes it behind the station's contactors. What
 * is the stage's command elsewhere is here whether those contactors may touch, and the stage's
 * proof is the voltage on both sides of them.
 */
final class CarIsland {

    /** An older line is not known: the island is judged by nothing else. */
    private static final long LINE_FRESH_NS = Rules.SECOND;

    private final Rules rules;

    CarIsland(Rules rules) {
        this.rules = rules;
    }

    boolean isFitted() {
        return !rules.isDc() && rules.backup().isPresent();
    }

    /** The station's meter, on the house's side of the contactors. */
    static Optional<MeterReading> meter(Scene scene) {
        return scene.measured().stationMeter().fresh(scene.tick(), LINE_FRESH_NS);
    }

    /** Nothing stands on the house's side of the contactors. */
    static boolean lineIsDead(Scene scene) {
        return meter(scene)
                .filter(m -> Math.abs(m.voltageMv()) < Rules.SAFE_VOLTAGE_MV)
                .isPresent();
    }

    /** Nothing stands on the car's side of the contactors. */
    static boolean inletIsDead(Scene scene) {
        return scene.inletMv().filter(mv -> Math.abs(mv) < Rules.SAFE_VOLTAGE_MV).isPresent();
    }

    /** Contacts proved open, the car's inverter proved off behind them, and nothing flows. */
    boolean carIsOff(Scene scene) {
        return scene.step() == ContactorSequence.Step.OPEN
                && scene.feedback() == ContactorState.OPEN
                && inletIsDead(scene)
                && meter(scene)
                        .filter(m -> Math.abs((long) m.powerW()) < Rules.LOW_POWER_W)
                        .isPresent();
    }

    /** Whether the island's line hangs on the car: its contactors are closed. */
    boolean isConnected(Scene scene) {
        return scene.step() == ContactorSequence.Step.CLOSED
                && scene.feedback() == ContactorState.CLOSED;
    }

    /** A car that forms may go on, or begin, in this step. */
    boolean isReady(Scene scene, Wanted wanted, Step step) {
        boolean asks = wanted.asked().energy() instanceof EnergyRequest.AcTransfer;
        boolean closed = wanted.contactors() == ContactorSequence.Step.CLOSED;
        boolean chosen =
                wanted.asked().forming() == Forming.CHOSEN
                        && wanted.asked().bidirectional()
                        && wanted.asked().offer().open()
                        && wanted.asked().offer().dischargeOffered()
                        && scene.state().trips().isEmpty();
        return chosen
                && switch (step) {
                    case UNKNOWN, PARALLEL, STAGE_OFF, OPENING_SWITCH, CLOSING_BOND -> true;
                    case ISOLATED ->
                            asks
                                    && scene.state().island().unasked()
                                    && carIsOff(scene)
                                    && lineIsDead(scene);
                    case FORMING -> asks;
                    case CONNECTING, SUPPLYING, SHEDDING, DISCONNECTING -> asks && closed;
                    case STAYING, LETTING_GO, RETURNING, OPENING_BOND, CLOSING_SWITCH, FAILED ->
                            false;
                };
    }

    /**
     * A car at its transfer may form at any moment: contactors that have opened under one close
     * only for the next.
     */
    boolean isUnasked(IslandState was, Wanted wanted) {
        boolean asks = wanted.asked().energy() instanceof EnergyRequest.AcTransfer;
        return !asks || was.unasked() && wanted.contactors() != ContactorSequence.Step.CLOSED;
    }

    /**
     * Whether the station's contactors may touch: a car that follows only onto the grid, a car that
     * forms only onto a bus bar that is proved apart from it.
     */
    boolean mayTouch(Step step, Forming forming) {
        return !isFitted() || (forming == Forming.CHOSEN ? step.mayForm() : step.mayFollow());
    }

    /** What stands on the line now. @param next where the gear goes */
    HouseLine line(BackupSequence next, BackupSequence.Facts facts, Wanted wanted) {
        if (!isFitted()) {
            return HouseLine.GRID;
        }
        return switch (next.step()) {
            case UNKNOWN, STAYING -> HouseLine.GRID;
            case PARALLEL ->
                    (next.test() || facts.gridLost()) && facts.mayStart()
                            ? HouseLine.CALLS_CAR
                            : HouseLine.GRID;
            case STAGE_OFF, OPENING_SWITCH, CLOSING_BOND -> HouseLine.CALLS_CAR;
            case ISOLATED -> isolated(next, facts, wanted);
            case FORMING, CONNECTING, SUPPLYING, SHEDDING -> HouseLine.CAR;
            case DISCONNECTING, LETTING_GO, RETURNING, OPENING_BOND, CLOSING_SWITCH, FAILED ->
                    HouseLine.DARK;
        };
    }

    private static HouseLine isolated(
            BackupSequence next, BackupSequence.Facts facts, Wanted wanted) {
        if (!(wanted.asked().offer().target() instanceof OfferTarget.Island)) {
            return HouseLine.CALLS_CAR;
        }
        boolean leaves = facts.gridSettled() && !next.test();
        boolean empty = wanted.asked().offer().acPowerW().min() >= 0;
        return next.why().blocks() || leaves || empty ? HouseLine.DARK : HouseLine.CAR;
    }
}
