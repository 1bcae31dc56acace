package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardCommand.Insulation;
import org.ebbflow.hal.BoardCommand.Stage;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.ebbflow.hal.StageReading;
import org.junit.jupiter.api.Test;

/** Pairs at every bound that the other tests only cross. */
final class BoundaryTest {

    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();
    private static final EnergyRequest TEST = new EnergyRequest.InsulationTest(500_000);

    private static List<FaultCode> after(Bench bench, EnergyRequest energy, int ms) {
        bench.run(energy, ms);
        return bench.trips();
    }

    @Test
    void dcCurrentAtTheBoundOfItsWindowIsToleratedInBothDirections() {
        for (int sign : List.of(1, -1)) {
            Bench bench = Bench.dcTransferring(sign * 5_000);
            bench.run(Bench.transfer(sign * 5_000), 3_000);
            bench.dcMa = sign * 35_000;
            assertEquals(List.of(), after(bench, Bench.transfer(sign * 5_000), 2_000));
            bench.dcMa = sign * 35_001;
            assertEquals(
                    List.of(FaultCode.OVER_CURRENT),
                    after(bench, Bench.transfer(sign * 5_000), 510));
            String cause = bench.state.trips().getFirst().cause();
            assertTrue(cause.contains("the bound is " + sign * 30_000 + "."), cause);
        }
    }

    @Test
    void dcCurrentAt125PercentOfTheRatingIsToleratedForOneCycle() {
        for (int sign : List.of(1, -1)) {
            Bench bench = Bench.dcTransferring(5_000);
            bench.dcMa = sign * 52_000;
            assertEquals(List.of(), after(bench, Bench.transfer(5_000), 10));
            bench.dcMa = sign * 52_001;
            assertEquals(List.of(FaultCode.OVER_CURRENT), after(bench, Bench.transfer(5_000), 10));
        }
    }

    @Test
    void voltageAboveTheCommandCountsOnlyWhileCurrentIsPushed() {
        int[][] table = {{460_000, 5_000, 0}, {460_001, 1_000, 0}, {460_001, 1_001, 1}};
        for (int[] row : table) {
            Bench bench = Bench.dcTransferring(5_000);
            bench.run(Bench.transfer(5_000), 3_000);
            bench.dcMv = row[0];
            bench.dcMa = row[1];
            bench.run(Bench.transfer(5_000), 4_000);
            assertEquals(row[2], bench.trips().size(), row[0] + " mV " + row[1] + " mA");
        }
    }

    @Test
    void underVoltageCountsOnlyWhileTheStageRunsATransfer() {
        for (StageReading.Mode mode : StageReading.Mode.values()) {
            Bench bench = Bench.dcTransferring(5_000);
            bench.mode = mode;
            bench.dcMv = 134_999;
            bench.run(Bench.transfer(5_000), 1_010);
            boolean counts = mode == StageReading.Mode.RUNNING;
            assertEquals(counts, bench.trips().contains(FaultCode.UNDER_VOLTAGE), "in " + mode);
        }
        Bench bench = Bench.dcTransferring(5_000);
        bench.dcMv = 135_000;
        assertEquals(List.of(), after(bench, Bench.transfer(5_000), 2_000));
    }

    @Test
    void stageAndMeterMayDifferBy500WattOrTenPercent() {
        int[][] table = {
            {0, 500, 0},
            {0, 501, 1},
            {-500, 0, 0},
            {-501, 0, 1},
            {9_000, 10_000, 0},
            {8_999, 10_000, 1}
        };
        for (int[] row : table) {
            int sign = row[0] < 0 ? -1 : 1;
            Bench bench = Bench.dcTransferring(sign * 11_000);
            bench.stageW = row[0];
            bench.meterW = row[1];
            bench.run(Bench.transfer(sign * 11_000), 5_010);
            assertEquals(
                    row[2] == 1,
                    bench.trips().contains(FaultCode.METER_IMPLAUSIBLE),
                    row[0] + " W against " + row[1] + " W");
        }
    }

    @Test
    void acCurrentBoundsAre53And63Ampere() {
        int[][] table = {
            {53_300, 5_010, 0}, {53_301, 5_010, 1}, {62_900, 510, 0}, {62_901, 510, 1}
        };
        for (int[] row : table) {
            Bench bench = Bench.acTransferring();
            bench.phaseMa = row[0];
            bench.run(Bench.acTransfer(5_000), row[1]);
            assertEquals(row[2], bench.trips().size(), row[0] + " mA for " + row[1] + " ms");
        }
    }

