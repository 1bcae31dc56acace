package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.HouseLine;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.safety.ContactorSequence.Step;
import org.ebbflow.controller.safety.ContactorSequence.Wish;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardCommand.Insulation;
import org.ebbflow.hal.BoardCommand.Stage;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Derating;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.StageReading;

/** Turns what is asked into what is permitted; every way to energy goes through here. */
final class Permitting {

    private final Rules rules;
    private final Transfer transfer;
    private final IslandInterlock interlock;

    Permitting(Rules rules) {
        this.rules = rules;
        this.transfer = new Transfer(rules);
        this.interlock = new IslandInterlock(rules);
    }

    Permit permit(Scene scene, Asked asked) {
        PreCharged proof = proof(scene, asked.energy());
        Wish wish = wish(scene, asked);
        ContactorSequence contactors =
                scene.state().contactors().next(wish, facts(scene), scene.tick());
        IslandState island =
                interlock.next(scene, new IslandInterlock.Wanted(asked, contactors.step(), proof));
        if (contactors.step().commandedClosed() && !interlock.mayTouch(island, asked)) {
            contactors = scene.state().contactors().next(Wish.OPEN_NOW, facts(scene), scene.tick());
        }
        Draft draft =
                interlock.cut(
                        draft(scene, asked, contactors.step(), proof),
                        island,
                        transfer.formingWindow(asked, contactors.step()));
        Envelope.Bounds bounds =
                island.line() == HouseLine.CAR
                        ? transfer.supplying(asked, contactors.step())
                        : transfer.bounds(draft.stage(), asked, contactors.step());
        SafetyState next = scene.state();
        next =
                new SafetyState(
                        next.trips(),
                        next.suspicions(),
                        contactors,
                        proof,
                        insulationSinceNs(scene, asked.energy()),
                        next.envelope().with(bounds, rules.followNs(), scene.tick()),
                        island,
                        next.grid(),
                        contactors.step().commandedClosed() == scene.step().commandedClosed()
                                ? next.memory()
                                : next.memory()
                                        .commanded(
                                                contactors.step().commandedClosed(), scene.tick()));
        BoardCommand.Pilot pilot = pilot(scene, asked.connector().pilot());
        next = next.withMemory(Coils.remembered(next.memory(), pilot));
        BoardCommand command =
                new BoardCommand(
                        scene.tick().cycle(),
                        pilot,
                        contactors.step().commandedClosed(),
                        lockEngaged(scene, asked.connector(), contactors.step()),
                        draft.stage(),
                        insulation(next, scene, asked.energy()),
                        interlock.command(island));
        return new Permit(next, new PermittedOutput(command), draft.narrowed());
    }

    /**
     * @param narrowed why the stage's command is less than asked
     */
    record Draft(Stage stage, Optional<Reason> narrowed) {

        static final Draft OFF = new Draft(new Stage.Off(), Optional.empty());

        static Draft offBecause(Reason why) {
            return new Draft(new Stage.Off(), Optional.of(why));
        }
    }

    /** Pre-charge counts while it is held within the tolerance, and a little longer. */
    private static PreCharged proof(Scene scene, EnergyRequest energy) {
        PreCharged known = scene.state().preCharged();
        return switch (energy) {
            case EnergyRequest.PreCharge asked ->
                    isAt(scene, asked.voltageMv())
                            ? new PreCharged(
                                    asked.voltageMv(),
                                    Math.min(asked.maxCurrentMa(), Rules.PRE_CHARGE_MAX_MA),
                                    scene.tick().monotonicNs())
                            : PreCharged.NEVER;
            case EnergyRequest.DcTransfer asked ->
                    hasParted(scene.step()) ? PreCharged.NEVER : known;
            case EnergyRequest.Nothing asked -> PreCharged.NEVER;
            case EnergyRequest.InsulationTest asked -> PreCharged.NEVER;
            case EnergyRequest.AcTransfer asked -> PreCharged.NEVER;
            case EnergyRequest.RampDown asked -> hasParted(scene.step()) ? PreCharged.NEVER : known;
            case EnergyRequest.WeldCheck asked -> PreCharged.NEVER;
        };
    }

