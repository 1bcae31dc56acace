package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.InsulationReading;
import org.junit.jupiter.api.Test;

/** Signs, both directions, and readings that must not be believed. */
final class DirectionTest {

    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();

    /** The offer allows both directions: only the command tells which one is wrong. */
    @Test
    void aStageThatRunsAgainstItsCommandTripsInBothDirections() {
        for (int watts : List.of(5_000, -5_000)) {
            Bench bench = Bench.dcTransferring(watts);
            bench.run(Bench.transfer(watts), 3_000);
            bench.stageW = -watts;
            bench.meterW = -watts;
            bench.run(Bench.transfer(watts), 2_000);
            assertEquals(List.of(), bench.trips());
            bench.run(Bench.transfer(watts), 10);
            FaultCode wrong = watts > 0 ? FaultCode.REVERSE_POWER : FaultCode.POWER_BEYOND_OFFER;
            assertEquals(List.of(wrong), bench.trips());
            bench.run(Bench.transfer(watts), 3_000);
            assertTrue(bench.isSafe());
        }
    }

    @Test
    void currentAgainstTheCommandedDirectionTripsAfterHalfASecond() {
        for (int watts : List.of(5_000, -5_000)) {
            Bench bench = Bench.dcTransferring(watts);
            bench.run(Bench.transfer(watts), 3_000);
            bench.dcMa = watts > 0 ? -2_001 : 2_001;
            bench.run(Bench.transfer(watts), 500);
            assertEquals(List.of(), bench.trips());
            bench.run(Bench.transfer(watts), 10);
            assertEquals(List.of(FaultCode.OVER_CURRENT), bench.trips());
        }
    }

    @Test
    void aMeterWithTheWrongSignStopsAnAcTransferAlthoughTheOfferAllowsBothDirections() {
        for (int watts : List.of(5_000, -5_000)) {
            Bench bench = Bench.ac();
            bench.run(Bench.acTransfer(watts), 7_000);
            bench.meterW = -watts;
            bench.run(Bench.acTransfer(watts), 2_010);
            FaultCode wrong = watts > 0 ? FaultCode.REVERSE_POWER : FaultCode.POWER_BEYOND_OFFER;
            assertEquals(List.of(wrong), bench.trips());
        }
    }

    @Test
    void aCarThatDrawsTenPercentMoreThanItWasToldIsToleratedAndMoreIsStopped() {
        Bench bench = Bench.acTransferring();
        bench.meterW = 5_500;
        bench.wait(Bench.acTransfer(5_000), 20_000);
        assertEquals(List.of(), bench.trips());
        bench.meterW = 5_501;
        bench.run(Bench.acTransfer(5_000), 2_010);
        assertEquals(List.of(FaultCode.POWER_BEYOND_OFFER), bench.trips());
    }

    @Test
    void dischargeBelowTheCarsLowestVoltageStopsAfterOneSecond() {
        Bench bench = Bench.dcTransferring(-5_000);
        bench.dcMa = -12_000;
        bench.run(Bench.transfer(-5_000), 3_000);
        bench.dcMv = 290_000;
        bench.run(Bench.transfer(-5_000), 3_000);
        assertEquals(List.of(), bench.trips(), "10 V below are tolerated");
        bench.dcMv = 289_999;
        bench.run(Bench.transfer(-5_000), 1_000);
        assertEquals(List.of(), bench.trips());
        bench.run(Bench.transfer(-5_000), 10);
        assertEquals(List.of(FaultCode.UNDER_VOLTAGE), bench.trips());
        assertFalse(bench.state.trips().getFirst().immediate());
    }

