package org.ebbflow.tools.sim.devices;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ebbflow.tools.sim.plant.MeterValues;
import org.ebbflow.tools.sim.plant.PilotState;
import org.ebbflow.tools.sim.plant.Plant;

/** Chooses the simulated device for each device of a plan, by the product's name alone. */
final class DeviceBench {
    private final Map<BoardPlan.Unit, IoRegisters> io = new LinkedHashMap<>();
    private Optional<SupplyRegisters> supply = Optional.empty();
    private Optional<IsolationRegisters> monitor = Optional.empty();

    DeviceBench(BoardPlan plan) {
        for (BoardPlan.Bus bus : plan.buses()) {
            for (BoardPlan.Unit unit : bus.units()) {
                boolean coupler = unit.product().startsWith("wago");
                if (coupler || unit.product().startsWith("waveshare")) {
                    io.put(unit, io(unit));
                }
                if (unit.product().startsWith("ea-psb")) {
                    BoardPlan.Nominal n = unit.nominal();
                    supply = Optional.of(new SupplyRegisters(n.volts(), n.amperes(), n.watts()));
                }
                if (unit.product().startsWith("bender-iso")) {
                    monitor = Optional.of(new IsolationRegisters());
                }
            }
        }
    }

    Optional<SupplyRegisters> supply() {
        return supply;
    }

    Optional<IsolationRegisters> monitor() {
        return monitor;
    }

    Plant watched(Plant plant) {
        Plant now = plant;
        for (IoRegisters device : io.values()) {
            now = device.watched(now);
        }
        return now;
    }

    RegisterMap registers(BoardPlan.Unit unit) {
        IoRegisters wired = io.get(unit);
        if (wired != null) {
            return wired;
        }
        String product = unit.product();
        if (product.startsWith("ea-psb")) {
            return supply.orElseThrow();
        }
        if (product.startsWith("bender-iso")) {
            return monitor.orElseThrow();
        }
        return switch (product) {
            case "ebbflow-safety-board" -> behind(new SafetyBoardRegisters());
            case "sunspec-stage" -> new SunSpecStageRegisters();
            default -> meter(product, shown(unit.name()));
        };
    }

    private RegisterMap behind(RegisterMap board) {
        RegisterMap all = board;
        for (IoRegisters device : io.values()) {
            all = new SeriesCoil(all, device);
        }
        return all;
    }

    private static Function<Plant, MeterValues> shown(String name) {
        return switch (name) {
            case "station meter" -> Plant::stationMeter;
            case "grid meter" -> Plant::gridMeter;
            default -> plant -> idle(plant.gridMeter());
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

    private static IoRegisters io(BoardPlan.Unit unit) {
        List<IoRegisters.Wire> wires = new ArrayList<>();
        Map<BoardPlan.Means, Integer> driven = new EnumMap<>(BoardPlan.Means.class);
        for (BoardPlan.Wire wire : unit.wires()) {
            if (wire.means().isDriven()) {
                driven.put(wire.means(), wire.terminal());
            } else {
                Predicate<Plant> means = meaning(wire.means());
                wires.add(
                        new IoRegisters.Wire(
                                wire.terminal(), wire.inverted() ? means.negate() : means));
            }
        }
        return new IoRegisters(unit.product().startsWith("wago"), wires, driven);
    }

    /**
     * The coupler of a CHAdeMO connector: k, h and the bolt's contact at inputs 1 to 3, d1, d2 and
     * the lock's motor at outputs 1 to 4.
     */
    static IoRegisters chademoLines() {
        List<BoardPlan.Means> inputs =
                List.of(BoardPlan.Means.K, BoardPlan.Means.H, BoardPlan.Means.LOCK_FEEDBACK);
        List<IoRegisters.Wire> wires = new ArrayList<>();
        inputs.forEach(means -> wires.add(new IoRegisters.Wire(wires.size(), meaning(means))));
        return new IoRegisters(
                true,
                wires,
                Map.of(
                        BoardPlan.Means.D1, 0,
                        BoardPlan.Means.D2, 1,
                        BoardPlan.Means.LOCK_ENGAGE, 2,
                        BoardPlan.Means.LOCK_RELEASE, 3));
    }

    private static Predicate<Plant> meaning(BoardPlan.Means means) {
        return switch (means) {
            case EMERGENCY_STOP -> plant -> plant.inputs().emergencyStop();
            case DOOR -> plant -> plant.inputs().doorOpen();
            case RESIDUAL_CURRENT -> plant -> plant.inputs().rcdTripped();
            case INSULATION_FAULT -> plant -> plant.faults().insulationOhm() < 100_000;
            case CONTACTOR_FEEDBACK -> Plant::contactsTouch;
            case K -> plant -> plant.boardValues().pilot() == PilotState.C;
            case H -> plant -> plant.boardValues().plugged();
            case LOCK_FEEDBACK -> Plant::isLocked;
            case CONTACTOR_COIL, D1, D2, LOCK_ENGAGE, LOCK_RELEASE ->
                    throw new IllegalStateException(means + " is no input");
        };
    }
}