    /** Once the contactors were on their way open, the old proof is void. */
    private static boolean hasParted(Step step) {
        return switch (step) {
            case OPEN, CLOSING, CLOSED -> false;
            case CURRENT_DOWN, WAIT, OPENING, WELD_CHECK -> true;
        };
    }

    private static boolean isAt(Scene scene, int voltageMv) {
        return scene.step() == Step.CLOSED
                && voltageMv > 0
                && scene.stage()
                        .map(s -> Math.abs((long) s.dcVoltageMv() - voltageMv))
                        .map(offMv -> offMv <= Rules.PRE_CHARGE_TOLERANCE_MV)
                        .orElse(false);
    }

    private Wish wish(Scene scene, Asked asked) {
        SafetyState state = scene.state();
        boolean closedOrClosing = scene.step().commandedClosed();
        boolean refusedByCar = closedOrClosing && !scene.pilotReady();
        if (state.hasImmediateTrip() || refusedByCar && !isPermissionTakenBack(scene)) {
            return Wish.OPEN_NOW;
        }
        if (refusedByCar) {
            return Wish.OPEN;
        }
        if (!state.trips().isEmpty()) {
            return scene.step() == Step.CLOSING || controlledStopIsOver(scene)
                    ? Wish.OPEN
                    : keeping(asked.energy());
        }
        return switch (asked.energy()) {
            case EnergyRequest.DcTransfer dc ->
                    rules.isDc() && scene.step().wasClosed() ? Wish.CLOSE : Wish.OPEN;
            case EnergyRequest.AcTransfer ac ->
                    transfer.ac(scene, ac, asked.offer()).narrowed().isEmpty()
                                    && (closedOrClosing || Closing.isPermitted(scene))
                            ? Wish.CLOSE
                            : Wish.OPEN;
            case EnergyRequest.RampDown down -> scene.step().wasClosed() ? Wish.CLOSE : Wish.OPEN;
            case EnergyRequest.Nothing nothing -> Wish.OPEN;
            case EnergyRequest.InsulationTest test -> whenBothSidesAreEqual(scene);
            case EnergyRequest.PreCharge pre ->
                    rules.isChademo() && !closedOrClosing && !hasBattery(scene)
                            ? Wish.OPEN
                            : whenBothSidesAreEqual(scene);
            case EnergyRequest.WeldCheck weld -> Wish.OPEN;
        };
    }

    /** Line k is one of a CHAdeMO car's two ways to stop: current down, then open. */
    private boolean isPermissionTakenBack(Scene scene) {
        return rules.isChademo()
                && scene.safety().map(s -> s.pilot() == PilotState.B).orElse(false);
    }

    /** During a controlled stop the session may keep the contactors until it says good-bye. */
    private static Wish keeping(EnergyRequest energy) {
        boolean keeps =
                energy instanceof EnergyRequest.DcTransfer
                        || energy instanceof EnergyRequest.AcTransfer
                        || energy instanceof EnergyRequest.RampDown;
        return keeps ? Wish.CLOSE : Wish.OPEN;
    }

    private static boolean controlledStopIsOver(Scene scene) {
        return scene.step() == Step.OPEN
                || scene.state().trips().stream()
                        .anyMatch(
                                trip ->
                                        scene.tick().sinceNs(trip.sinceNs())
                                                >= Rules.CONTROLLED_STOP_NS);
    }

    /**
     * The insulation test and pre-charge reach to the car's inlet, so the station's contactors
     * close before them, where no current can rush in: the same voltage, or none, on both sides.
     *
     * @source IEC 61851-23:2023 Annex CC
     */
    private Wish whenBothSidesAreEqual(Scene scene) {
        boolean closedOrClosing = scene.step().commandedClosed();
        return rules.isDc()
                        && (closedOrClosing
                                || Closing.isPermitted(scene) && bothSidesAreEqual(scene))
                ? Wish.CLOSE
                : Wish.OPEN;
    }

