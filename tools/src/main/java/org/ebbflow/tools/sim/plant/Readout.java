package org.ebbflow.tools.sim.plant;

import org.ebbflow.tools.sim.plant.BoardValues.LockPosition;
import org.ebbflow.tools.sim.plant.SwitchGear.Travel;

/** What the devices of a plant report: its physical state as integers, with their own noise. */
final class Readout {

    private static final int SATURATED_OHM = 65_535_000;

    private Readout() {}

    static BoardValues board(Plant plant) {
        SafetyBoard board = plant.flows().board();
        BoardSenses senses = board.senses();
        return new BoardValues(
                senses.pilot().state(),
                plant.car().plugged(),
                board.order().pilot().dutyDeciPercent(),
                board.drive().contactors().report(),
                lock(plant),
                (int) Math.round(plant.flows().inletV() * 1_000),
                senses.latched(),
                board.order().heartbeat(),
                board.drive().watchdogTripped(),
                Math.min(SATURATED_OHM, senses.monitor().resistanceOhm()),
                senses.monitor().selfTest(),
                backup(plant));
    }

    private static LockPosition lock(Plant plant) {
        Lock lock = plant.flows().board().senses().lock();
        if (!plant.traits().board().lockFitted()) {
            return LockPosition.NOT_FITTED;
        }
        if (lock.jammed()) {
            return LockPosition.FAULT;
        }
        if (lock.movingUs() > 0) {
            return LockPosition.MOVING;
        }
        return lock.engaged() ? LockPosition.LOCKED : LockPosition.UNLOCKED;
    }

    private static BoardValues.BackupGear backup(Plant plant) {
        if (!plant.traits().board().backupFitted()) {
            return new BoardValues.BackupGear(
                    false, false, false, false, false, false, false, false, false, false, 0, 0);
        }
        Travel grid = plant.flows().board().senses().gear().gridSwitch();
        Travel bond = plant.flows().board().senses().gear().bond();
        Travel feed = plant.flows().board().senses().gear().feed();
        Travel shed = plant.flows().board().senses().gear().shed();
        boolean present = plant.site().gridPresent();
        return new BoardValues.BackupGear(
                true,
                present,
                grid.provedClosed(),
                grid.provedOpen(),
                bond.provedClosed(),
                bond.provedOpen(),
                feed.provedClosed(),
                feed.provedOpen(),
                shed.provedClosed(),
                shed.provedOpen(),
                present ? plant.site().voltageMv() : 0,
                present ? plant.site().frequencyMilliHz() : 0);
    }

    static StageValues stage(Plant plant) {
        Stage stage = plant.stage();
        StageFlow flow = stage.flow();
        double noise =
                1
                        + plant.flows().noise().fraction()
                                * plant.traits().stage().noisePerMille()
                                * 1e-3;
        return new StageValues(
                stage.condition(),
                stage.settings().mode(),
                (int) Math.round(flow.acW() * noise),
                Math.max(0, (int) Math.round(flow.dcV() * 1_000)),
                (int) Math.round(flow.dcA() * noise * 1_000),
                plant.houseVoltageMv(),
                plant.houseFrequencyMilliHz(),
                (int) Math.round(plant.flows().temperatureC() * 10),
                stage.forming(),
                stage.alarms());
    }
}
