package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.ProximityState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.junit.jupiter.api.Test;

/** What a hostile reader would try: unknown, stale or contradictory on the way to energy. */
final class ClosingTest {

    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();
    private static final EnergyRequest AC = Bench.acTransfer(5_000);

    @Test
    void openedContactsRestForOneSecondWhateverThePilotDoes() {
        Bench bench = Bench.acTransferring();
        bench.pilot = PilotState.B;
        bench.run(AC, 10);
        assertFalse(bench.command().contactorsClosed());
        bench.pilot = PilotState.C;
        bench.run(AC, 990);
        assertFalse(bench.command().contactorsClosed());
        bench.run(AC, 20);
        assertTrue(bench.command().contactorsClosed());
    }

    @Test
    void nothingClosesWhileTheBoardDoesNotHearTheHeartbeat() {
        Bench bench = Bench.ac();
        bench.echoes = false;
        bench.run(NOTHING, 1_020);
        bench.run(AC, 500);
        assertEquals(List.of(), bench.trips(), "still in the time of starting up");
        assertFalse(bench.command().contactorsClosed());
        bench.echoes = true;
        bench.run(AC, 20);
        assertTrue(bench.command().contactorsClosed());
    }

    @Test
    void nothingClosesOnACodingThatCannotBeReadOrAPressedLatch() {
        for (ProximityState seen : ProximityState.values()) {
            Bench bench = Bench.ac();
            bench.proximity = seen;
            bench.run(AC, 500);
            boolean bad = seen == ProximityState.INVALID || seen == ProximityState.BUTTON;
            assertEquals(!bad, bench.command().contactorsClosed(), "with " + seen);
        }
    }

    @Test
    void anAcStationClosesOnlyWithItsMeterAndAGoodGrid() {
        Bench silent = Bench.ac();
        silent.hasMeter = false;
        silent.run(AC, 2_000);
        assertFalse(silent.command().contactorsClosed());
        int[][] lines = {
            {211_199, 60_000}, {264_001, 60_000}, {240_000, 58_499}, {240_000, 61_201}
        };
        for (int[] line : lines) {
            Bench bench = Bench.ac();
            bench.lineMv = line[0];
            bench.lineMilliHz = line[1];
            bench.run(AC, 2_000);
            assertFalse(bench.command().contactorsClosed(), line[0] + " mV " + line[1] + " mHz");
        }
        int[][] good = {{211_200, 60_000}, {264_000, 60_000}, {240_000, 58_500}, {240_000, 61_200}};
        for (int[] line : good) {
            Bench bench = Bench.ac();
            bench.lineMv = line[0];
            bench.lineMilliHz = line[1];
            bench.run(AC, 500);
            assertTrue(bench.command().contactorsClosed(), line[0] + " mV " + line[1] + " mHz");
        }
    }