    @Test
    void contactorTimesAreThoseOfTheBoardPlusThePoll() {
        Bench weld = Bench.dcTransferring(5_000);
        weld.contactorsFollow = false;
        weld.pilot = PilotState.B;
        weld.contactors = ContactorState.CLOSED;
        assertEquals(List.of(), after(weld, NOTHING, 330));
        assertEquals(List.of(FaultCode.CONTACTOR_WELDED), after(weld, NOTHING, 10));
        Bench open = Bench.dc();
        open.run(NOTHING, 300);
        open.contactorsFollow = false;
        assertEquals(List.of(), after(open, TEST, 840));
        assertEquals(List.of(FaultCode.CONTACTOR_NOT_CLOSING), after(open, TEST, 10));
    }

    @Test
    void currentIsLowBelowOneAmpereOr200Watt() {
        int[][] dc = {{1_000, 1}, {-1_000, 1}, {999, 0}, {-999, 0}};
        for (int[] row : dc) {
            Bench bench = Bench.dcTransferring(5_000);
            bench.dcMa = row[0];
            bench.run(NOTHING, 100);
            assertEquals(row[1] == 1, bench.command().contactorsClosed(), row[0] + " mA");
        }
        int[][] ac = {{200, 1}, {-200, 1}, {199, 0}, {-199, 0}};
        for (int[] row : ac) {
            Bench bench = Bench.acTransferring();
            bench.meterW = row[0];
            bench.run(NOTHING, 100);
            assertEquals(row[1] == 1, bench.command().contactorsClosed(), row[0] + " W");
        }
    }

    @Test
    void acContactorsOpenUnderLoadAfterSixSeconds() {
        Bench bench = Bench.acTransferring();
        bench.meterW = 3_000;
        bench.run(NOTHING, 6_000);
        assertTrue(bench.command().contactorsClosed());
        bench.run(NOTHING, 20);
        assertFalse(bench.command().contactorsClosed());
    }

    @Test
    void aControlledStopEndsAfterTenSecondsWhateverTheSessionAsks() {
        for (EnergyRequest energy :
                List.of(Bench.acTransfer(5_000), new EnergyRequest.RampDown())) {
            Bench bench = Bench.acTransferring();
            bench.lineMilliHz = 63_000;
            bench.run(energy, 10_150); // the second step of over-frequency takes 160 ms
            assertTrue(bench.command().contactorsClosed(), "the session says good-bye");
            bench.run(energy, 100);
            assertFalse(bench.command().contactorsClosed());
        }
        for (EnergyRequest energy : List.of(NOTHING, new EnergyRequest.WeldCheck(), TEST)) {
            Bench bench = Bench.dcTransferring(5_000);
            bench.lineMilliHz = 63_000;
            bench.run(Bench.transfer(5_000), 600);
            assertTrue(bench.command().contactorsClosed());
            Stage.FollowPower idle =
                    assertInstanceOf(Stage.FollowPower.class, bench.command().stage());
            assertEquals(0, idle.acPowerW());
            assertEquals(0, idle.window().maxChargeMa() + idle.window().maxDischargeMa());
            bench.run(energy, 90);
            assertFalse(bench.command().contactorsClosed());
        }
    }

    @Test
    void theMonitorMeasuresWhileTheCarHangsOnTheStation() {
        Bench bench = Bench.dcTransferring(5_000);
        assertEquals(Insulation.MEASURE, bench.command().insulation());
        assertEquals(Insulation.MEASURE, bench.run(new EnergyRequest.RampDown(), 10).insulation());
        assertEquals(Insulation.OFF, bench.run(NOTHING, 10).insulation());
        assertEquals(Insulation.OFF, bench.run(new EnergyRequest.WeldCheck(), 10).insulation());
        Bench pre = Bench.dc();
        EnergyRequest preCharge = new EnergyRequest.PreCharge(Bench.BATTERY_MV, 2_000);
        assertEquals(Insulation.MEASURE, pre.run(preCharge, 10).insulation());
        Bench ac = Bench.acTransferring();
        assertEquals(Insulation.OFF, ac.command().insulation());
        assertEquals(Insulation.OFF, ac.run(new EnergyRequest.RampDown(), 10).insulation());
    }

    @Test
    void selfTestResultsCountHalfASecondAfterTheTestBegan() {
        Bench bench = Bench.dc();
        assertEquals(Insulation.SELF_TEST, bench.run(TEST, 500).insulation());
        assertEquals(Insulation.MEASURE, bench.run(TEST, 10).insulation());
        bench.run(NOTHING, 100);
        assertEquals(Insulation.SELF_TEST, bench.run(TEST, 10).insulation(), "a new test");
    }

