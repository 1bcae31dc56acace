package org.ebbflow.tools.sim.world;

import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.ProximityState;
import org.ebbflow.hal.StageReading;
import org.ebbflow.tools.sim.plant.BoardOrder;
import org.ebbflow.tools.sim.plant.BoardValues;
import org.ebbflow.tools.sim.plant.MeterValues;
import org.ebbflow.tools.sim.plant.StageMode;
import org.ebbflow.tools.sim.plant.StageSettings;
import org.ebbflow.tools.sim.plant.StageValues;

/** Translates between the plant's words and the ports' records; no register in between. */
final class BoardView {

    private static final int SILENCE_MS = 2_000;

    private BoardView() {}

    static SafetyReading safety(BoardValues v) {
        return new SafetyReading(
                PilotState.valueOf(v.pilot().name()),
                v.plugged() ? ProximityState.INSERTED : ProximityState.NONE,
                v.dutyDeciPercent(),
                ContactorState.valueOf(v.contactors().name()),
                LockState.valueOf(v.lock().name()),
                v.inletVoltageMv(),
                new SafetyReading.SafetyInputs(
                        v.inputs().emergencyStop(),
                        v.inputs().doorOpen(),
                        v.inputs().rcdTripped(),
                        v.inputs().insulationFault(),
                        v.inputs().pilotFault()),
                v.heartbeatEcho(),
                v.watchdogTripped());
    }

    static InsulationReading insulation(BoardValues v) {
        return new InsulationReading(
                Math.min(10_000_000, v.insulationOhm()),
                InsulationReading.SelfTest.valueOf(v.selfTest().name()));
    }

    static IslandReading island(BoardValues v) {
        BoardValues.BackupGear gear = v.backup();
        return new IslandReading(
                gear.gridPresent(),
                proof(gear.gridSwitchClosed(), gear.gridSwitchOpen()),
                proof(gear.bondClosed(), gear.bondOpen()),
                proof(gear.feedClosed(), gear.feedOpen()),
                proof(gear.shedClosed(), gear.shedOpen()),
                new IslandReading.Utility(gear.utilityMv(), gear.utilityMilliHz()));
    }

    private static IslandReading.Switch proof(boolean closed, boolean open) {
        if (closed == open) {
            return IslandReading.Switch.UNKNOWN;
        }
        return closed ? IslandReading.Switch.CLOSED : IslandReading.Switch.OPEN;
    }

    static StageReading stage(StageValues v) {
        return new StageReading(
                        StageReading.Mode.valueOf(v.condition().name()),
                        v.acPowerW(),
                        v.dcVoltageMv(),
                        v.dcCurrentMa(),
                        v.acVoltageMv(),
                        v.frequencyMilliHz(),
                        v.temperatureDeciC(),
                        v.forming(),
                        v.alarms())
                .told(GridProfile.Taken.VERIFIED);
    }

    static MeterReading meter(MeterValues v, int offsetW) {
        return new MeterReading(
                v.powerW() + offsetW,
                new Phases(v.phasePowerW() + offsetW, 0, 0),
                new Phases(v.phaseCurrentMa(), 0, 0),
                v.voltageMv(),
                v.frequencyMilliHz(),
                v.importMilliWh() / 1_000,
                v.exportMilliWh() / 1_000);
    }

    static BoardOrder order(BoardCommand c) {
        BoardOrder.PilotOutput pilot =
                switch (c.pilot()) {
                    case BoardCommand.Pilot.X1 x1 -> new BoardOrder.PilotOutput.Steady();
                    case BoardCommand.Pilot.Duty duty ->
                            new BoardOrder.PilotOutput.Pwm(duty.dutyDeciPercent());
                    case BoardCommand.Pilot.StateE e -> new BoardOrder.PilotOutput.StateE();
                    case BoardCommand.Pilot.StateF f -> new BoardOrder.PilotOutput.StateF();
                    case BoardCommand.Pilot.Lines lines ->
                            new BoardOrder.PilotOutput.Lines(lines.d1(), lines.d2());
                };
        return new BoardOrder(
                (int) (c.cycle() & 0xFFFF),
                pilot,
                c.contactorsClosed(),
                c.lockEngaged(),
                BoardOrder.Insulation.valueOf(c.insulation().name()),
                BoardOrder.Backup.valueOf(c.island().name()));
    }

    static StageSettings settings(BoardCommand.Stage stage) {
        return switch (stage) {
            case BoardCommand.Stage.Off off -> settings(StageMode.OFF, 0, NO_HOLD, CLOSED);
            case BoardCommand.Stage.HoldVoltage hold ->
                    settings(
                            StageMode.HOLD_VOLTAGE,
                            0,
                            new StageSettings.Hold(hold.voltageMv(), hold.maxCurrentMa()),
                            new StageSettings.Window(0, 950_000, hold.maxCurrentMa(), 0));
            case BoardCommand.Stage.FollowPower follow ->
                    settings(
                            StageMode.FOLLOW_POWER,
                            follow.acPowerW(),
                            NO_HOLD,
                            window(follow.window()));
            case BoardCommand.Stage.FormGrid form ->
                    settings(StageMode.FORM_GRID, 0, NO_HOLD, window(form.window()));
        };
    }

    private static final StageSettings.Hold NO_HOLD = new StageSettings.Hold(0, 0);
    private static final StageSettings.Window CLOSED = new StageSettings.Window(0, 0, 0, 0);

    private static StageSettings.Window window(BoardCommand.DcWindow w) {
        return new StageSettings.Window(
                w.minVoltageMv(), w.maxVoltageMv(), w.maxChargeMa(), w.maxDischargeMa());
    }

    private static StageSettings settings(
            StageMode mode, int acPowerW, StageSettings.Hold hold, StageSettings.Window window) {
        return new StageSettings(
                mode,
                mode != StageMode.OFF,
                mode == StageMode.FOLLOW_POWER,
                acPowerW,
                hold,
                window,
                new StageSettings.Reversion(SILENCE_MS, 0, true),
                SILENCE_MS);
    }
}
