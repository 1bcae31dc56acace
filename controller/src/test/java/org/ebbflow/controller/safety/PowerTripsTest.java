package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.BoardCommand;
import org.junit.jupiter.api.Test;

/** Power, current, voltage, frequency and temperature, in both directions. */
final class PowerTripsTest {

    private static final EnergyRequest POWER = Bench.transfer(5_000);

    private static Bench flowing(int acPowerW) {
        Bench bench = Bench.dcTransferring(acPowerW);
        bench.stageW = acPowerW;
        bench.meterW = acPowerW;
        bench.dcMa = acPowerW * 950 / 400;
        bench.run(Bench.transfer(acPowerW), 3_000);
        return bench;
    }

    @Test
    void chargePowerOf3PercentAboveTheOfferIsToleratedAndMoreStopsAfterTwoSeconds() {
        Bench bench = flowing(11_000);
        bench.meterW = 11_330;
        bench.run(Bench.transfer(11_000), 10_000);
        assertEquals(List.of(), bench.trips());
        bench.meterW = 11_331;
        bench.run(Bench.transfer(11_000), 2_000);
        assertEquals(List.of(), bench.trips());
        bench.run(Bench.transfer(11_000), 10);
        assertEquals(new Verdict.Tripped(FaultCode.POWER_BEYOND_OFFER, false), bench.verdict);
    }

    @Test
    void chargePowerBeyondTheOfferOpensAfterFiveSeconds() {
        Bench bench = flowing(11_000);
        bench.meterW = 11_500;
        bench.dcMa = 1_900;
        bench.run(Bench.transfer(11_000), 5_000);
        assertEquals(new Verdict.Tripped(FaultCode.POWER_BEYOND_OFFER, false), bench.verdict);
        bench.run(Bench.transfer(11_000), 10);
        assertEquals(new Verdict.Tripped(FaultCode.POWER_BEYOND_OFFER, true), bench.verdict);
        assertTrue(bench.isSafe());
    }

    @Test
    void reversePowerBeyondTheOfferStopsAfterTwoSecondsAndOpensAfterFive() {
        Bench bench = flowing(5_000);
        bench.offerW = new Interval(0, 11_000);
        bench.run(POWER, 5_000);
        bench.meterW = -200;
        bench.run(POWER, 10_000);
        assertTrue(!bench.trips().contains(FaultCode.REVERSE_POWER), "200 W is tolerated");
        bench = flowing(5_000);
        bench.offerW = new Interval(0, 11_000);
        bench.run(POWER, 5_000);
        bench.meterW = -201;
        bench.stageW = -201;
        bench.run(POWER, 2_000);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(new Verdict.Tripped(FaultCode.REVERSE_POWER, false), bench.verdict);
        bench.run(POWER, 3_000);
        assertEquals(new Verdict.Tripped(FaultCode.REVERSE_POWER, true), bench.verdict);
        assertTrue(bench.isSafe());
    }

