package org.ebbflow.tools.sim.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlantTest {

    @Test
    void dcEnergyIsAcEnergyTimesEfficiencyWhenCharging() {
        Bench bench = Bench.transferring(7_000);
        double acBefore = bench.plant.flows().stationMeter().importWs();
        double dcBefore = bench.plant.dcEnergy().chargedWs();
        bench.run(60_000);
        double ac = bench.plant.flows().stationMeter().importWs() - acBefore;
        double dc = bench.plant.dcEnergy().chargedWs() - dcBefore;
        assertEquals(7_000 * 60, ac, 7_000 * 60 * 0.01);
        assertEquals(ac * 0.955, dc, dc * 0.01);
    }

    @Test
    void acEnergyIsDcEnergyTimesEfficiencyWhenDischarging() {
        Bench bench = Bench.transferring(-7_000);
        double acBefore = bench.plant.flows().stationMeter().exportWs();
        double dcBefore = bench.plant.dcEnergy().dischargedWs();
        bench.run(60_000);
        double ac = bench.plant.flows().stationMeter().exportWs() - acBefore;
        double dc = bench.plant.dcEnergy().dischargedWs() - dcBefore;
        assertEquals(7_000 * 60, ac, 7_000 * 60 * 0.01);
        assertEquals(dc * 0.948, ac, ac * 0.01);
    }

    @Test
    void powerLagsBehindItsSetPoint() {
        Bench bench = Bench.transferring(0);
        bench.stage(StageMode.FOLLOW_POWER, 8_000).run(20);
        assertTrue(bench.plant.acPowerW() < 1_000, () -> "at once: " + bench.plant.acPowerW());
        bench.run(480);
        assertEquals(8_000, bench.plant.acPowerW(), 80);
    }

    @Test
    void chargeCurrentStaysInsideTheWindow() {
        StageSettings.Window narrow = new StageSettings.Window(300_000, 450_000, 10_000, 5_000);
        Bench bench = Bench.transferring(0);
        bench.stage(StageMode.FOLLOW_POWER, 11_000, narrow).run(1_000);
        assertEquals(10_000, bench.plant.inlet().dcCurrentMa(), 1);
        bench.stage(StageMode.FOLLOW_POWER, -11_000, narrow).run(1_000);
        assertEquals(-5_000, bench.plant.inlet().dcCurrentMa(), 1);
    }

    @Test
    void voltageNeverPassesTheWindow() {
        Bench bench = Bench.transferring(0);
        StageSettings.Window high = new StageSettings.Window(300_000, 380_500, 40_000, 40_000);
        bench.stage(StageMode.FOLLOW_POWER, 11_000, high).run(1_000);
        assertEquals(380_500, bench.plant.inlet().dcVoltageMv(), 2);
        StageSettings.Window low = new StageSettings.Window(379_000, 450_000, 40_000, 40_000);
        bench.stage(StageMode.FOLLOW_POWER, -11_000, low).run(1_000);
        assertEquals(379_000, bench.plant.inlet().dcVoltageMv(), 2);
    }

    @Test
    void holdsTheVoltageAskedForWithTheContactorsOpen() {
        Bench bench = new Bench(PlantTraits.dc());
        bench.stage(StageMode.HOLD_VOLTAGE, 0).run(590);
        assertEquals(Stage.Condition.STARTING, bench.plant.stage().condition());
        bench.run(600);
        assertEquals(380_000, bench.plant.stageValues().dcVoltageMv(), 500);
    }

    @Test
    void setPointRevertsWhenItIsNotRenewed() {
        Bench bench = Bench.transferring(0);
        StageSettings now = bench.plant.stage().settings();
        StageSettings lease =
                new StageSettings(
                        now.mode(),
                        true,
                        true,
                        6_000,
                        now.hold(),
                        now.window(),
                        new StageSettings.Reversion(2_000, 1_000, true),
                        0);
        bench.plant = bench.plant.stageWritten(lease, true);
        bench.run(2_000);
        assertEquals(6_000, bench.plant.acPowerW(), 60);
        bench.run(600);
        assertEquals(1_000, bench.plant.acPowerW(), 20);
    }

    @Test
    void stageSwitchesOffWhenTheControllerFallsSilent() {
        Bench bench = Bench.transferring(5_000);
        StageSettings now = bench.plant.stage().settings();
        StageSettings guarded =
                new StageSettings(
                        now.mode(),
                        true,
                        true,
                        5_000,
                        now.hold(),
                        now.window(),
                        now.reversion(),
                        1_000);
        bench.plant = bench.plant.stageWritten(guarded, true);
        bench.run(1_000);
        assertEquals(5_000, bench.plant.acPowerW(), 60);
        bench.run(2);
        assertEquals(0, bench.plant.acPowerW());
        assertEquals(Stage.Condition.OFF, bench.plant.stage().condition());
    }

    @Test
    void powerStopsWithTheGridAndComesBackLater() {
        Bench bench = Bench.transferring(-5_000);
        bench.plant = bench.plant.withSite(bench.plant.site().withGrid(false));
        bench.run(2);
        assertEquals(0, bench.plant.acPowerW());
        bench.plant = bench.plant.withSite(bench.plant.site().withGrid(true));
        int back = bench.until(plant -> plant.acPowerW() < -4_900, 10_000);
        assertTrue(back > 2_000, () -> "already after " + back + " ms");
    }

    @Test
    void islandCarriesTheHouseOnceTheGridSwitchIsOpen() {
        Bench bench = Bench.transferring(0);
        bench.plant = bench.plant.withSite(bench.plant.site().withGrid(false));
        bench.backup(BoardOrder.Backup.ISLAND_HOUSE).stage(StageMode.FORM_GRID, 0).run(3_000);
        assertEquals(240_000, bench.plant.houseVoltageMv(), 1_000);
        assertEquals(-800, bench.plant.acPowerW(), 10);
        assertTrue(bench.plant.boardValues().backup().bondClosed());
    }

    @Test
    void theIslandsOwnSwitchesDoWhatTheyAreTold() {
        Bench bench = Bench.transferring(0);
        Site site = bench.plant.site().withGrid(false).withHouseLoadW(5_000).withSheddableW(3_000);
        bench.plant = bench.plant.withSite(site);
        bench.backup(BoardOrder.Backup.ISLAND).stage(StageMode.FORM_GRID, 0).run(3_000);
        assertEquals(0, bench.plant.houseTakesW());
        bench.backup(BoardOrder.Backup.ISLAND_HOUSE).run(200);
        assertEquals(-5_000, bench.plant.acPowerW(), 20);
        bench.backup(BoardOrder.Backup.ISLAND_ESSENTIAL).run(200);
        assertEquals(-2_000, bench.plant.acPowerW(), 20);
        bench.backup(BoardOrder.Backup.HOLD).run(200);
        assertEquals(-2_000, bench.plant.acPowerW(), 20);
        bench.beating = false;
        bench.run(1_000);
        assertEquals(
                0, bench.plant.houseTakesW(), "a silent controller's island lets the house go");
        assertTrue(bench.plant.boardValues().backup().bondClosed());
    }

    @Test
    void anOverloadedIslandSags() {
        Bench bench = Bench.transferring(0);
        bench.plant = bench.plant.withSite(bench.plant.site().withGrid(false));
        bench.backup(BoardOrder.Backup.ISLAND_HOUSE).stage(StageMode.FORM_GRID, 0).run(3_000);
        bench.plant =
                bench.plant
                        .withSite(bench.plant.site().withHouseLoadW(20_000))
                        .step(bench.car, 1_000);
        assertTrue(bench.plant.houseVoltageMv() < 200_000);
        bench.run(2_500);
        assertEquals(Stage.Condition.FAULT, bench.plant.stage().condition());
    }

    @Test
    void stuckSwitchesStay() {
        Bench bench = Bench.transferring(0);
        bench.plant =
                bench.plant.withFaults(
                        PlantFaults.NONE.withGear(new PlantFaults.Gear(true, false, false)));
        bench.backup(BoardOrder.Backup.ISLAND).run(1_000);
        assertTrue(bench.plant.boardValues().backup().gridSwitchClosed());
        assertTrue(bench.plant.boardValues().backup().bondOpen(), "the bond waits for the switch");
    }

    @Test
    void formingOntoALiveGridIsAFault() {
        Bench bench = Bench.transferring(0);
        bench.stage(StageMode.FORM_GRID, 0).run(50);
        assertEquals(Stage.Condition.FAULT, bench.plant.stage().condition());
    }

    @Test
    void acStationSuppliesTheCarOnlyThroughClosedContactors() {
        Bench bench = new Bench(PlantTraits.ac());
        bench.car = new CarSide(CarSide.PilotLoad.C, true, false, 0, 1, -9_000, 5_000_000);
        bench.order(false, true).run(500);
        assertEquals(0, bench.plant.acPowerW());
        assertEquals(0, bench.plant.inlet().acVoltageMv());
        bench.order(true, true).run(100);
        assertEquals(240_000, bench.plant.inlet().acVoltageMv());
        assertEquals(-9_000, bench.plant.acPowerW());
        bench.run(200);
        assertEquals(-8_200, bench.plant.gridMeter().powerW(), 30);
    }

    @Test
    void sameSeedGivesTheSamePlant() {
        Plant one = Bench.transferring(3_000).run(500).plant;
        Plant two = Bench.transferring(3_000).run(500).plant;
        assertEquals(one, two);
        assertFalse(one.stageValues().alarms() != 0);
    }
}
