package org.ebbflow.controller.vehicle.chademo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.chademo.Stage.Blame;
import org.ebbflow.controller.vehicle.chademo.Stage.Why;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit of every step, at the limit and beside it. */
final class SequenceTest {

    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final long T0 = 1_000 * SECOND;
    private static final int WAITING = 0xC8;
    private static final int READY = 0xC9;
    private static final int CLOSED = 0xC1;
    private static final Why ORDERLY = new Why(Reason.OWNER_STOP, Blame.NOBODY);

    /** What a step sees; every field is changed by the test that needs it. */
    private static final class Scene {
        long atNs = T0;
        long heardNs = T0;
        int protocol = 2;
        int status = READY;
        int targetV = 410;
        int requestA;
        boolean silent;
        boolean k = true;
        boolean locked = true;
        boolean open = true;
        int inletMv;
        int stageMv;
        int stageMa;
        ContactorState contactors = ContactorState.OPEN;
        View.Insulation insulation = new View.Insulation(true, 5_000_000);

        Facts facts() {
            CarPicture car = CarPicture.NOTHING;
            if (!silent) {
                int[] control = {protocol, targetV, targetV >> 8, requestA, 0, status, 50, 0};
                car = heard(car, CanFrame.of(0x100, 0, 0, 0, 0, 0xB3, 1, 100, 0));
                car = heard(car, CanFrame.of(0x102, control));
                car = heard(car, CanFrame.of(0x200, 245, 0, 0, 0, 250, 0, 10, 100));
            }
            View view =
                    new View(
                            at(atNs),
                            offer(open),
                            new Verdict.Healthy(List.of()),
                            inletMv,
                            stageMv,
                            stageMa,
                            contactors,
                            new View.Lines(k, true, locked),
                            insulation);
            return new Facts(view, car, true, true, new Facts.Announced(500, 435, true));
        }

        private CarPicture heard(CarPicture known, CanFrame frame) {
            return known.heard(CarFrame.of(frame).orElseThrow(), at(heardNs));
        }

        Stage next(Stage stage) {
            return Sequence.next(stage, facts());
        }
    }

    private static Tick at(long ns) {
        return new Tick(ns / (10 * MS), ns, ns / MS, true);
    }

    private static EvseOffer offer(boolean open) {
        Interval w = new Interval(-11_000, 11_000);
        Limit limit = new Limit(Source.STAGE, w);
        return new EvseOffer(
                open,
                w,
                w,
                new Interval(-30_000, 30_000),
                150_000,
                500_000,
                0,
                1,
                240_000,
                60_000,
                new OfferTarget.Power(5_000),
                Conversion.LOSSLESS,
                true,
                new Decision(5_000, 5_000, limit, limit, Source.PANEL, List.of(), -1));
    }

    private static void assertParts(Reason why, Blame blame, Stage stage) {
        Stage.Parting parting = assertInstanceOf(Stage.Parting.class, stage);
        assertEquals(new Why(why, blame), parting.why());
    }

    private static void assertUnloads(Reason why, Stage stage) {
        assertEquals(why, assertInstanceOf(Stage.Unloading.class, stage).why().reason());
    }

    /** The next stage when so long has passed and the car was heard just now. */
    private static Stage after(Scene scene, Stage stage, long ns) {
        scene.atNs = T0 + ns;
        scene.heardNs = scene.atNs;
        return scene.next(stage);
    }

    @Test
    void theCarHasEightSecondsToAgree() {
        Scene scene = new Scene();
        scene.status = WAITING;
        scene.k = false;
        Stage starting = new Stage.Starting(T0 + 8 * SECOND, -1);
        assertInstanceOf(Stage.Starting.class, after(scene, starting, 8 * SECOND - 1));
        assertParts(Reason.SETUP_TIMEOUT, Blame.CAR_OR_LINK, after(scene, starting, 8 * SECOND));
    }

