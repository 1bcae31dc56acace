package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.StageReading;
import org.junit.jupiter.api.Test;

/** Devices that are silent, old, frozen or sick, and the controller itself. */
final class DeviceTripsTest {

    private static final EnergyRequest POWER = Bench.transfer(5_000);
    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();

    @Test
    void safetyBoardReadingOf300MsIsFreshAndOlderIsLost() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.safetyAgeNs = 300 * Bench.MS;
        bench.run(POWER, 10);
        assertEquals(List.of(), bench.trips());
        bench.safetyAgeNs = 300 * Bench.MS + 1;
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.SAFETY_BOARD_LOST), bench.trips());
        assertTrue(bench.isSafe());
    }

    @Test
    void unmeasuredInletStopsAfterOneSecondNotBefore() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.inletMv = SafetyReading.NOT_MEASURED;
        bench.run(POWER, 1_000);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.SAFETY_BOARD_LOST), bench.trips());
        assertEquals(new Verdict.Tripped(FaultCode.SAFETY_BOARD_LOST, false), bench.verdict);
        bench.inletMv = Bench.BATTERY_MV;
        bench.run(NOTHING, 5_100);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void anAcBoardNeedsNoInletVoltage() {
        Bench bench = Bench.acTransferring();
        bench.inletMv = SafetyReading.NOT_MEASURED;
        bench.run(Bench.acTransfer(5_000), 3_000);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void silentDevicesAreForgivenWhileTheStationStartsUp() {
        Bench bench = Bench.dc();
        bench.safetyAgeNs = 2_000 * Bench.MS;
        bench.run(NOTHING, 5_000);
        assertEquals(List.of(), bench.trips());
        bench.run(NOTHING, 20);
        assertEquals(List.of(FaultCode.SAFETY_BOARD_LOST), bench.trips());
    }

    @Test
    void lostSafetyBoardRecoversFiveSecondsAfterItAnswersAgain() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.run(POWER, 5_000);
        bench.safetyAgeNs = 2_000 * Bench.MS;
        bench.run(NOTHING, 1_000);
        bench.safetyAgeNs = 0;
        bench.run(NOTHING, 4_980);
        assertEquals(List.of(FaultCode.SAFETY_BOARD_LOST), bench.trips());
        bench.run(NOTHING, 40);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void boardThatAnswersButDoesNotHearTheHeartbeatIsLost() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.run(POWER, 5_000);
        bench.echoes = false;
        bench.run(POWER, 1_010);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.SAFETY_BOARD_LOST), bench.trips());
    }

    @Test
    void stageReadingOfOneSecondIsFreshAndOlderIsLost() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.stageAgeNs = 1_000 * Bench.MS;
        bench.run(POWER, 10);
        assertEquals(List.of(), bench.trips());
        bench.stageAgeNs = 1_000 * Bench.MS + 1;
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.STAGE_LOST), bench.trips());
        assertTrue(bench.isSafe());
    }

    @Test
    void faultOfTheStageOpensAtOnce() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.mode = StageReading.Mode.FAULT;
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.STAGE_FAULT), bench.trips());
        assertTrue(bench.isSafe());
    }

    @Test
    void oldMeterStopsThePowerFirstAndOpensOnlyLater() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.meterAgeNs = 3_000 * Bench.MS;
        bench.run(POWER, 10);
        assertEquals(List.of(), bench.trips());
        bench.meterAgeNs = 3_000 * Bench.MS + 1;
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.METER_LOST), bench.trips());
        assertEquals(new Verdict.Tripped(FaultCode.METER_LOST, false), bench.verdict);
        assertTrue(bench.command().contactorsClosed(), "the session may end in good order");
        assertTrue(bench.permit.narrowed().isPresent());
        bench.run(POWER, 10_300);
        assertFalse(bench.command().contactorsClosed(), "but not for ever");
    }

    @Test
    void silentMeterOfAnIdleStationIsNoTrip() {
        Bench bench = Bench.dc();
        bench.meterAgeNs = 60_000 * Bench.MS;
        bench.run(NOTHING, 10_000);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void oldInsulationReadingStopsThePower() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.insulationAgeNs = 3_000 * Bench.MS;
        bench.run(POWER, 10);
        assertEquals(List.of(), bench.trips());
        bench.insulationAgeNs = 3_000 * Bench.MS + 1;
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.INSULATION_MONITOR_LOST), bench.trips());
    }

    @Test
    void watchdogOpeningOfTheBoardIsATripThatRecovers() {
        Bench bench = Bench.dc();
        bench.watchdog = true;
        bench.run(NOTHING, 100);
        assertEquals(List.of(FaultCode.WATCHDOG), bench.trips());
        bench.watchdog = false;
        bench.run(NOTHING, 5_100);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void cycleGapAboveTheBoundTripsAndAtTheBoundNot() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.nowNs += 190 * Bench.MS;
        bench.run(POWER, 10);
        assertEquals(List.of(), bench.trips(), "200 ms is the bound");
        bench.nowNs += 191 * Bench.MS;
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.CYCLE_OVERRUN), bench.trips());
        assertTrue(bench.isSafe());
    }

    @Test
    void formingBehindAGridSwitchThatIsNotProvedOpenTrips() {
        for (IslandReading.Switch seen :
                List.of(IslandReading.Switch.CLOSED, IslandReading.Switch.UNKNOWN)) {
            Bench bench = Bench.dc();
            bench.forming = true;
            bench.gridSwitch = seen;
            bench.run(NOTHING, 10);
            assertEquals(List.of(FaultCode.ISLAND_INTERLOCK), bench.trips());
        }
        Bench open = Bench.dc();
        open.forming = true;
        open.gridSwitch = IslandReading.Switch.OPEN;
        open.run(NOTHING, 100);
        assertEquals(List.of(), open.trips());
    }
}
