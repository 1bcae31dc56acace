package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardCommand.Stage;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.junit.jupiter.api.Test;

/** What may reach the board, and in which order. */
final class PermitTest {

    private static final EnergyRequest TEST = new EnergyRequest.InsulationTest(500_000);
    private static final EnergyRequest PRE = new EnergyRequest.PreCharge(Bench.BATTERY_MV, 2_000);
    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();

    @Test
    void nothingAskedIsEverythingOff() {
        Bench bench = Bench.dc();
        bench.run(NOTHING, 1_000);
        assertTrue(bench.isSafe());
        assertEquals(Optional.empty(), bench.permit.narrowed());
    }

    @Test
    void contactorsCloseOnlyBehindTheLock() {
        for (LockState lock : List.of(LockState.UNLOCKED, LockState.MOVING)) {
            Bench bench = Bench.dc();
            bench.lock = lock;
            bench.run(TEST, 900);
            assertFalse(bench.command().contactorsClosed(), "with the lock " + lock);
            bench.lock = LockState.NOT_FITTED;
            bench.run(TEST, 100);
            assertTrue(bench.command().contactorsClosed());
        }
    }

    @Test
    void contactorsCloseOnlyInPilotStateC() {
        for (PilotState pilot : PilotState.values()) {
            Bench bench = Bench.dc();
            bench.pilot = pilot;
            bench.run(TEST, 500);
            assertEquals(pilot == PilotState.C, bench.command().contactorsClosed(), "in " + pilot);
        }
    }

    @Test
    void contactorsCloseOnlyOnFreshReadings() {
        Bench bench = Bench.dc();
        bench.safetyAgeNs = 301 * Bench.MS;
        bench.run(TEST, 500);
        assertFalse(bench.command().contactorsClosed());
        Bench stage = Bench.dc();
        stage.stageAgeNs = 1_001 * Bench.MS;
        stage.run(TEST, 500);
        assertFalse(stage.command().contactorsClosed());
    }

    @Test
    void contactorsCloseOnlyBetweenEqualVoltages() {
        Bench bench = Bench.dc();
        bench.inletMv = 20_001;
        bench.run(TEST, 500);
        assertFalse(bench.command().contactorsClosed());
        bench.inletMv = 20_000;
        bench.run(TEST, 50);
        assertTrue(bench.command().contactorsClosed());
    }

    @Test
    void contactorsDoNotCloseBehindAnInletThatIsNotMeasured() {
        Bench bench = Bench.dc();
        bench.inletMv = SafetyReading.NOT_MEASURED;
        bench.run(TEST, 900);
        assertFalse(bench.command().contactorsClosed(), "the stage is at 0 V, the inlet unknown");
        bench.inletMv = 0;
        bench.run(TEST, 50);
        assertTrue(bench.command().contactorsClosed());
    }

    @Test
    void contactorsDoNotCloseOntoABatteryWithSwappedPoles() {
        Bench bench = Bench.dc();
        bench.inletMv = -20_100;
        bench.run(TEST, 900);
        assertFalse(bench.command().contactorsClosed());
        bench.inletMv = -19_900;
        bench.run(TEST, 50);
        assertTrue(bench.command().contactorsClosed());
    }

    @Test
    void boardWithoutInletMeasurementClosesOnlyWhileTheStageIsBelow60Volt() {
        Bench bench = Bench.dcWithoutInlet();
        bench.dcMv = 60_000;
        bench.run(TEST, 2_000);
        assertFalse(bench.command().contactorsClosed());
        bench.dcMv = 59_999;
        bench.run(TEST, 50);
        assertTrue(bench.command().contactorsClosed());
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void dcPowerNeedsAPreChargeWithin20Volt() {
        Bench bench = Bench.dc();
        bench.run(TEST, 600);
        bench.dcFollows = false;
        bench.dcMv = Bench.BATTERY_MV - 20_001;
        bench.run(PRE, 600);
        bench.run(Bench.transfer(5_000), 10);
        assertEquals(Optional.of(Reason.PRE_CHARGE_FAILED), bench.permit.narrowed());
        assertInstanceOf(Stage.Off.class, bench.command().stage());
        bench.dcMv = Bench.BATTERY_MV - 20_000;
        bench.run(PRE, 50);
        bench.run(Bench.transfer(5_000), 10);
        assertEquals(Optional.empty(), bench.permit.narrowed());
        assertInstanceOf(Stage.FollowPower.class, bench.command().stage());
    }

    @Test
    void preChargeProofIsVoidOnceTheContactorsHaveOpened() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.pilot = PilotState.B;
        bench.run(Bench.transfer(5_000), 500);
        bench.pilot = PilotState.C;
        bench.run(Bench.transfer(5_000), 500);
        assertFalse(bench.command().contactorsClosed());
        assertEquals(Optional.of(Reason.PRE_CHARGE_FAILED), bench.permit.narrowed());
    }

