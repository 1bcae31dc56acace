package org.ebbflow.tools.sim.plant;

import java.util.function.Predicate;

/** Runs a plant in virtual time with a fixed car and a controller that keeps its heartbeat. */
final class Bench {

    static final CarSide CAR =
            new CarSide(CarSide.PilotLoad.B, true, true, 380_000, 100, 0, 5_000_000);

    Plant plant;
    CarSide car = CAR;
    boolean beating = true;
    private BoardOrder order = BoardOrder.POWER_UP;
    private int beat = 1;

    Bench(PlantTraits traits) {
        plant = Plant.atPowerUp(traits, 42);
    }

    Bench order(boolean close, boolean lock) {
        BoardOrder.PilotOutput pilot = new BoardOrder.PilotOutput.Pwm(50);
        order =
                new BoardOrder(
                        beat, pilot, close, lock, order.insulation(), BoardOrder.Backup.PARALLEL);
        plant = plant.boardWritten(order);
        return this;
    }

    Bench insulation(BoardOrder.Insulation what) {
        order =
                new BoardOrder(
                        beat,
                        order.pilot(),
                        order.closeContactors(),
                        order.engageLock(),
                        what,
                        order.backup());
        plant = plant.boardWritten(order);
        return this;
    }

    Bench backup(BoardOrder.Backup what) {
        order =
                new BoardOrder(
                        beat,
                        order.pilot(),
                        order.closeContactors(),
                        order.engageLock(),
                        order.insulation(),
                        what);
        plant = plant.boardWritten(order);
        return this;
    }

    Bench pilot(CarSide.PilotLoad load) {
        car =
                new CarSide(
                        load,
                        load != CarSide.PilotLoad.OPEN,
                        car.contactorsClosed(),
                        car.batteryVoltageMv(),
                        car.resistanceMilliOhm(),
                        car.acPowerW(),
                        car.insulationOhm());
        return this;
    }

    Bench stage(StageMode mode, int acPowerW) {
        return stage(mode, acPowerW, new StageSettings.Window(300_000, 450_000, 40_000, 40_000));
    }

    Bench stage(StageMode mode, int acPowerW, StageSettings.Window window) {
        plant =
                plant.stageWritten(
                        new StageSettings(
                                mode,
                                true,
                                true,
                                acPowerW,
                                new StageSettings.Hold(380_000, 2_000),
                                window,
                                new StageSettings.Reversion(0, 0, false),
                                0),
                        true);
        return this;
    }

    /** Runs in slices of one millisecond; the heartbeat changes every 10 ms. */
    Bench run(int ms) {
        for (int i = 0; i < ms; i++) {
            if (beating && i % 10 == 0) {
                beat = beat + 1 & 0xFFFF;
                order =
                        new BoardOrder(
                                beat,
                                order.pilot(),
                                order.closeContactors(),
                                order.engageLock(),
                                order.insulation(),
                                order.backup());
                plant = plant.boardWritten(order);
            }
            plant = plant.step(car, 1_000);
        }
        return this;
    }

    /** Runs until the condition holds and says after how many milliseconds, at most the bound. */
    int until(Predicate<Plant> condition, int boundMs) {
        for (int ms = 0; ms < boundMs; ms++) {
            if (condition.test(plant)) {
                return ms;
            }
            run(1);
        }
        throw new AssertionError("not within " + boundMs + " ms: " + plant);
    }

    /** A locked car in state C with the contactors closed and the stage following. */
    static Bench transferring(int acPowerW) {
        Bench bench = new Bench(PlantTraits.dc());
        bench.order(false, true).run(500);
        bench.pilot(CarSide.PilotLoad.C).run(50);
        bench.stage(StageMode.HOLD_VOLTAGE, 0).run(1_000);
        bench.order(true, true).run(50);
        bench.stage(StageMode.FOLLOW_POWER, acPowerW).run(1_500);
        return bench;
    }
}
