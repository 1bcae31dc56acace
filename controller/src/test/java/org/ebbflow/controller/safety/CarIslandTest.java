package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.HouseLine;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.VehicleReport.Forming;
import org.ebbflow.controller.safety.BackupSequence.Step;
import org.ebbflow.controller.safety.BackupSequence.Why;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.IslandReading.Switch;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.junit.jupiter.api.Test;

/** The island that a car's own inverter forms behind the contactors of an AC board. */
class CarIslandTest {

    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();
    private static final EnergyRequest TRANSFER = Bench.acTransfer(0);

    /** Apart from a grid that is gone, the car asked and not yet at its transfer. */
    static Bench apart() {
        Bench bench = Bench.carBackup();
        bench.grid(false);
        bench.target = new OfferTarget.Island();
        bench.run(NOTHING, 2_000);
        assertEquals(Step.ISOLATED, bench.backupStep());
        bench.said = Forming.CHOSEN;
        bench.run(NOTHING, 20);
        return bench;
    }

    /** The house hangs on the car. */
    private static Bench supplying() {
        Bench bench = apart();
        bench.run(TRANSFER, 100);
        bench.carForms = true;
        bench.run(TRANSFER, 1_000);
        assertEquals(Step.SUPPLYING, bench.backupStep());
        return bench;
    }