    @Test
    void insulationBelow100KiloOhmInTheTransferOpensAfterHalfASecond() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.insulationOhm = 100_000;
        bench.run(Bench.transfer(5_000), 2_000);
        assertEquals(List.of(), bench.trips());
        bench.insulationOhm = 99_999;
        bench.run(Bench.transfer(5_000), 500);
        assertEquals(List.of(), bench.trips());
        bench.run(Bench.transfer(5_000), 10);
        assertEquals(List.of(FaultCode.INSULATION_FAULT), bench.trips());
        assertTrue(bench.isSafe());
    }

    @Test
    void weakInsulationIsAWarningAndNoTrip() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.insulationOhm = 249_999;
        bench.run(Bench.transfer(5_000), 1_000);
        assertEquals(new Verdict.Healthy(List.of(FaultCode.INSULATION_FAULT)), bench.verdict);
        bench.insulationOhm = 250_000;
        bench.run(Bench.transfer(5_000), 10);
        assertEquals(new Verdict.Healthy(List.of()), bench.verdict);
    }

    @Test
    void aMonitorThatFailsItsSelfTestStopsTheTest() {
        Bench bench = Bench.dc();
        bench.selfTest = InsulationReading.SelfTest.FAILED;
        bench.run(new EnergyRequest.InsulationTest(500_000), 500);
        assertEquals(List.of(), bench.trips(), "may still be the result before");
        bench.run(new EnergyRequest.InsulationTest(500_000), 10);
        assertEquals(List.of(FaultCode.INSULATION_MONITOR_LOST), bench.trips());
    }

    @Test
    void devicesOfTheBoardFileThatNeverAnsweredStopThePowerToo() {
        Bench meter = Bench.fittedDc();
        meter.hasMeter = false;
        meter.run(NOTHING, 5_000);
        meter.run(new EnergyRequest.InsulationTest(500_000), 600);
        meter.run(new EnergyRequest.PreCharge(Bench.BATTERY_MV, 2_000), 600);
        assertEquals(List.of(FaultCode.METER_LOST), meter.trips());
        Bench monitor = Bench.fittedDc();
        monitor.hasInsulation = false;
        monitor.run(NOTHING, 5_000);
        monitor.run(new EnergyRequest.InsulationTest(500_000), 600);
        assertEquals(List.of(FaultCode.INSULATION_MONITOR_LOST), monitor.trips());
    }

    @Test
    void aDeviceNotHeardYetAfterPowerUpIsWaitedForAndNoTrip() {
        EnergyRequest test = new EnergyRequest.InsulationTest(500_000);
        Bench bench = Bench.fittedDc();
        bench.hasInsulation = false;
        bench.run(test, 5_000);
        assertEquals(List.of(), bench.trips());
        assertFalse(bench.command().contactorsClosed(), "not onto a monitor that is silent");
        bench.hasInsulation = true;
        bench.run(test, 20);
        assertTrue(bench.command().contactorsClosed());
        bench.run(test, 500);
        bench.hasInsulation = false;
        bench.run(test, 20);
        assertEquals(List.of(FaultCode.INSULATION_MONITOR_LOST), bench.trips());

        Bench meter = Bench.fittedDc();
        meter.hasMeter = false;
        meter.run(test, 5_000);
        assertFalse(meter.command().contactorsClosed());
        assertEquals(List.of(), meter.trips());
        meter.run(test, 600);
        assertEquals(List.of(FaultCode.METER_LOST), meter.trips(), "5 s are over");
    }

    @Test
    void aDisturbedGridKeepsItsTripUntilItIsGoodAgain() {
        Bench bench = Bench.acTransferring();
        bench.lineMv = 300_000;
        bench.wait(Bench.acTransfer(5_000), 60_000);
        assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
        assertFalse(bench.command().contactorsClosed());
        bench.lineMv = 240_000;
        bench.run(NOTHING, 4_990);
        assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
        bench.run(NOTHING, 20);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void aLostMeterKeepsItsTripUntilItAnswers() {
        Bench bench = Bench.acTransferring();
        bench.hasMeter = false;
        bench.wait(NOTHING, 60_000);
        assertEquals(List.of(FaultCode.METER_LOST), bench.trips());
        bench.hasMeter = true;
        bench.run(NOTHING, 5_010);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void extremeReadingsAndOffersNeitherOverflowNorThrow() {
        for (int extreme : List.of(Integer.MAX_VALUE, Integer.MIN_VALUE)) {
            Bench bench = Bench.dcTransferring(5_000);
            bench.offerW = new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE);
            bench.stageW = extreme;
            bench.meterW = extreme;
            bench.dcMa = extreme;
            bench.run(Bench.transfer(5_000), 10);
            assertTrue(bench.isSafe(), "the current alone is far beyond the rating");
            bench.run(
                    new EnergyRequest.DcTransfer(extreme, extreme, extreme, extreme, extreme), 10);
            assertTrue(bench.isSafe());
        }
    }
}