    /**
     * A CHAdeMO car closes its contactors first: then the battery stands at the inlet and the stage
     * comes to it behind open contactors.
     */
    private boolean hasBattery(Scene scene) {
        int leastMv = Math.max(1, rules.ratings().dc().minVoltageMv());
        return scene.inletMv().map(mv -> mv >= leastMv).orElse(false);
    }

    /**
     * Unknown on either side means no. Only a board that declares no measurement of the inlet
     * closes on the stage alone, and then only while the stage is safe to touch.
     */
    private static boolean bothSidesAreEqual(Scene scene) {
        Optional<Integer> stageMv = scene.stage().map(StageReading::dcVoltageMv);
        if (!scene.rules().ratings().inletMeasured()) {
            return stageMv.map(mv -> Math.abs(mv) < Rules.SAFE_VOLTAGE_MV).orElse(false);
        }
        return stageMv.flatMap(mv -> scene.inletMv().map(inletMv -> Math.abs((long) mv - inletMv)))
                        .map(apartMv -> apartMv <= Rules.PRE_CHARGE_TOLERANCE_MV)
                        .orElse(false)
                && holdsWhatItReads(scene);
    }

    /** A voltage that nobody says to make is an old reading, or goes at once. */
    private static boolean holdsWhatItReads(Scene scene) {
        return scene.stage()
                .filter(
                        s ->
                                s.mode() == StageReading.Mode.RUNNING
                                        || Math.abs(s.dcVoltageMv()) < Rules.SAFE_VOLTAGE_MV)
                .isPresent();
    }

    private ContactorSequence.Facts facts(Scene scene) {
        return new ContactorSequence.Facts(currentIsLow(scene), scene.feedback(), rules.unloadNs());
    }

    private boolean currentIsLow(Scene scene) {
        return rules.isDc()
                ? scene.stage()
                        .map(s -> Math.abs((long) s.dcCurrentMa()) < Rules.LOW_CURRENT_MA)
                        .orElse(false)
                : scene.meter()
                        .map(m -> Math.abs((long) m.powerW()) < Rules.LOW_POWER_W)
                        .orElse(false);
    }

    private Draft draft(Scene scene, Asked asked, Step step, PreCharged proof) {
        boolean quiet =
                asked.energy() instanceof EnergyRequest.Nothing
                        || asked.energy() instanceof EnergyRequest.WeldCheck
                        || asked.energy() instanceof EnergyRequest.RampDown;
        if (scene.state().hasImmediateTrip()) {
            return quiet ? Draft.OFF : Draft.offBecause(Reason.FAULT);
        }
        if (!scene.state().trips().isEmpty()) {
            return new Draft(
                    transfer.idle(step), quiet ? Optional.empty() : Optional.of(Reason.FAULT));
        }
        return switch (asked.energy()) {
            case EnergyRequest.Nothing nothing -> new Draft(transfer.idle(step), Optional.empty());
            case EnergyRequest.WeldCheck weld -> new Draft(transfer.idle(step), Optional.empty());
            case EnergyRequest.RampDown down -> new Draft(transfer.idle(step), Optional.empty());
            case EnergyRequest.InsulationTest test ->
                    transfer.hold(scene, step, test.voltageMv(), Rules.PRE_CHARGE_MAX_MA);
            case EnergyRequest.PreCharge pre ->
                    rules.isChademo() && step != Step.CLOSED && hasBattery(scene)
                            ? transfer.approach(scene, step, pre)
                            : transfer.hold(scene, step, pre.voltageMv(), pre.maxCurrentMa());
            case EnergyRequest.DcTransfer dc ->
                    transfer.dc(scene, new Transfer.Dc(dc, asked.offer(), proof), step);
            case EnergyRequest.AcTransfer ac -> transfer.ac(scene, ac, asked.offer());
        };
    }

