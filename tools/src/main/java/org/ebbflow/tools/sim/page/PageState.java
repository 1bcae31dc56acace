package org.ebbflow.tools.sim.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebbflow.tools.sim.devices.SimulatorControl;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.BoardValues;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;
import org.ebbflow.tools.sim.plant.StageValues;

/** What the page shows, as an ordered map for JSON. */
final class PageState {

    private static final int SHOWN_EVENTS = 30;

    private PageState() {}

    static Map<String, Object> of(SimulatorControl control) {
        Plant plant = control.plant();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("timeMs", plant.timeUs() / 1_000);
        state.put("kind", plant.traits().kind().name());
        state.put("car", control.pluggedCar());
        state.put("cars", control.cars());
        state.put("trouble", control.trouble());
        state.put("acPowerW", Math.round(plant.acPowerW()));
        state.put("grid", grid(plant));
        state.put("board", board(plant.boardValues()));
        state.put("truth", truth(plant));
        if (plant.traits().kind() == PlantTraits.Kind.DC) {
            state.put("stage", stage(plant.stageValues()));
        }
        state.put("devices", devices(control));
        state.put("log", log(plant.boardLog()));
        return state;
    }

    private static Map<String, Object> grid(Plant plant) {
        Map<String, Object> grid = new LinkedHashMap<>();
        grid.put("present", plant.site().gridPresent());
        grid.put("houseLoadW", plant.site().houseLoadW());
        grid.put("gridMeterW", plant.gridMeter().powerW());
        grid.put("stationMeterW", plant.stationMeter().powerW());
        grid.put("stationImportMilliWh", plant.stationMeter().importMilliWh());
        grid.put("stationExportMilliWh", plant.stationMeter().exportMilliWh());
        grid.put("houseVoltageMv", plant.houseVoltageMv());
        return grid;
    }

    private static Map<String, Object> board(BoardValues values) {
        Map<String, Object> board = new LinkedHashMap<>();
        board.put("pilot", values.pilot().name());
        board.put("dutyDeciPercent", values.dutyDeciPercent());
        board.put("contactors", values.contactors().name());
        board.put("lock", values.lock().name());
        board.put("inletVoltageMv", values.inletVoltageMv());
        board.put("emergencyStop", values.inputs().emergencyStop());
        board.put("door", values.inputs().doorOpen());
        board.put("residualCurrent", values.inputs().rcdTripped());
        board.put("insulationFault", values.inputs().insulationFault());
        board.put("watchdogTripped", values.watchdogTripped());
        board.put("heartbeat", values.heartbeatEcho());
        board.put("insulationOhm", values.insulationOhm());
        board.put("selfTest", values.selfTest().name());
        return board;
    }

    /** What no device can lie about. */
    private static Map<String, Object> truth(Plant plant) {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("contactsTouch", plant.contactsTouch());
        truth.put("dcVoltageMv", plant.inlet().dcVoltageMv());
        truth.put("dcCurrentMa", plant.inlet().dcCurrentMa());
        truth.put("emergencyStopPressed", plant.inputs().emergencyStop());
        truth.put("contactorFault", plant.faults().contactors().name());
        return truth;
    }

    private static Map<String, Object> stage(StageValues values) {
        Map<String, Object> stage = new LinkedHashMap<>();
        stage.put("condition", values.condition().name());
        stage.put("mode", values.mode().name());
        stage.put("acPowerW", values.acPowerW());
        stage.put("dcVoltageMv", values.dcVoltageMv());
        stage.put("dcCurrentMa", values.dcCurrentMa());
        stage.put("temperatureDeciC", values.temperatureDeciC());
        stage.put("forming", values.forming());
        stage.put("alarms", values.alarms());
        return stage;
    }

    private static Map<String, Object> devices(SimulatorControl control) {
        Map<String, Object> devices = new LinkedHashMap<>();
        for (Device device : Device.values()) {
            devices.put(Commands.word(device), control.device(device).getClass().getSimpleName());
        }
        return devices;
    }

    private static List<String> log(List<BoardEvent> events) {
        List<String> lines = new ArrayList<>();
        int from = Math.max(0, events.size() - SHOWN_EVENTS);
        for (BoardEvent event : events.subList(from, events.size())) {
            lines.add(event.timeMs() + " ms: " + event.text());
        }
        return lines;
    }
}