    @Test
    void aCarInStateDChargesOnlyInAVentilatedPlace() {
        for (boolean ventilated : List.of(true, false)) {
            Bench bench = ventilated ? Bench.ventilatedAc() : Bench.ac();
            bench.pilot = PilotState.D;
            bench.run(AC, 500);
            assertEquals(ventilated, bench.command().contactorsClosed());
        }
        Bench bench = Bench.acTransferring();
        bench.pilot = PilotState.D;
        bench.run(AC, 10);
        assertFalse(bench.command().contactorsClosed(), "C became D");
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void aDutyOutsideTheRangesThatMeanACurrentBecomesSteady() {
        int[] refused = {-1, 0, 29, 50, 79, 971, 1_000, 65_535};
        for (int duty : refused) {
            assertInstanceOf(BoardCommand.Pilot.X1.class, pilotFor(Bench.ac(), duty), "" + duty);
        }
        for (int duty : new int[] {80, 970}) {
            assertEquals(new BoardCommand.Pilot.Duty(duty), pilotFor(Bench.ac(), duty));
        }
    }

    @Test
    void noDutyStandsWhileATripStands() {
        Bench bench = Bench.acTransferring();
        assertEquals(new BoardCommand.Pilot.Duty(533), pilotFor(bench, 533));
        bench.lineMv = 300_000;
        bench.run(AC, 200);
        assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
        assertInstanceOf(BoardCommand.Pilot.X1.class, bench.command().pilot());
    }

    private static BoardCommand.Pilot pilotFor(Bench bench, int duty) {
        bench.pilotWish = new ConnectorRequest.Pilot.Duty(duty);
        return bench.run(AC, 10).pilot();
    }

    @Test
    void theWishForEAndFAndDigitalReachesThePilot() {
        Bench bench = Bench.ac();
        bench.pilotWish = new ConnectorRequest.Pilot.E();
        assertInstanceOf(BoardCommand.Pilot.StateE.class, bench.run(NOTHING, 10).pilot());
        bench.pilotWish = new ConnectorRequest.Pilot.F();
        assertInstanceOf(BoardCommand.Pilot.StateF.class, bench.run(NOTHING, 10).pilot());
        bench.pilotWish = new ConnectorRequest.Pilot.X1();
        assertInstanceOf(BoardCommand.Pilot.X1.class, bench.run(NOTHING, 10).pilot());
        bench.pilotWish = new ConnectorRequest.Pilot.Digital();
        assertEquals(new BoardCommand.Pilot.Duty(50), bench.run(NOTHING, 10).pilot());
    }

    @Test
    void theLockStaysWhenContactsOrVoltageAreNotKnownAnyMore() {
        Bench bench = Bench.dc();
        bench.locked = false;
        bench.run(NOTHING, 1_000);
        assertFalse(bench.command().lockEngaged());
        bench.contactorsFollow = false;
        bench.contactors = ContactorState.UNKNOWN;
        bench.run(NOTHING, 10);
        assertTrue(bench.command().lockEngaged(), "contacts unknown");
        bench.contactors = ContactorState.OPEN;
        bench.safetyAgeNs = 301 * Bench.MS;
        bench.run(NOTHING, 10);
        assertTrue(bench.command().lockEngaged(), "reading stale");
        bench.safetyAgeNs = 300 * Bench.MS;
        bench.run(NOTHING, 10);
        assertFalse(bench.command().lockEngaged());
    }

    @Test
    void aVoltageWindowThatContradictsItselfIsRefused() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.run(new EnergyRequest.DcTransfer(5_000, 450_001, 450_000, 30_000, 30_000), 10);
        assertEquals(Optional.of(Reason.VEHICLE_LIMIT), bench.permit.narrowed());
        BoardCommand.Stage.FollowPower follow =
                assertInstanceOf(BoardCommand.Stage.FollowPower.class, bench.command().stage());
        assertEquals(0, follow.acPowerW());
        bench.run(new EnergyRequest.DcTransfer(5_000, 450_000, 450_000, 30_000, 30_000), 10);
        assertEquals(Optional.empty(), bench.permit.narrowed());
    }

    @Test
    void weldedContactsAtPowerUpForbidEverythingAndKeepTheLock() {
        Bench bench = Bench.dc();
        bench.contactorsFollow = false;
        bench.contactors = ContactorState.CLOSED;
        bench.locked = false;
        bench.run(new EnergyRequest.InsulationTest(500_000), 2_000);
        assertEquals(List.of(FaultCode.CONTACTOR_WELDED), bench.trips());
        assertTrue(bench.isSafe());
        assertTrue(bench.command().lockEngaged());
        assertEquals(1, bench.state.latched().size());
    }

    @Test
    void releasedEmergencyStopDoesNotRestartASessionThatStillAsks() {
        Bench bench = Bench.acTransferring();
        bench.inputs = new SafetyInputs(true, false, false, false, false);
        bench.run(AC, 500);
        bench.inputs = SafetyInputs.CLEAR;
        bench.wait(AC, 60_000);
        assertTrue(bench.isSafe());
        bench.state = bench.supervisor.acknowledge(bench.state);
        bench.run(AC, 500);
        assertTrue(bench.command().contactorsClosed(), "a person has allowed it");
    }

    @Test
    void tripDuringPreChargeOpensAndVoidsTheProof() {
        Bench bench = Bench.dc();
        bench.run(new EnergyRequest.InsulationTest(500_000), 600);
        bench.run(new EnergyRequest.PreCharge(Bench.BATTERY_MV, 2_000), 600);
        bench.inputs = new SafetyInputs(false, true, false, false, false);
        bench.run(new EnergyRequest.PreCharge(Bench.BATTERY_MV, 2_000), 10);
        assertTrue(bench.isSafe());
        bench.inputs = SafetyInputs.CLEAR;
        bench.state = bench.supervisor.acknowledge(bench.state);
        bench.run(Bench.transfer(5_000), 2_000);
        assertTrue(bench.isSafe(), "no transfer without a new pre-charge");
    }

    @Test
    void boardLinkLostWhileChargingTurnsTheStageOffAndOpensInTheSameCycle() {
        for (int watts : List.of(5_000, -5_000)) {
            Bench bench = Bench.dcTransferring(watts);
            bench.safetyAgeNs = 301 * Bench.MS;
            bench.run(Bench.transfer(watts), 10);
            assertEquals(List.of(FaultCode.SAFETY_BOARD_LOST), bench.trips());
            assertTrue(bench.isSafe());
        }
    }
}