    @Test
    void holdingAVoltageNeedsClosedContactsAndAPlausibleVoltage() {
        Bench bench = Bench.dc();
        bench.run(TEST, 600);
        bench.run(new EnergyRequest.PreCharge(-1, 2_000), 10);
        assertEquals(Optional.of(Reason.STAGE_LIMIT), bench.permit.narrowed());
        bench.run(new EnergyRequest.PreCharge(0, 2_000), 10);
        assertInstanceOf(Stage.Off.class, bench.command().stage());
        assertTrue(bench.command().contactorsClosed());
        bench.run(new EnergyRequest.PreCharge(500_000, -5), 10);
        assertEquals(new Stage.HoldVoltage(500_000, 0), bench.command().stage());
        bench.run(TEST, 10);
        assertEquals(new Stage.HoldVoltage(500_000, 2_000), bench.command().stage());
        Bench ac = Bench.ac();
        ac.run(TEST, 10);
        assertEquals(Optional.of(Reason.SERVICE_NOT_OFFERED), ac.permit.narrowed());
    }

    @Test
    void heatCutsThePermitAndSaysSo() {
        for (int watts : List.of(11_000, -11_000)) {
            Bench bench = Bench.dcTransferring(watts);
            bench.deciC = 850;
            bench.run(Bench.transfer(watts), 10);
            Stage.FollowPower follow =
                    assertInstanceOf(Stage.FollowPower.class, bench.command().stage());
            assertEquals(watts / 11_000 * 5_750, follow.acPowerW());
            assertEquals(Optional.of(Reason.TEMPERATURE), bench.permit.narrowed());
        }
    }

    @Test
    void aCarThatIsToldToChargeMayNotDischargeBeyondTheToleranceAndTheOtherWayRound() {
        for (int watts : List.of(5_000, -5_000)) {
            Bench bench = Bench.ac();
            bench.run(Bench.acTransfer(watts), 8_000);
            bench.meterW = watts > 0 ? -200 : 200;
            assertEquals(List.of(), after(bench, Bench.acTransfer(watts), 3_000));
            bench.meterW = watts > 0 ? -201 : 201;
            bench.run(Bench.acTransfer(watts), 2_010);
            assertEquals(1, bench.trips().size());
        }
    }

    @Test
    void automaticTripsRecoverFiveSecondsAfterTheirCauseWasSeenLast() {
        Bench bench = Bench.dc();
        bench.run(NOTHING, 6_000);
        bench.stageAgeNs = 1_001 * Bench.MS;
        assertEquals(List.of(FaultCode.STAGE_LOST), after(bench, NOTHING, 10));
        bench.stageAgeNs = 0;
        assertEquals(List.of(FaultCode.STAGE_LOST), after(bench, NOTHING, 4_990));
        assertEquals(List.of(), after(bench, NOTHING, 10));
    }

    @Test
    void acknowledgingLeavesWhatIsStillSeenAndWhatEndsByItself() {
        Bench bench = Bench.dc();
        bench.run(NOTHING, 6_000);
        bench.stageAgeNs = 1_001 * Bench.MS;
        bench.run(NOTHING, 10);
        bench.stageAgeNs = 0;
        bench.contactors = ContactorState.WELDED;
        bench.contactorsFollow = false;
        bench.run(NOTHING, 220);
        bench.state = bench.supervisor.acknowledge(bench.state);
        assertEquals(List.of(FaultCode.STAGE_LOST, FaultCode.CONTACTOR_WELDED), bench.trips());
        bench.contactors = ContactorState.OPEN;
        bench.run(NOTHING, 10);
        bench.state = bench.supervisor.acknowledge(bench.state);
        assertEquals(List.of(FaultCode.STAGE_LOST), bench.trips());
    }

