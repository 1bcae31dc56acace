package org.ebbflow.tools.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.StationView.Target;
import org.ebbflow.tools.sim.plant.BoardOrder.PilotOutput;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.vehicle.CarReport.Outcome;
import org.junit.jupiter.api.Test;

class CarMachineTest {

    private static CarProfile truck() {
        return Garage.truck().speaking(List.of(Garage.truck().plans().getFirst()));
    }

    @Test
    void truckChargesDischargesAndLeavesInOrderWhenItsButtonIsPressed() {
        VirtualStation bench = new VirtualStation(Supply.DC, truck());
        bench.until("charging", () -> bench.plant.acPowerW() > 7_900, 40_000).run(5_000);
        bench.station.target = new Target.Power(-9_000);
        bench.until("discharging", () -> bench.plant.acPowerW() < -8_900, 5_000).run(5_000);
        bench.car = bench.car.stopPressed();
        bench.until("finished", () -> !bench.reports.isEmpty(), 10_000).run(500);
        CarReport report = bench.reports.getFirst();
        assertEquals(Outcome.COMPLETED, report.outcome(), report.why());
        assertEquals("ISO_15118_20", report.protocol());
        assertEquals("DC_BPT", report.service());
        assertEquals(List.of("C", "closed", "B", "open"), sorted(bench.trace));
        assertEquals(report.talk().requests(), report.talk().answers());
        assertEquals(bench.station.answered("DC_ChargeLoopReq"), report.talk().loopMessages());
        assertFalse(bench.car.side().contactorsClosed());
        assertEquals(0, bench.plant.acPowerW(), 1);
    }

    /** The battery's book and the plant's book of the same wire agree. */
    @Test
    void batteryCountsWhatThePlantDelivered() {
        VirtualStation bench = new VirtualStation(Supply.DC, truck());
        bench.until("charging", () -> bench.plant.acPowerW() > 7_900, 40_000).run(20_000);
        double deliveredWs = bench.plant.dcEnergy().chargedWs();
        double countedWs = bench.car.battery().chargedUws() * 1e-6;
        assertTrue(deliveredWs > 100_000, "delivered " + deliveredWs);
        assertEquals(deliveredWs, countedWs, deliveredWs * 0.01);
    }

    private static List<String> sorted(List<String> trace) {
        // Pilot and contactors leave within the same step; their order there means nothing.
        return trace.size() == 4 && trace.get(2).equals("open")
                ? List.of(trace.get(0), trace.get(1), trace.get(3), trace.get(2))
                : trace;
    }

    @Test
    void readyBeforeTheCableCheckAndContactorsClosedOnlyAfterPreCharge() {
        VirtualStation bench = new VirtualStation(Supply.DC, truck());
        bench.until("cable check", () -> bench.station.answered("DC_CableCheckReq") > 0, 20_000);
        assertEquals(List.of("C"), bench.trace);
        bench.until("closed", () -> bench.car.side().contactorsClosed(), 30_000);
        int differenceMv =
                bench.plant.stageValues().dcVoltageMv() - bench.car.battery().openVoltageMv();
        assertTrue(Math.abs(differenceMv) < 15_000, "difference " + differenceMv + " mV");
        assertTrue(bench.station.answered("DC_PreChargeReq") > 0);
    }

    @Test
    void aLostConnectionOpensTheContactorsAndReturnsToStateB() {
        VirtualStation bench = new VirtualStation(Supply.DC, truck());
        bench.until("charging", () -> bench.plant.acPowerW() > 7_900, 40_000);
        bench.cut = true;
        bench.run(2);
        assertEquals(PilotLoad.B, bench.car.side().pilot());
        bench.run(350);
        assertFalse(bench.car.side().contactorsClosed());
        assertEquals(Outcome.FAILED, bench.reports.getFirst().outcome());
        assertEquals("connection closed in LOOP", bench.reports.getFirst().why());
    }