    @Test
    void aPauseAtZeroKeepsThePreChargeProof() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.run(new EnergyRequest.RampDown(), 500);
        assertTrue(bench.command().contactorsClosed());
        bench.run(Bench.transfer(5_000), 10);
        assertEquals(Optional.empty(), bench.permit.narrowed());
    }

    @Test
    void preChargeCurrentIsAtMostTwoAmpere() {
        Bench bench = Bench.dc();
        bench.run(TEST, 600);
        bench.run(new EnergyRequest.PreCharge(Bench.BATTERY_MV, 20_000), 10);
        Stage.HoldVoltage hold = assertInstanceOf(Stage.HoldVoltage.class, bench.command().stage());
        assertEquals(2_000, hold.maxCurrentMa());
    }

    @Test
    void voltageAboveTheRatingIsRefused() {
        Bench bench = Bench.dc();
        bench.run(new EnergyRequest.InsulationTest(500_001), 600);
        assertEquals(Optional.of(Reason.STAGE_LIMIT), bench.permit.narrowed());
        assertInstanceOf(Stage.Off.class, bench.command().stage());
    }

    @Test
    void powerBeyondTheOfferIsCutInBothDirections() {
        for (int asked : List.of(11_001, -11_001)) {
            Bench bench = Bench.dcTransferring(5_000);
            bench.run(Bench.transfer(asked), 10);
            Stage.FollowPower follow =
                    assertInstanceOf(Stage.FollowPower.class, bench.command().stage());
            assertEquals(asked > 0 ? 11_000 : -11_000, follow.acPowerW());
            assertEquals(Optional.of(Reason.NO_PERMIT), bench.permit.narrowed());
        }
    }

    @Test
    void dischargeIsCutToZeroWhenTheOfferForbidsIt() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.offerW = new Interval(0, 11_000);
        bench.run(Bench.transfer(-1), 10);
        Stage.FollowPower follow =
                assertInstanceOf(Stage.FollowPower.class, bench.command().stage());
        assertEquals(0, follow.acPowerW());
        assertTrue(bench.permit.narrowed().isPresent());
    }

    @Test
    void dischargeWithoutACurrentWindowOfTheCarIsRefused() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.run(new EnergyRequest.DcTransfer(-3_000, 300_000, 450_000, 30_000, 0), 10);
        assertEquals(Optional.of(Reason.SESSION_NOT_BIDIRECTIONAL), bench.permit.narrowed());
    }

    @Test
    void theWindowIsTheNarrowestOfCarOfferAndRating() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.run(new EnergyRequest.DcTransfer(5_000, 100_000, 900_000, 500_000, 500_000), 10);
        Stage.FollowPower follow =
                assertInstanceOf(Stage.FollowPower.class, bench.command().stage());
        assertEquals(new BoardCommand.DcWindow(150_000, 500_000, 40_000, 40_000), follow.window());
    }

    @Test
    void contactorsOpenInOrderAtLowCurrentWaitOpenVerifyWeldCheckUnlock() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.dcMa = 12_000;
        bench.locked = false;
        bench.run(NOTHING, 500);
        assertTrue(bench.command().contactorsClosed(), "current still flows");
        assertEquals(ContactorSequence.Step.CURRENT_DOWN, bench.state.contactors().step());
        bench.dcMa = 999;
        bench.run(NOTHING, 10);
        assertEquals(ContactorSequence.Step.WAIT, bench.state.contactors().step());
        bench.run(NOTHING, 50);
        assertEquals(ContactorSequence.Step.OPENING, bench.state.contactors().step());
        assertFalse(bench.command().contactorsClosed());
        bench.run(NOTHING, 10);
        assertEquals(ContactorSequence.Step.WELD_CHECK, bench.state.contactors().step());
        assertTrue(bench.command().lockEngaged(), "locked until proved open");
        bench.run(NOTHING, 100);
        assertEquals(ContactorSequence.Step.OPEN, bench.state.contactors().step());
        assertFalse(bench.command().lockEngaged());
    }

    @Test
    void contactorsOpenUnderLoadWhenTheDeadlineIsPast() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.dcMa = 12_000;
        bench.run(NOTHING, 2_000);
        assertTrue(bench.command().contactorsClosed());
        bench.run(NOTHING, 20);
        assertFalse(bench.command().contactorsClosed());
    }

    @Test
    void theLockStaysWhileTheInletIsNotSafeToTouch() {
        Bench bench = Bench.dc();
        bench.locked = false;
        bench.inletMv = 60_000;
        bench.run(NOTHING, 1_000);
        assertTrue(bench.command().lockEngaged());
        bench.inletMv = 59_999;
        bench.run(NOTHING, 10);
        assertFalse(bench.command().lockEngaged());
        bench.inletMv = SafetyReading.NOT_MEASURED;
        bench.run(NOTHING, 10);
        assertTrue(bench.command().lockEngaged(), "an unknown voltage is not safe to touch");
    }

    @Test
    void theLockOfABoardWithoutInletMeasurementFollowsTheContactors() {
        Bench bench = Bench.dcWithoutInlet();
        bench.locked = false;
        bench.run(NOTHING, 1_000);
        assertFalse(bench.command().lockEngaged());
        bench.run(TEST, 100);
        assertTrue(bench.command().contactorsClosed());
        assertTrue(bench.command().lockEngaged());
    }

    @Test
    void acTransferBeyondTheOfferIsRefusedAsAWhole() {
        Bench bench = Bench.ac();
        bench.run(NOTHING, 300);
        bench.run(Bench.acTransfer(11_001), 300);
        assertFalse(bench.command().contactorsClosed());
        assertEquals(Optional.of(Reason.NO_PERMIT), bench.permit.narrowed());
        bench.run(Bench.acTransfer(-11_000), 300);
        assertTrue(
                bench.command().contactorsClosed(), "discharge inside the offer is the same path");
    }

    @Test
    void aRequestOfTheOtherKindOfStationIsRefused() {
        Bench dc = Bench.dc();
        dc.run(Bench.acTransfer(3_000), 500);
        assertTrue(dc.isSafe());
        assertTrue(dc.permit.narrowed().isPresent());
        Bench ac = Bench.ac();
        ac.run(Bench.transfer(3_000), 500);
        assertTrue(ac.isSafe());
        assertTrue(ac.permit.narrowed().isPresent());
    }

    @Test
    void internalFailureTakesTheStationOffThePilot() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.state = bench.state.withInternalFailure(bench.tick(), "arbiter failed");
        bench.run(Bench.transfer(5_000), 10);
        assertTrue(bench.isSafe());
        assertInstanceOf(BoardCommand.Pilot.StateF.class, bench.command().pilot());
        assertEquals(1, bench.state.latched().size());
    }

    @Test
    void atPowerUpContactorsMustBeProvedOpenBeforeAnythingElse() {
        Bench bench = Bench.dc();
        bench.contactorsFollow = false;
        bench.contactors = ContactorState.UNKNOWN;
        bench.run(TEST, 300);
        assertFalse(bench.command().contactorsClosed());
        assertTrue(bench.command().lockEngaged());
        bench.contactors = ContactorState.OPEN;
        bench.run(TEST, 200);
        assertTrue(bench.command().contactorsClosed());
    }

    @Test
    void insulationTestStartsWithTheMonitorsSelfTest() {
        Bench bench = Bench.dc();
        bench.run(TEST, 400);
        assertEquals(BoardCommand.Insulation.SELF_TEST, bench.command().insulation());
        bench.run(TEST, 200);
        assertEquals(BoardCommand.Insulation.MEASURE, bench.command().insulation());
    }
}