    @Test
    void aTighterOfferIsJudgedOnlyAfterTheStageHadItsTimeToFollow() {
        Bench bench = flowing(11_000);
        bench.offerW = new Interval(-11_000, 2_000);
        bench.run(Bench.transfer(2_000), 2_000);
        bench.meterW = 2_000;
        bench.stageW = 2_000;
        bench.dcMa = 4_750;
        bench.run(Bench.transfer(2_000), 10_000);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void powerBehindOpenContactorsTrips() {
        Bench bench = Bench.dc();
        bench.meterW = 201;
        bench.run(new EnergyRequest.Nothing(), 10_000);
        assertEquals(List.of(FaultCode.POWER_BEYOND_OFFER), bench.trips());
    }

    @Test
    void dcCurrentBeyondTheCommandedWindowTripsAfterHalfASecond() {
        Bench bench = flowing(5_000);
        bench.dcMa = 35_000;
        bench.run(POWER, 3_000);
        assertEquals(List.of(), bench.trips(), "30 A and 10 % and 2 A");
        bench.dcMa = 35_001;
        bench.run(POWER, 500);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.OVER_CURRENT), bench.trips());
    }

    @Test
    void dischargeCurrentBeyondTheCommandedWindowTripsToo() {
        Bench bench = flowing(-5_000);
        bench.dcMa = -35_001;
        bench.run(Bench.transfer(-5_000), 520);
        assertEquals(List.of(FaultCode.OVER_CURRENT), bench.trips());
    }

    @Test
    void dcCurrentFarBeyondTheRatingTripsInOneCycleInBothDirections() {
        for (int sign : List.of(1, -1)) {
            Bench bench = flowing(5_000);
            bench.dcMa = sign * 52_000;
            bench.run(POWER, 10);
            assertEquals(List.of(), bench.trips());
            bench.dcMa = sign * 52_001;
            bench.run(POWER, 10);
            assertEquals(List.of(FaultCode.OVER_CURRENT), bench.trips());
            assertTrue(bench.isSafe());
        }
    }

    @Test
    void voltageOf110PercentOfTheRatingTripsInOneCycle() {
        Bench bench = Bench.dc();
        bench.dcFollows = false;
        bench.dcMv = 550_000;
        bench.run(new EnergyRequest.Nothing(), 100);
        assertEquals(List.of(), bench.trips());
        bench.dcMv = 550_001;
        bench.run(new EnergyRequest.Nothing(), 10);
        assertEquals(List.of(FaultCode.OVER_VOLTAGE), bench.trips());
    }

    @Test
    void stageThatPushesAboveItsCommandedVoltageTripsAfterOneSecond() {
        Bench bench = flowing(5_000);
        bench.dcMv = 460_000;
        bench.run(POWER, 3_000);
        assertEquals(List.of(), bench.trips(), "450 V commanded and 10 V");
        bench.dcMv = 460_001;
        bench.run(POWER, 1_000);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.OVER_VOLTAGE), bench.trips());
    }

    @Test
    void dcVoltageBelow90PercentOfTheLowestStopsAfterOneSecond() {
        Bench bench = flowing(5_000);
        bench.dcMv = 135_000;
        bench.run(POWER, 3_000);
        assertEquals(List.of(), bench.trips());
        bench.dcMv = 134_999;
        bench.run(POWER, 1_000);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.UNDER_VOLTAGE), bench.trips());
    }

    @Test
    void stageAndMeterThatDisagreeByMoreThan10PercentStopAfterFiveSeconds() {
        Bench bench = flowing(8_000);
        bench.meterW = 7_200;
        bench.run(Bench.transfer(8_000), 10_000);
        assertEquals(List.of(), bench.trips());
        bench.meterW = 7_199;
        bench.run(Bench.transfer(8_000), 5_000);
        assertEquals(List.of(), bench.trips());
        bench.run(Bench.transfer(8_000), 10);
        assertEquals(new Verdict.Tripped(FaultCode.METER_IMPLAUSIBLE, false), bench.verdict);
    }

    @Test
    void temperatureDeratesFrom80DegreesAndStopsAt90() {
        Bench bench = flowing(5_000);
        bench.deciC = 800;
        bench.run(Bench.transfer(11_000), 10);
        assertEquals(11_000, commandedW(bench));
        bench.deciC = 850;
        bench.run(Bench.transfer(11_000), 10);
        assertEquals(5_750, commandedW(bench), "half of 11,500 W");
        assertEquals(Reason.TEMPERATURE, bench.permit.narrowed().orElse(Reason.NONE));
        bench.deciC = 899;
        bench.run(POWER, 1_000);
        assertEquals(List.of(), bench.trips());
        bench.deciC = 900;
        bench.run(POWER, 520);
        assertEquals(new Verdict.Tripped(FaultCode.OVER_TEMPERATURE, false), bench.verdict);
    }

    private static int commandedW(Bench bench) {
        return bench.command().stage() instanceof BoardCommand.Stage.FollowPower follow
                ? follow.acPowerW()
                : 0;
    }

    @Test
    void acCurrentAbove110PercentOfTheRatingStopsAfterFiveSeconds() {
        Bench bench = Bench.acTransferring();
        bench.phaseMa = 53_300;
        bench.run(Bench.acTransfer(5_000), 8_000);
        assertEquals(List.of(), bench.trips());
        bench.phaseMa = 53_301;
        bench.run(Bench.acTransfer(5_000), 5_000);
        assertEquals(List.of(), bench.trips());
        bench.run(Bench.acTransfer(5_000), 10);
        assertEquals(new Verdict.Tripped(FaultCode.OVER_CURRENT, false), bench.verdict);
    }

    @Test
    void acCurrentAbove130PercentOfTheRatingOpensAfterHalfASecondInBothDirections() {
        for (int sign : List.of(1, -1)) {
            Bench bench = Bench.acTransferring();
            bench.phaseMa = sign * 62_901;
            bench.run(Bench.acTransfer(5_000), 500);
            assertEquals(List.of(), bench.trips());
            bench.run(Bench.acTransfer(5_000), 10);
            assertEquals(new Verdict.Tripped(FaultCode.OVER_CURRENT, true), bench.verdict);
        }
    }

    @Test
    void lineVoltageBelowHalfStopsAfterTwoSeconds() {
        Bench bench = Bench.dcOn(Optional.empty(), 5_000);
        bench.lineMv = 120_000;
        bench.run(POWER, 5_000);
        assertEquals(List.of(), bench.trips());
        bench.lineMv = 119_999;
        bench.run(POWER, 2_000);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
    }

    @Test
    void lineVoltageAbove120PercentStopsAfter160Ms() {
        Bench bench = Bench.dcOn(Optional.empty(), 5_000);
        bench.lineMv = 288_000;
        bench.run(POWER, 1_000);
        assertEquals(List.of(), bench.trips());
        bench.lineMv = 288_001;
        bench.run(POWER, 160);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
    }

    @Test
    void frequencyOutsideTheOuterWindowStopsAfterHalfASecond() {
        for (int outside : List.of(56_499, 62_001)) {
            Bench bench = Bench.dcOn(Optional.empty(), 5_000);
            bench.lineMilliHz = outside < 60_000 ? 56_500 : 62_000;
            bench.run(POWER, 2_000);
            assertEquals(List.of(), bench.trips());
            bench.lineMilliHz = outside;
            bench.run(POWER, 500);
            assertEquals(List.of(), bench.trips());
            bench.run(POWER, 10);
            assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
        }
    }
}