    private static boolean closes(Bench bench, EnergyRequest energy, int ms) {
        for (int i = 0; i < ms / 10; i++) {
            bench.run(energy, 10);
            if (bench.command().contactorsClosed()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void theCarFormsBehindOpenSwitchClosedBondAndDeadLine() {
        Bench bench = supplying();
        assertTrue(bench.command().contactorsClosed());
        assertEquals(BoardCommand.Island.ISLAND_HOUSE, bench.command().island());
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void aCarThatFormsIsNeverClosedOntoTheGrid() {
        Bench bench = Bench.carBackup();
        bench.said = Forming.CHOSEN;
        assertFalse(closes(bench, TRANSFER, 20_000));
        bench.said = Forming.NOT_ASKED;
        assertTrue(closes(bench, TRANSFER, 2_000), "one that follows is");
    }

    @Test
    void aCarThatFollowsIsNeverClosedApartFromTheGrid() {
        Bench bench = apart();
        bench.said = Forming.DECLINED;
        assertFalse(closes(bench, TRANSFER, 20_000));
        assertEquals(Step.ISOLATED, bench.backupStep());
    }

    @Test
    void theContactorsOpenAtOnceWhereTheHouseGoesApart() {
        Bench bench = Bench.carBackup();
        bench.run(TRANSFER, 1_000);
        assertTrue(bench.command().contactorsClosed());
        bench.grid(false);
        bench.run(TRANSFER, 1_000);
        assertTrue(bench.command().contactorsClosed(), "a flicker until now");
        bench.run(TRANSFER, 10);
        assertEquals(Step.STAGE_OFF, bench.backupStep());
        assertFalse(bench.command().contactorsClosed());
        assertEquals(HouseLine.CALLS_CAR, bench.state.island().line());
    }

    @Test
    void theGridSwitchWaitsForACarThatIsProvedOff() {
        Bench bench = Bench.carBackup();
        bench.run(TRANSFER, 1_000);
        bench.grid(false);
        bench.run(TRANSFER, 1_010);
        bench.carForms = true;
        bench.run(TRANSFER, 2_500);
        assertEquals(Step.STAGE_OFF, bench.backupStep());
        assertEquals(BoardCommand.Island.PARALLEL, bench.command().island());
        bench.run(TRANSFER, 2_000);
        assertEquals(Why.STAGE_NOT_OFF, bench.state.island().sequence().why());
        assertTrue(bench.trips().contains(FaultCode.ISLAND_INTERLOCK));
    }

    @Test
    void aVoltageOf60VoltAtTheInletKeepsTheContactorsOpen() {
        Bench bench = apart();
        bench.gearFollows = false;
        bench.inletMv = 60_000;
        assertFalse(closes(bench, TRANSFER, 2_000));
        bench.inletMv = 59_999;
        assertTrue(closes(bench, TRANSFER, 100));
    }

    @Test
    void anInletThatIsNotKnownKeepsTheContactorsOpen() {
        Bench bench = apart();
        bench.gearFollows = false;
        bench.inletMv = SafetyReading.NOT_MEASURED;
        assertFalse(closes(bench, TRANSFER, 900));
    }

    @Test
    void aLiveOrUnknownLineKeepsTheContactorsOpen() {
        Bench bench = apart();
        bench.gearFollows = false;
        bench.lineMv = 60_000;
        assertFalse(closes(bench, TRANSFER, 2_000));
        bench.lineMv = 59_999;
        bench.meterAgeNs = 1_001 * Bench.MS;
        assertFalse(closes(bench, TRANSFER, 2_000));
        bench.meterAgeNs = 1_000 * Bench.MS;
        assertTrue(closes(bench, TRANSFER, 100));
    }

    @Test
    void onTheGridTooACarWithAVoltageOfItsOwnIsNotClosed() {
        Bench bench = Bench.carBackup();
        bench.gearFollows = false;
        bench.inletMv = 60_000;
        assertFalse(closes(bench, TRANSFER, 2_000));
        bench.inletMv = 59_999;
        assertTrue(closes(bench, TRANSFER, 2_000));
    }

    @Test
    void contactorsThatOpenedUnderACarAtItsTransferWaitForTheNext() {
        Bench bench = supplying();
        bench.offerW = Interval.ZERO;
        bench.run(TRANSFER, 100);
        assertEquals(Step.ISOLATED, bench.backupStep());
        assertFalse(bench.command().contactorsClosed());
        bench.carForms = false;
        bench.offerW = new Interval(-11_000, 0);
        assertFalse(closes(bench, TRANSFER, 5_000));
        bench.run(NOTHING, 10);
        assertTrue(closes(bench, TRANSFER, 100));
    }

    @Test
    void aLostProofOpensTheContactorsInTheSameCycle() {
        for (Switch seen : List.of(Switch.CLOSED, Switch.UNKNOWN)) {
            Bench bench = supplying();
            bench.gearFollows = false;
            bench.gridSwitch = seen;
            bench.run(TRANSFER, 10);
            assertFalse(bench.command().contactorsClosed());
            assertEquals(seen == Switch.CLOSED ? Step.FAILED : Step.LETTING_GO, bench.backupStep());
            assertTrue(bench.trips().contains(FaultCode.ISLAND_INTERLOCK));
        }
        Bench bond = supplying();
        bond.gearFollows = false;
        bond.bond = Switch.OPEN;
        bond.run(TRANSFER, 10);
        assertFalse(bond.command().contactorsClosed());
    }

    @Test
    void aSilentMeterIsToldWhileItKeepsTheHouseFromTheGrid() {
        Bench bench = supplying();
        bench.grid(true);
        bench.wait(TRANSFER, 300_300);
        bench.meterAgeNs = 3_001 * Bench.MS;
        bench.run(TRANSFER, 2_000);
        assertEquals(Step.RETURNING, bench.backupStep());
        assertFalse(bench.command().contactorsClosed());
        assertEquals(List.of(FaultCode.METER_LOST), bench.trips());
        bench.meterAgeNs = 0;
        bench.carForms = false;
        bench.run(NOTHING, 200);
        assertEquals(Step.PARALLEL, bench.backupStep());
        Bench idle = Bench.carBackup();
        idle.meterAgeNs = 3_001 * Bench.MS;
        idle.run(NOTHING, 10_000);
        assertEquals(List.of(), idle.trips(), "a station that waits on the grid needs no meter");
    }

    @Test
    void aStaleBoardOpensTheContactorsInTheSameCycle() {
        Bench bench = supplying();
        bench.safetyAgeNs = 301 * Bench.MS;
        bench.run(TRANSFER, 10);
        assertFalse(bench.command().contactorsClosed());
    }

    @Test
    void theHouseWaitsForAGoodLineAndForACarWhoseChargeIsKnown() {
        Bench bench = apart();
        bench.run(TRANSFER, 100);
        assertEquals(Step.FORMING, bench.backupStep());
        bench.carForms = true;
        bench.offerW = Interval.ZERO;
        bench.run(TRANSFER, 1_000);
        assertEquals(Step.FORMING, bench.backupStep());
        bench.offerW = new Interval(-11_000, 0);
        bench.run(TRANSFER, 500);
        assertEquals(Step.FORMING, bench.backupStep());
        bench.run(TRANSFER, 10);
        assertEquals(Step.CONNECTING, bench.backupStep());
    }

    @Test
    void aGoodIslandOfACarThatMustKeepItsChargeEndsOnceAndIsNotBlamedOnItsVoltage() {
        Bench bench = apart();
        bench.run(TRANSFER, 100);
        bench.carForms = true;
        bench.offerW = Interval.ZERO;
        bench.run(TRANSFER, 10_000);
        assertEquals(Step.ISOLATED, bench.backupStep());
        assertEquals(Why.CHARGE_KEPT, bench.state.island().sequence().why());
        assertFalse(bench.command().contactorsClosed());
        bench.carForms = false;
        bench.run(NOTHING, 1_000);
        bench.offerW = new Interval(-11_000, 0);
        assertFalse(closes(bench, TRANSFER, 10_000), "it ended once");
        Bench silent = apart();
        silent.run(TRANSFER, 100);
        silent.offerW = Interval.ZERO;
        silent.run(TRANSFER, 10_000);
        assertEquals(Why.OUT_OF_WINDOW, silent.state.island().sequence().why(), "no voltage came");
    }

    @Test
    void anOverloadShedsAndThenOpens() {
        Bench bench = supplying();
        bench.meterW = -12_101;
        bench.run(TRANSFER, 160);
        assertEquals(Step.SHEDDING, bench.backupStep());
        bench.run(TRANSFER, 610);
        bench.run(TRANSFER, 20);
        assertEquals(Why.OVERLOAD, bench.state.island().sequence().why());
        assertFalse(bench.command().contactorsClosed());
        assertEquals(HouseLine.DARK, bench.state.island().line());
    }

    @Test
    void theGridReturnsOnlyToACarThatIsProvedOff() {
        Bench bench = supplying();
        bench.grid(true);
        bench.wait(TRANSFER, 300_300);
        bench.run(TRANSFER, 100);
        assertEquals(Step.RETURNING, bench.backupStep());
        assertFalse(bench.command().contactorsClosed());
        bench.run(TRANSFER, 1_000);
        assertEquals(Step.RETURNING, bench.backupStep(), "the car still forms");
        bench.carForms = false;
        bench.run(NOTHING, 100);
        bench.target = new OfferTarget.FollowVehicle();
        assertEquals(Step.PARALLEL, bench.backupStep());
        assertEquals(HouseLine.GRID, bench.state.island().line());
    }

    @Test
    void aVoltageBehindOpenContactorsIsATripAfterFiveSeconds() {
        Bench bench = supplying();
        bench.inputs = new SafetyInputs(true, false, false, false, false);
        bench.run(NOTHING, 100);
        bench.inputs = SafetyInputs.CLEAR;
        bench.run(NOTHING, 5_200);
        assertFalse(bench.trips().contains(FaultCode.CAR_NOT_OFF));
        bench.run(NOTHING, 300);
        assertTrue(bench.trips().contains(FaultCode.CAR_NOT_OFF));
        bench.carForms = false;
        bench.run(NOTHING, 5_100);
        assertFalse(bench.trips().contains(FaultCode.CAR_NOT_OFF));
    }

    @Test
    void aCarThatDeclinedLeavesADarkHouseWhereItIs() {
        Bench bench = Bench.carBackup();
        bench.said = Forming.DECLINED;
        bench.grid(false);
        bench.run(TRANSFER, 5_000);
        assertEquals(Step.PARALLEL, bench.backupStep());
        assertFalse(bench.state.island().ready());
        assertEquals(HouseLine.GRID, bench.state.island().line());
    }

    @Test
    void anIslandTakesNoMoreThanWasOfferedAndNothingBack() {
        Bench bench = supplying();
        bench.meterW = 2_300;
        bench.run(TRANSFER, 8_500);
        assertTrue(bench.trips().contains(FaultCode.POWER_BEYOND_OFFER));
        assertFalse(bench.command().contactorsClosed());
    }
}