    @Test
    void aLostPilotEndsTheSessionAndStateFThenFivePercentWakesTheCar() {
        VirtualStation bench = new VirtualStation(Supply.DC, truck());
        bench.until("charging", () -> bench.plant.acPowerW() > 7_900, 40_000);
        bench.station.pilot = new PilotOutput.StateF();
        bench.until("finished", () -> !bench.reports.isEmpty(), 100).run(4_000);
        assertEquals("the control pilot was lost", bench.reports.getFirst().why());
        assertFalse(bench.car.side().contactorsClosed());
        assertEquals("finished", bench.car.doing());
        bench.station.pilot = new PilotOutput.Pwm(50);
        bench.until("charging again", () -> bench.plant.acPowerW() > 7_900, 40_000);
    }

    @Test
    void aCarThatLeftByItselfIsNotWoken() {
        VirtualStation bench =
                new VirtualStation(Supply.DC, truck().ending(new CarProfile.Ending.After(2)));
        bench.until("finished", () -> !bench.reports.isEmpty(), 60_000);
        assertEquals(Outcome.COMPLETED, bench.reports.getFirst().outcome());
        bench.station.pilot = new PilotOutput.StateF();
        bench.run(4_000);
        bench.station.pilot = new PilotOutput.Pwm(50);
        bench.run(2_000);
        assertEquals("finished", bench.car.doing());
        assertEquals(1, bench.reports.size());
    }

    @Test
    void leavesAtItsStateOfChargeFromBelowAndFromAbove() {
        for (int power : List.of(11_000, -9_000)) {
            CarProfile profile =
                    Garage.truck()
                            .speaking(truck().plans())
                            .ending(new CarProfile.Ending.AtSoc(power > 0 ? 621 : 619));
            VirtualStation bench = new VirtualStation(Supply.DC, profile);
            bench.station.target = new Target.Power(power);
            bench.until("finished", () -> !bench.reports.isEmpty(), 300_000);
            assertEquals(power > 0 ? 621 : 619, bench.car.battery().socDeciPercent());
            assertEquals(Outcome.COMPLETED, bench.reports.getFirst().outcome());
        }
    }

    @Test
    void acTruckFollowsTheTargetWithItsOwnInverterBothWays() {
        VirtualStation bench = new VirtualStation(Supply.AC, Garage.truckAc());
        bench.until("charging", () -> bench.plant.acPowerW() > 7_900, 30_000);
        bench.station.target = new Target.Power(-11_500);
        bench.until("discharging", () -> bench.plant.acPowerW() < -11_400, 10_000).run(3_000);
        assertTrue(bench.car.battery().dischargedUws() > 0);
        bench.car = bench.car.stopPressed();
        bench.until("finished", () -> !bench.reports.isEmpty(), 10_000).run(500);
        assertEquals(Outcome.COMPLETED, bench.reports.getFirst().outcome());
        assertEquals("AC_BPT", bench.reports.getFirst().service());
        assertEquals(List.of("C", "B"), bench.trace);
        assertEquals(0, bench.car.side().acPowerW());
    }

    @Test
    void hatchChargesByTheOlderStandardAndNeverDischarges() {
        VirtualStation bench = new VirtualStation(Supply.DC, Garage.hatch());
        bench.until("charging", () -> bench.plant.acPowerW() > 7_500, 40_000);
        bench.station.target = new Target.Power(-9_000);
        bench.until("no power", () -> bench.plant.acPowerW() < 100, 5_000).run(3_000);
        assertTrue(bench.car.battery().dischargedUws() < Battery.UWS_PER_WH / 100);
        bench.station.target = new Target.Power(6_000);
        bench.until("charging again", () -> bench.plant.acPowerW() > 5_500, 5_000);
        bench.car = bench.car.stopPressed();
        bench.until("finished", () -> !bench.reports.isEmpty(), 10_000).run(500);
        CarReport report = bench.reports.getFirst();
        assertEquals(Outcome.COMPLETED, report.outcome(), report.why());
        assertEquals("ISO_15118_2", report.protocol());
        assertEquals(List.of("C", "closed", "B", "open"), sorted(bench.trace));
    }