    @Test
    void aWeldCheckTurnsTheStageOffAndOpens() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.run(new EnergyRequest.WeldCheck(), 500);
        assertTrue(bench.isSafe());
        assertTrue(bench.state.contactorsAreOpen());
        assertEquals(Optional.empty(), bench.permit.narrowed());
        BoardCommand.Stage stage = bench.command().stage();
        assertInstanceOf(Stage.Off.class, stage);
    }

    @Test
    void anUnloadingContactorClosesAgainOnlyAsLongAsItHasNotOpened() {
        Bench bench = Bench.acTransferring();
        bench.meterW = 3_000;
        bench.run(NOTHING, 500);
        assertEquals(ContactorSequence.Step.CURRENT_DOWN, bench.state.contactors().step());
        bench.run(Bench.acTransfer(5_000), 10);
        assertEquals(ContactorSequence.Step.CLOSED, bench.state.contactors().step());
    }

    @Test
    void aContactThatMovesDuringTheWeldCheckBeginsItAnew() {
        Bench bench = Bench.acTransferring();
        bench.run(NOTHING, 90);
        bench.contactorsFollow = false;
        bench.contactors = ContactorState.OPEN;
        bench.run(NOTHING, 50);
        assertEquals(ContactorSequence.Step.WELD_CHECK, bench.state.contactors().step());
        bench.contactors = ContactorState.UNKNOWN;
        bench.run(NOTHING, 10);
        assertEquals(ContactorSequence.Step.OPENING, bench.state.contactors().step());
        bench.contactors = ContactorState.OPEN;
        bench.run(NOTHING, 100);
        assertEquals(ContactorSequence.Step.WELD_CHECK, bench.state.contactors().step());
        bench.run(NOTHING, 10);
        assertEquals(ContactorSequence.Step.OPEN, bench.state.contactors().step());
    }

    @Test
    void aTripRecoversAlthoughAnotherOneIsStillSeen() {
        Bench bench = Bench.dc();
        bench.run(NOTHING, 6_000);
        bench.stageAgeNs = 1_001 * Bench.MS;
        bench.run(NOTHING, 10);
        bench.stageAgeNs = 0;
        bench.inputs = new SafetyInputs(true, false, false, false, false);
        assertEquals(
                List.of(FaultCode.STAGE_LOST, FaultCode.EMERGENCY_STOP),
                after(bench, NOTHING, 4_990));
        assertEquals(List.of(FaultCode.EMERGENCY_STOP), after(bench, NOTHING, 10));
    }

    /** 400 V and 2 A at an efficiency of 90 % are 888 W at the AC terminals. */
    @Test
    void powerDuringPreChargeIsJudgedByVoltageAndCurrentHeld() {
        int[][] table = {{1_088, 0}, {1_089, 1}};
        for (int[] row : table) {
            Bench bench = Bench.dc();
            EnergyRequest pre = new EnergyRequest.PreCharge(Bench.BATTERY_MV, 2_000);
            bench.run(TEST, 600);
            bench.run(pre, 4_000);
            bench.stageW = row[0];
            bench.meterW = row[0];
            bench.run(pre, 2_010);
            assertEquals(row[1], bench.trips().size(), row[0] + " W");
        }
    }

    @Test
    void warmthIsAWarningAboveTheBeginningOfTheCurve() {
        Bench bench = Bench.dc();
        bench.deciC = 800;
        bench.run(NOTHING, 100);
        assertEquals(new Verdict.Healthy(List.of()), bench.verdict);
        bench.deciC = 801;
        bench.run(NOTHING, 10);
        assertEquals(new Verdict.Healthy(List.of(FaultCode.OVER_TEMPERATURE)), bench.verdict);
        Bench ac = Bench.ac();
        ac.deciC = 900;
        ac.run(NOTHING, 100);
        assertEquals(new Verdict.Healthy(List.of()), ac.verdict);
    }

    @Test
    void aMeterThatAnsweredOnceIsMissedFromThenOn() {
        for (boolean answered : List.of(true, false)) {
            Bench bench = Bench.dc();
            bench.hasMeter = answered;
            bench.hasInsulation = answered;
            bench.run(NOTHING, 100);
            bench.hasMeter = false;
            bench.hasInsulation = false;
            bench.run(TEST, 600);
            assertEquals(answered, bench.trips().contains(FaultCode.METER_LOST));
            assertEquals(answered, bench.trips().contains(FaultCode.INSULATION_MONITOR_LOST));
        }
    }

    @Test
    void dischargeUpToTheEdgeOfTheCarsVoltageIsJudgedOnlyWithCurrent() {
        int[][] table = {{289_999, -1_000, 0}, {289_999, -1_001, 1}};
        for (int[] row : table) {
            Bench bench = Bench.dcTransferring(-5_000);
            bench.dcMa = row[1];
            bench.run(Bench.transfer(-5_000), 3_000);
            bench.dcMv = row[0];
            bench.run(Bench.transfer(-5_000), 1_010);
            assertEquals(row[2], bench.trips().size(), row[1] + " mA");
        }
    }
}