    @Test
    void enableWithoutTheLineAndTheLineWithoutAnyFrameAreFaultsAfterOneAndAHalfSeconds() {
        Scene bit = new Scene();
        bit.k = false;
        Scene line = new Scene();
        line.silent = true;
        for (Scene scene : List.of(bit, line)) {
            Stage seen = after(scene, new Stage.Starting(T0 + 8 * SECOND, -1), 0);
            assertInstanceOf(Stage.Starting.class, after(scene, seen, 1_500 * MS - 1));
            assertParts(Reason.SEQUENCE_ERROR, Blame.CAR_OR_LINK, after(scene, seen, 1_500 * MS));
        }
    }

    @Test
    void aVoltageAtTheInletBeforeTheCoilsAreFedEndsTheStart() {
        for (Stage stage :
                List.of(new Stage.Starting(T0 + SECOND, -1), new Stage.Locking(T0 + SECOND))) {
            Scene scene = new Scene();
            scene.inletMv = 20_000;
            assertParts(Reason.SEQUENCE_ERROR, Blame.CAR_OR_LINK, scene.next(stage));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void carsOfTheProtocolNumbersUpTo3AreTaken(int protocol) {
        Scene scene = new Scene();
        scene.protocol = protocol;
        assertInstanceOf(Stage.Locking.class, scene.next(new Stage.Starting(T0 + 8 * SECOND, -1)));
        assertEquals(protocol >= 2, scene.facts().isBidirectional());
    }

    @Test
    void aFourthProtocolNumberAndABatteryBeyondTheStationDoNotFit() {
        Scene fourth = new Scene();
        fourth.protocol = 4;
        Stage starting = new Stage.Starting(T0 + 8 * SECOND, -1);
        assertParts(Reason.NO_COMMON_PROTOCOL, Blame.INCOMPATIBLE, fourth.next(starting));
        Scene high = new Scene();
        high.targetV = 500;
        assertInstanceOf(Stage.Locking.class, high.next(starting));
        high.targetV = 501;
        assertParts(Reason.SERVICE_NOT_OFFERED, Blame.INCOMPATIBLE, high.next(starting));
    }

    @Test
    void theInsulationTestBeginsOnlyBelow10VoltBehindALockAndOpenContactorsOfTheCar() {
        Stage locking = new Stage.Locking(T0 + 20 * SECOND);
        Scene scene = new Scene();
        scene.inletMv = 10_000;
        assertInstanceOf(Stage.Locking.class, scene.next(locking));
        scene.inletMv = 9_999;
        assertInstanceOf(Stage.Testing.class, scene.next(locking));
        scene.locked = false;
        assertInstanceOf(Stage.Locking.class, scene.next(locking));
        scene.locked = true;
        scene.status = CLOSED;
        assertInstanceOf(Stage.Locking.class, scene.next(locking));
        scene.inletMv = -1;
        scene.status = READY;
        assertInstanceOf(Stage.Locking.class, scene.next(locking), "not measured is not dead");
    }

    @Test
    void lockingTestingAndDrainingShareTwentySeconds() {
        for (Stage stage :
                List.of(
                        new Stage.Locking(T0 + 20 * SECOND),
                        new Stage.Testing(T0 + 20 * SECOND, -1),
                        new Stage.Draining(T0 + 20 * SECOND))) {
            Scene scene = new Scene();
            scene.locked = false;
            scene.contactors = ContactorState.CLOSED;
            assertEquals(stage.getClass(), after(scene, stage, 20 * SECOND - 1).getClass());
            assertInstanceOf(Stage.Parting.class, after(scene, stage, 20 * SECOND));
        }
    }

    @Test
    void theInsulationMustBeGoodAtNinetyPercentOfTheVoltageForHalfASecond() {
        Scene scene = new Scene();
        scene.contactors = ContactorState.CLOSED;
        scene.stageMv = 450_000;
        scene.inletMv = 450_000;
        scene.insulation = new View.Insulation(true, 100_000);
        Stage good = after(scene, new Stage.Testing(T0 + 20 * SECOND, -1), 0);
        assertInstanceOf(Stage.Testing.class, after(scene, good, 500 * MS - 1));
        assertInstanceOf(Stage.Draining.class, after(scene, good, 500 * MS));
        for (View.Insulation bad :
                List.of(new View.Insulation(true, 99_999), new View.Insulation(false, 5_000_000))) {
            scene.insulation = bad;
            assertInstanceOf(Stage.Testing.class, after(scene, good, 500 * MS));
        }
        scene.insulation = new View.Insulation(true, 100_000);
        scene.inletMv = 449_999;
        assertInstanceOf(Stage.Testing.class, after(scene, good, 500 * MS));
    }

    @Test
    void lineD2ComesOnlyBelow20VoltBehindOpenContactors() {
        Stage draining = new Stage.Draining(T0 + 20 * SECOND);
        Scene scene = new Scene();
        scene.inletMv = 20_000;
        assertInstanceOf(Stage.Draining.class, scene.next(draining));
        scene.inletMv = 19_999;
        assertInstanceOf(Stage.Closing.class, scene.next(draining));
        scene.contactors = ContactorState.CLOSED;
        assertInstanceOf(Stage.Draining.class, scene.next(draining));
        scene.contactors = ContactorState.OPEN;
        scene.status = CLOSED;
        assertParts(Reason.SEQUENCE_ERROR, Blame.CAR_OR_LINK, scene.next(draining));
    }

    @Test
    void theCarHasFourSecondsToCloseAndAnOldOneIsGivenTwoWithoutAFlag() {
        Stage closing = new Stage.Closing(T0);
        Scene scene = new Scene();
        scene.inletMv = 370_000;
        assertInstanceOf(Stage.Closing.class, after(scene, closing, 4 * SECOND - 1));
        assertUnloads(Reason.SETUP_TIMEOUT, after(scene, closing, 4 * SECOND));
        scene.status = CLOSED;
        assertInstanceOf(Stage.Connecting.class, after(scene, closing, 4 * SECOND - 1));
        scene.inletMv = 0;
        assertInstanceOf(Stage.Closing.class, after(scene, closing, SECOND), "no battery there");
        Scene old = new Scene();
        old.protocol = 1;
        old.inletMv = 370_000;
        assertInstanceOf(Stage.Closing.class, after(old, closing, 2 * SECOND - 1));
        assertInstanceOf(Stage.Connecting.class, after(old, closing, 2 * SECOND));
    }

    @Test
    void theFirstRequestIsAwaitedForFourSecondsAndAHalf() {
        Stage connecting = new Stage.Connecting(T0 + 4_500 * MS, T0);
        Scene scene = new Scene();
        scene.status = CLOSED;
        scene.contactors = ContactorState.CLOSED;
        scene.inletMv = 370_000;
        scene.stageMv = 370_000;
        assertInstanceOf(Stage.Connecting.class, after(scene, connecting, 4_500 * MS - 1));
        assertUnloads(Reason.VEHICLE_STOPPED, after(scene, connecting, 4_500 * MS));
        scene.requestA = 1;
        assertInstanceOf(Stage.Running.class, after(scene, connecting, 200 * MS));
        scene.stageMv = 390_001;
        assertInstanceOf(Stage.Connecting.class, after(scene, connecting, 200 * MS), "20 V apart");
        assertUnloads(
                Reason.PRE_CHARGE_FAILED,
                after(scene, new Stage.Connecting(T0 + 4_500 * MS, -1), 4_500 * MS));
    }

    @Test
    void eachOfBothStopPathsEndsARunningSessionAlone() {
        Scene scene = running();
        assertInstanceOf(Stage.Running.class, scene.next(new Stage.Running(T0)));
        scene.k = false;
        assertUnloads(Reason.VEHICLE_STOPPED, scene.next(new Stage.Running(T0)));
        Scene bit = running();
        bit.status = CLOSED - 1;
        assertUnloads(Reason.VEHICLE_STOPPED, bit.next(new Stage.Running(T0)));
    }

    private static Scene running() {
        Scene scene = new Scene();
        scene.status = CLOSED;
        scene.contactors = ContactorState.CLOSED;
        scene.inletMv = 370_000;
        scene.stageMv = 370_000;
        scene.requestA = 10;
        return scene;
    }

    @Test
    void everyOtherCauseOfTheCarEndsItToo() {
        for (int bit : List.of(1, 2, 3)) {
            Scene scene = running();
            scene.status = CLOSED | 1 << bit;
            assertUnloads(Reason.VEHICLE_STOPPED, scene.next(new Stage.Running(T0)));
        }
        Scene target = running();
        target.targetV = 0;
        assertUnloads(Reason.VEHICLE_STOPPED, target.next(new Stage.Running(T0)));
        Scene threshold = running();
        threshold.stageMv = 434_999;
        assertInstanceOf(Stage.Running.class, threshold.next(new Stage.Running(T0)));
        threshold.stageMv = 435_000;
        assertUnloads(Reason.VEHICLE_LIMIT, threshold.next(new Stage.Running(T0)));
        Scene owner = running();
        owner.open = false;
        assertUnloads(Reason.OWNER_STOP, owner.next(new Stage.Running(T0)));
    }

    @Test
    void silenceOfTheControlFrameEndsItAfterOneSecond() {
        Scene scene = running();
        scene.atNs = T0 + SECOND - 1;
        assertInstanceOf(Stage.Running.class, scene.next(new Stage.Running(T0)));
        scene.atNs = T0 + SECOND;
        assertUnloads(Reason.CONNECTION_LOST, scene.next(new Stage.Running(T0)));
    }

    @Test
    void contactorsOpenAtFiveAmperesOrAfterTwoSeconds() {
        Stage unloading = new Stage.Unloading(ORDERLY, T0);
        Scene scene = running();
        for (int sign : List.of(1, -1)) {
            scene.stageMa = sign * 5_001;
            assertInstanceOf(Stage.Unloading.class, after(scene, unloading, 2 * SECOND - 1));
            assertInstanceOf(Stage.Welding.class, after(scene, unloading, 2 * SECOND));
            scene.stageMa = sign * 5_000;
            assertInstanceOf(Stage.Welding.class, after(scene, unloading, 200 * MS));
        }
        Stage fault = new Stage.Unloading(new Why(Reason.FAULT, Blame.STATION), T0);
        assertInstanceOf(Stage.Parting.class, after(scene, fault, 200 * MS), "no weld check");
    }

    @Test
    void theWeldCheckHasTenSecondsAndWantsTheFlagAndADeadInlet() {
        Stage welding = new Stage.Welding(ORDERLY, T0);
        Scene scene = new Scene();
        scene.status = CLOSED - 1;
        assertInstanceOf(Stage.Welding.class, after(scene, welding, 10 * SECOND - 1));
        assertParts(Reason.SEQUENCE_TIMEOUT, Blame.CAR_OR_LINK, after(scene, welding, 10 * SECOND));
        scene.inletMv = 10_000;
        assertParts(Reason.WELDING_DETECTED, Blame.CAR_OR_LINK, after(scene, welding, 10 * SECOND));
        scene.status = WAITING;
        assertInstanceOf(Stage.Welding.class, after(scene, welding, SECOND));
        scene.inletMv = 9_999;
        assertParts(Reason.OWNER_STOP, Blame.NOBODY, after(scene, welding, SECOND));
    }

    @Test
    void theSessionIsOverHalfASecondAfterD2AndBelow10Volt() {
        Stage parting = new Stage.Parting(ORDERLY, T0);
        Scene scene = new Scene();
        assertInstanceOf(Stage.Parting.class, after(scene, parting, 500 * MS - 1));
        assertInstanceOf(Stage.Over.class, after(scene, parting, 500 * MS));
        scene.inletMv = 10_000;
        assertInstanceOf(Stage.Parting.class, after(scene, parting, 500 * MS));
        Stage.Over over = assertInstanceOf(Stage.Over.class, after(scene, parting, 10 * SECOND));
        assertEquals(Reason.WELDING_DETECTED, over.why().reason());
        assertEquals(Optional.of(10_000), Optional.of(scene.facts().view().inletMv()));
    }
}