    @Test
    void truckFallsBackToTheOlderStandardWhereTheStationLacksTheNewOne() {
        VirtualStation bench =
                new VirtualStation(
                        Supply.DC, Garage.truck(), List.of(SeccConfig.Protocol.ISO_15118_2));
        bench.until("charging", () -> bench.plant.acPowerW() > 7_500, 40_000);
        bench.car = bench.car.stopPressed();
        bench.until("finished", () -> !bench.reports.isEmpty(), 10_000);
        assertEquals(1, bench.reports.size());
        assertEquals("ISO_15118_2", bench.reports.getFirst().protocol());
    }

    @Test
    void plainCarDrawsDutyCurrentTimesVoltageAndRestsAtSteadyVoltage() {
        CarMachine car = CarMachine.plugged(Garage.pilotOnly(), 0, 0);
        InletSide offered = new InletSide(400, true, 0, 0, 240_000, 60_000);
        for (int ms = 10; ms <= 3_000; ms += 10) {
            car = car.step(CarMoment.quiet(ms * 1_000_000L, offered, false)).next();
        }
        assertEquals(PilotLoad.C, car.side().pilot());
        assertEquals(5_760, car.side().acPowerW());
        InletSide full = new InletSide(966, true, 0, 0, 240_000, 60_000);
        for (int ms = 3_010; ms <= 6_000; ms += 10) {
            car = car.step(CarMoment.quiet(ms * 1_000_000L, full, false)).next();
        }
        assertEquals(7_680, car.side().acPowerW());
        InletSide steady = new InletSide(1_000, true, 0, 0, 240_000, 60_000);
        CarStep last = car.step(CarMoment.quiet(6_010_000_000L, steady, false));
        assertEquals(PilotLoad.B, last.side().pilot());
        assertEquals("PWM", last.finished().orElseThrow().protocol());
        assertFalse(last.wantsConnection());
    }

    @Test
    void plainCarStopsAtOnceWhenTheVoltageGoes() {
        CarMachine car = CarMachine.plugged(Garage.pilotOnly(), 0, 0);
        InletSide offered = new InletSide(400, true, 0, 0, 240_000, 60_000);
        for (int ms = 10; ms <= 3_000; ms += 10) {
            car = car.step(CarMoment.quiet(ms * 1_000_000L, offered, false)).next();
        }
        assertTrue(car.side().acPowerW() > 1_000);
        InletSide dark = new InletSide(400, true, 0, 0, 0, 0);
        assertEquals(0, car.step(CarMoment.quiet(3_001_000_000L, dark, false)).side().acPowerW());
    }

    @Test
    void fivePercentMeansNothingToAPlainCarAndPlainDutyNothingToADcCar() {
        CarMachine plain = CarMachine.plugged(Garage.pilotOnly(), 0, 0);
        InletSide five = new InletSide(50, true, 0, 0, 240_000, 60_000);
        CarStep first = plain.step(CarMoment.quiet(10_000_000L, five, false));
        assertFalse(first.wantsConnection());
        assertEquals(PilotLoad.B, first.side().pilot());
        CarMachine dc = CarMachine.plugged(Garage.hatch(), 0, 0);
        InletSide half = new InletSide(500, true, 0, 0, 0, 0);
        assertEquals(
                PilotLoad.B, dc.step(CarMoment.quiet(10_000_000L, half, false)).side().pilot());
    }

    @Test
    void theSameSessionTwiceGivesTheSameBattery() {
        assertEquals(batteryAfterASession(), batteryAfterASession());
    }

    private static Battery batteryAfterASession() {
        VirtualStation bench =
                new VirtualStation(
                        Supply.DC, truck().at(new EvccPlan.Pace(50_000_000L, 50_000_000L)));
        bench.until("charging", () -> bench.plant.acPowerW() > 7_900, 40_000).run(1_000);
        return bench.car.battery();
    }
}