    /**
     * An internal fault takes the station off the pilot. A duty outside the ranges that mean a
     * current, or any while a trip stands, becomes steady: the car is told to stop. All else leaves
     * the words to the session.
     */
    private static BoardCommand.Pilot pilot(Scene scene, ConnectorRequest.Pilot asked) {
        if (scene.state().hasTrip(FaultCode.INTERNAL)) {
            return new BoardCommand.Pilot.StateF();
        }
        return switch (asked) {
            case ConnectorRequest.Pilot.X1 x1 -> new BoardCommand.Pilot.X1();
            case ConnectorRequest.Pilot.Digital digital -> new BoardCommand.Pilot.Duty(50);
            case ConnectorRequest.Pilot.Duty duty ->
                    scene.state().trips().isEmpty() && meansACurrent(duty.deciPercent())
                            ? new BoardCommand.Pilot.Duty(duty.deciPercent())
                            : new BoardCommand.Pilot.X1();
            case ConnectorRequest.Pilot.E e -> new BoardCommand.Pilot.StateE();
            case ConnectorRequest.Pilot.F f -> new BoardCommand.Pilot.StateF();
            case ConnectorRequest.Pilot.Lines lines -> Coils.permitted(scene, lines);
        };
    }

    /**
     * @source IEC 61851-1 Table A.8: 8 % to 97 %
     */
    private static boolean meansACurrent(int dutyDeciPercent) {
        return dutyDeciPercent >= 80 && dutyDeciPercent <= 970;
    }

    /**
     * The lock releases only behind contactors that are proved open and read open now and, where
     * the inlet is measured, a voltage that is safe to touch; not knowing it is not safe.
     */
    private static boolean lockEngaged(Scene scene, ConnectorRequest asked, Step step) {
        boolean safeToTouch =
                !scene.rules().ratings().inletMeasured()
                        || scene.inletMv()
                                .map(mv -> Math.abs(mv) < scene.rules().unlockMv())
                                .orElse(false);
        boolean proved = step.mayUnlock() && scene.feedback() == ContactorState.OPEN;
        return asked.locked() || !proved || !safeToTouch;
    }

    private static long insulationSinceNs(Scene scene, EnergyRequest energy) {
        if (!(energy instanceof EnergyRequest.InsulationTest)) {
            return -1;
        }
        long since = scene.state().insulationSinceNs();
        return since < 0 ? scene.tick().monotonicNs() : since;
    }

    /** Every test starts with the monitor's self test; then it measures until the car is gone. */
    private static Insulation insulation(SafetyState next, Scene scene, EnergyRequest energy) {
        return switch (energy) {
            case EnergyRequest.InsulationTest test ->
                    SelfTest.isDone(next.insulationSinceNs(), scene)
                            ? Insulation.MEASURE
                            : Insulation.SELF_TEST;
            case EnergyRequest.PreCharge pre -> Insulation.MEASURE;
            case EnergyRequest.DcTransfer dc -> Insulation.MEASURE;
            case EnergyRequest.RampDown down ->
                    scene.rules().isDc() ? Insulation.MEASURE : Insulation.OFF;
            case EnergyRequest.Nothing nothing -> Insulation.OFF;
            case EnergyRequest.WeldCheck weld -> Insulation.OFF;
            case EnergyRequest.AcTransfer ac -> Insulation.OFF;
        };
    }

    /** Bounds that contain 0, cut by the stage's temperature; nothing while that is not known. */
    static Interval derated(Interval acPowerW, Scene scene) {
        BoardRatings ratings = scene.rules().ratings();
        if (ratings.output() == BoardRatings.Output.AC) {
            return acPowerW;
        }
        Derating curve = ratings.protection().derating();
        return scene.stage()
                .map(StageReading::temperatureDeciC)
                .map(
                        t ->
                                acPowerW.intersect(
                                        new Interval(
                                                -curve.limitW(ratings.maxDischargeW(), t),
                                                curve.limitW(ratings.maxChargeW(), t))))
                .orElse(Interval.ZERO);
    }
}
