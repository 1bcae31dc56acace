package org.ebbflow.tools.sim.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.tools.sim.plant.MeterValues;
import org.ebbflow.tools.sim.plant.Plant;

/** Chooses the simulated device for each device of a board file, by the product's name alone. */
final class DeviceBench {
    private final Optional<SupplyRegisters> supply;
    private final Optional<IsolationRegisters> monitor;
    private final List<IoRegisters> io = new ArrayList<>();
    private final List<DeviceConfig.Io> ioFiles;

    DeviceBench(BoardFile file, LivePlant live) {
        this.ioFiles = file.parts().io();
        ioFiles.forEach(config -> io.add(io(config)));
        this.monitor = file.parts().monitor().map(config -> new IsolationRegisters());
        this.supply =
                file.stage()
                        .filter(DeviceConfig.Supply.class::isInstance)
                        .map(s -> ((DeviceConfig.Supply) s).nominal())
                        .map(
                                n ->
                                        new SupplyRegisters(
                                                n.voltageMv() * 0.001,
                                                n.currentMa() * 0.001,
                                                n.powerW()));
    }

    Optional<SupplyRegisters> supply() {
        return supply;
    }

    Optional<IsolationRegisters> monitor() {
        return monitor;
    }

    Plant watched(Plant plant) {
        Plant now = plant;
        for (IoRegisters device : io) {
            now = device.watched(now);
        }
        return now;
    }

    /** What people call the device. */
    static String name(DeviceConfig device) {
        return switch (device) {
            case DeviceConfig.Safety safety -> "safety board";
            case DeviceConfig.Stage stage -> "stage";
            case DeviceConfig.Supply supply -> "stage";
            case DeviceConfig.Monitor monitor -> "insulation monitor";
            case DeviceConfig.Io io -> "io";
            case DeviceConfig.Meter meter -> meter.role().name().toLowerCase(Locale.ROOT) + " meter";
        };
    }

    RegisterMap registers(DeviceConfig device) {
        return switch (device) {
            case DeviceConfig.Safety safety -> behind(new SafetyBoardRegisters());
            case DeviceConfig.Stage stage -> new SunSpecStageRegisters();
            case DeviceConfig.Supply here -> supply.orElseThrow();
            case DeviceConfig.Monitor here -> monitor.orElseThrow();
            case DeviceConfig.Io here -> io.get(ioFiles.indexOf(here));
            case DeviceConfig.Meter meter -> meter(meter.map().name(), shown(meter.role()));
        };
    }

    private RegisterMap behind(RegisterMap board) {
        RegisterMap all = board;
        for (IoRegisters device : io) {
            all = new SeriesCoil(all, device);
        }
        return all;
    }

    private static Function<Plant, MeterValues> shown(DeviceConfig.Role role) {
        return switch (role) {
            case STATION -> Plant::stationMeter;
            case GRID -> Plant::gridMeter;
            case BATTERY, SOLAR -> plant -> idle(plant.gridMeter());
        };
    }

    /** A home battery or roof at rest, on the same line. */
    private static MeterValues idle(MeterValues line) {
        return new MeterValues(
                0, line.phases(), 0, 0, line.voltageMv(), line.frequencyMilliHz(), 0, 0);
    }

    private static RegisterMap meter(String product, Function<Plant, MeterValues> which) {
        return switch (product) {
            case "eastron-sdm230" -> new MeterTable(MeterTable.Model.SDM230, which);
            case "eastron-sdm72-v1" -> new MeterTable(MeterTable.Model.SDM72_V1, which);
            case "carlo-gavazzi-em24" -> new MeterTable(MeterTable.Model.EM24, which);
            case "carlo-gavazzi-em340" -> new MeterTable(MeterTable.Model.EM340, which);
            case "abb-b23" -> new MeterTable(MeterTable.Model.B23, which);
            case "janitza-b23" -> new MeterTable(MeterTable.Model.JANITZA, which);
            default -> new EnergyMeterRegisters(which);
        };
    }

    private static IoRegisters io(DeviceConfig.Io config) {
        List<IoRegisters.Wire> wires = new ArrayList<>();
        int coil = -1;
        for (DeviceConfig.Line line : config.lines()) {
            int terminal = Integer.parseInt(line.point().replaceAll("[^0-9]", "")) - 1;
            if (line.use().isOutput()) {
                coil = terminal;
            } else {
                Predicate<Plant> means = meaning(line.use());
                wires.add(
                        new IoRegisters.Wire(
                                terminal, line.inverted() ? means.negate() : means));
            }
        }
        return new IoRegisters(config.map().name().startsWith("wago"), wires, coil);
    }

    private static Predicate<Plant> meaning(DeviceConfig.Use use) {
        return switch (use) {
            case EMERGENCY_STOP -> plant -> plant.inputs().emergencyStop();
            case DOOR -> plant -> plant.inputs().doorOpen();
            case RESIDUAL_CURRENT -> plant -> plant.inputs().rcdTripped();
            case INSULATION_FAULT -> plant -> plant.faults().insulationOhm() < 100_000;
            case CONTACTOR_FEEDBACK, CONTACTOR_COIL -> Plant::contactsTouch;
        };
    }
}
