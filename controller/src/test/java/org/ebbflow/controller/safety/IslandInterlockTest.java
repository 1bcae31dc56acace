package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.safety.BackupSequence.Step;
import org.ebbflow.controller.safety.BackupSequence.Why;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardCommand.Stage;
import org.ebbflow.hal.IslandReading.Switch;
import org.ebbflow.hal.StageReading;
import org.junit.jupiter.api.Test;

/** The interlock inside the supervisor: what reaches the board. */
class IslandInterlockTest {

    private static final EnergyRequest TRANSFER = Bench.transfer(0);

    /** A bench whose house hangs on the car. */
    static Bench supplying() {
        Bench bench = Bench.backup();
        bench.run(TRANSFER, 400_000);
        bench.grid(false);
        bench.target = new OfferTarget.Island();
        bench.run(TRANSFER, 3_000);
        assertEquals(Step.SUPPLYING, bench.backupStep());
        return bench;
    }

    @Test
    void anOutageEndsWithAStageThatFormsAndWithoutATrip() {
        Bench bench = supplying();
        Stage.FormGrid form = assertInstanceOf(Stage.FormGrid.class, bench.command().stage());
        assertEquals(0, form.window().maxChargeMa());
        assertEquals(30_000, form.window().maxDischargeMa());
        assertEquals(BoardCommand.Island.ISLAND_HOUSE, bench.command().island());
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void flickerShorterThanTheDebounceTimeIsIgnored() {
        Bench bench = Bench.backup();
        bench.grid(false);
        bench.run(TRANSFER, 990);
        assertEquals(Step.PARALLEL, bench.backupStep());
        bench.grid(true);
        bench.run(TRANSFER, 10);
        bench.grid(false);
        bench.run(TRANSFER, 1_000);
        assertEquals(Step.PARALLEL, bench.backupStep());
        bench.run(TRANSFER, 10);
        assertEquals(Step.STAGE_OFF, bench.backupStep());
    }

    @Test
    void contradictingMeasurementsAreNoGridLoss() {
        Bench input = Bench.backup();
        input.gridPresent = false;
        input.gearFollows = false;
        input.run(TRANSFER, 5_000);
        assertEquals(Step.PARALLEL, input.backupStep());
        Bench line = Bench.backup();
        line.gearFollows = false;
        line.lineMv = 0;
        line.lineMilliHz = 0;
        line.run(TRANSFER, 1_900);
        assertEquals(Step.PARALLEL, line.backupStep());
        Bench utility = Bench.backup();
        utility.grid(false);
        utility.utilityMv = -1;
        utility.run(TRANSFER, 1_900);
        assertEquals(Step.PARALLEL, utility.backupStep());
    }

    @Test
    void theStageIsOffWhileTheSwitchesMove() {
        Bench bench = Bench.backup();
        bench.grid(false);
        for (int i = 0; i < 150; i++) {
            bench.run(TRANSFER, 10);
            boolean onGrid = bench.backupStep() == Step.PARALLEL;
            assertTrue(onGrid || bench.command().stage() instanceof Stage.Off);
        }
        assertEquals(Step.ISOLATED, bench.backupStep(), "dispatch has not offered an island");
    }

    @Test
    void aStuckGridSwitchTripsWithItsOwnCodeAndNeverForms() {
        Bench bench = Bench.backup();
        bench.grid(false);
        bench.target = new OfferTarget.Island();
        bench.gearFollows = false;
        bench.mode = org.ebbflow.hal.StageReading.Mode.STANDBY;
        for (int i = 0; i < 1_000; i++) {
            bench.run(TRANSFER, 10);
            assertFalse(bench.command().stage() instanceof Stage.FormGrid);
        }
        assertEquals(Why.SWITCH_STUCK, bench.state.island().sequence().why());
        assertEquals(List.of(FaultCode.GRID_SWITCH_STUCK), bench.trips());
        assertTrue(bench.isSafe());
        assertEquals(1, bench.state.latched().size());
    }

    @Test
    void aBondThatFallsOffEndsTheIslandInTheSameCycleAndTrips() {
        Bench bench = supplying();
        bench.gearFollows = false;
        bench.bond = Switch.OPEN;
        bench.run(TRANSFER, 10);
        assertInstanceOf(Stage.Off.class, bench.command().stage());
        bench.forming = false;
        bench.run(TRANSFER, 10);
        assertEquals(List.of(FaultCode.NEUTRAL_BOND_STUCK), bench.trips());
        assertTrue(bench.isSafe());
    }

    /** A bench whose car is plugged and idle while the grid goes away. */
    static Bench dark(Bench bench) {
        bench.dcMv = 0;
        bench.run(new EnergyRequest.Nothing(), 400);
        bench.grid(false);
        bench.target = new OfferTarget.Island();
        bench.run(new EnergyRequest.Nothing(), 1_500);
        return bench;
    }

    @Test
    void anIdleCarsStationGoesApartInADarkHouseAndHoldsItsVoltageThere() {
        Bench bench = dark(Bench.backup());
        assertEquals(Step.ISOLATED, bench.backupStep());
        bench.run(new EnergyRequest.InsulationTest(500_000), 1_500);
        assertInstanceOf(Stage.HoldVoltage.class, bench.command().stage());
        bench.run(new EnergyRequest.PreCharge(Bench.BATTERY_MV, 2_000), 600);
        assertInstanceOf(Stage.HoldVoltage.class, bench.command().stage());
        bench.run(TRANSFER, 1_500);
        assertEquals(Step.SUPPLYING, bench.backupStep());
        assertInstanceOf(Stage.FormGrid.class, bench.command().stage());
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void aVoltageIsHeldApartFromTheGridOnlyWhileTheGridIsAway() {
        Bench bench = dark(Bench.backup());
        bench.run(new EnergyRequest.InsulationTest(500_000), 1_500);
        bench.grid(true);
        bench.run(new EnergyRequest.InsulationTest(500_000), 10);
        assertInstanceOf(Stage.Off.class, bench.command().stage());
        bench.run(new EnergyRequest.InsulationTest(500_000), 9_990);
        assertEquals(Step.ISOLATED, bench.backupStep());
        bench.run(new EnergyRequest.InsulationTest(500_000), 500);
        assertEquals(Step.PARALLEL, bench.backupStep());
    }

    @Test
    void withoutADeclaredBlackStartAnIdleCarChangesNothing() {
        Bench bench = dark(Bench.backupWithoutBlackStart());
        assertEquals(Step.PARALLEL, bench.backupStep());
        bench.grid(true);
        bench.run(new EnergyRequest.Nothing(), 10);
        assertEquals(Step.PARALLEL, bench.backupStep());
    }

    @Test
    void aBrownOutsOwnTripDoesNotKeepTheHouseOnADeadGrid() {
        Bench bench = Bench.backup();
        bench.lineMv = 119_000;
        bench.gearFollows = false;
        bench.run(TRANSFER, 2_100);
        assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
        bench.gearFollows = true;
        bench.grid(false);
        bench.target = new OfferTarget.Island();
        bench.run(new EnergyRequest.Nothing(), 1_500);
        assertEquals(Step.ISOLATED, bench.backupStep());
        bench.run(new EnergyRequest.Nothing(), 6_000);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void theGridMustBeInsideItsWindowForTheWholeDelay() {
        Bench bench = supplying();
        bench.grid(true);
        bench.run(TRANSFER, 200_000);
        bench.utilityMilliHz = 60_101;
        bench.run(TRANSFER, 10);
        bench.utilityMilliHz = 60_100;
        bench.run(TRANSFER, 300_000);
        assertEquals(Step.SUPPLYING, bench.backupStep());
        bench.run(TRANSFER, 10);
        assertEquals(Step.DISCONNECTING, bench.backupStep());
        bench.target = new OfferTarget.FollowVehicle();
        bench.run(TRANSFER, 500);
        assertEquals(Step.PARALLEL, bench.backupStep());
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void theReserveEndsTheSupplyWithoutATrip() {
        Bench bench = supplying();
        bench.offerW = Interval.ZERO;
        bench.run(TRANSFER, 50);
        assertEquals(Step.ISOLATED, bench.backupStep());
        assertInstanceOf(Stage.Off.class, bench.command().stage());
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void anotherTripEndsTheSupplyAtOnceAndMovesNoGridSwitch() {
        Bench bench = supplying();
        bench.inputs =
                new org.ebbflow.hal.SafetyReading.SafetyInputs(true, false, false, false, false);
        bench.run(TRANSFER, 10);
        assertTrue(bench.isSafe());
        bench.run(TRANSFER, 1_000);
        assertEquals(BoardCommand.Island.ISLAND, bench.command().island());
    }

    @Test
    void anInternalFailureMovesNoSwitch() {
        Bench bench = supplying();
        BoardCommand safe = bench.supervisor.safe(bench.tick()).command();
        assertEquals(BoardCommand.Island.HOLD, safe.island());
        assertInstanceOf(Stage.Off.class, safe.stage());
    }

    @Test
    void aBoardWithoutBackupNeverForms() {
        Bench bench = Bench.dcTransferring(0);
        bench.target = new OfferTarget.Island();
        bench.gridSwitch = Switch.OPEN;
        bench.bond = Switch.CLOSED;
        for (int i = 0; i < 500; i++) {
            bench.run(TRANSFER, 10);
            assertFalse(bench.command().stage() instanceof Stage.FormGrid);
            assertEquals(BoardCommand.Island.PARALLEL, bench.command().island());
        }
    }

    @Test
    void aStageThatFormsOnThoughItIsToldToStopIsToldAfterThreeSeconds() {
        Bench bench = supplying();
        bench.target = new OfferTarget.FollowVehicle();
        bench.run(new EnergyRequest.Nothing(), 10);
        bench.gearFollows = false;
        bench.forming = true;
        bench.mode = StageReading.Mode.RUNNING;
        bench.gridSwitch = Switch.OPEN;
        bench.bond = Switch.CLOSED;
        bench.feed = Switch.OPEN;
        bench.run(new EnergyRequest.Nothing(), 3_000);
        assertEquals(List.of(), bench.trips());
        bench.run(new EnergyRequest.Nothing(), 30);
        assertEquals(List.of(FaultCode.ISLAND_INTERLOCK), bench.trips());
        assertEquals(BoardCommand.Island.ISLAND, bench.command().island());
    }

    @Test
    void aSwitchThatIsNotInItsPlaceOnTheGridIsToldAfterFiveSeconds() {
        for (FaultCode code :
                List.of(
                        FaultCode.GRID_SWITCH_STUCK,
                        FaultCode.NEUTRAL_BOND_STUCK,
                        FaultCode.HOUSE_FEED_STUCK)) {
            Bench bench = Bench.backup();
            bench.run(TRANSFER, 1_000);
            bench.gearFollows = false;
            switch (code) {
                case GRID_SWITCH_STUCK -> bench.gridSwitch = Switch.OPEN;
                case NEUTRAL_BOND_STUCK -> bench.bond = Switch.UNKNOWN;
                default -> bench.feed = Switch.OPEN;
            }
            bench.run(TRANSFER, 5_000);
            assertEquals(List.of(), bench.trips());
            bench.run(TRANSFER, 10);
            assertEquals(List.of(code), bench.trips());
            assertEquals(Step.PARALLEL, bench.backupStep(), "nothing is switched for it");
        }
    }

    /** Readings of 0.8 s ago are fresh, and say nothing of a stage that formed 0.1 s ago. */
    @Test
    void aStageThatFormedIsOffOnlyByWhatWasReadSince() {
        Bench bench = Bench.backup();
        bench.run(TRANSFER, 400_000);
        bench.state = bench.state.offGrid(true);
        bench.run(TRANSFER, 100);
        bench.target = new OfferTarget.Island();
        bench.run(TRANSFER, 2_000);
        assertEquals(Step.SUPPLYING, bench.backupStep());
        bench.state = bench.state.offGrid(false);
        bench.stageAgeNs = 800 * Bench.MS;
        bench.run(TRANSFER, 1_000);
        assertEquals(Step.RETURNING, bench.backupStep());
        bench.run(TRANSFER, 250);
        assertEquals(Step.PARALLEL, bench.backupStep());
    }

    @Test
    void theOwnersTestIsNoOutage() {
        Bench bench = Bench.backup();
        bench.run(TRANSFER, 400_000);
        bench.state = bench.state.offGrid(true);
        bench.run(TRANSFER, 100);
        bench.target = new OfferTarget.Island();
        bench.run(TRANSFER, 2_000);
        assertEquals(Step.SUPPLYING, bench.backupStep());
        bench.state = bench.state.offGrid(false);
        bench.run(TRANSFER, 20);
        bench.target = new OfferTarget.FollowVehicle();
        bench.run(TRANSFER, 500);
        assertEquals(Step.PARALLEL, bench.backupStep());
        assertEquals(List.of(), bench.trips());
    }
}
