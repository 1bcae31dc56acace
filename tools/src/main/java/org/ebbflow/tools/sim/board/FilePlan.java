package org.ebbflow.tools.sim.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.board.CanConfig;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.SafetyConfig;
import org.ebbflow.hal.board.StageConfig;
import org.ebbflow.hal.device.BoardCheck;
import org.ebbflow.tools.sim.devices.BoardPlan;
import org.ebbflow.tools.sim.plant.PlantTraits;

/** From a board file to the plan of its simulators, and back to a file with their places. */
public final class FilePlan {

    private FilePlan() {}

    /**
     * Every device that the file names, on its own buses.
     *
     * @param freePorts free TCP ports instead of those in the file
     */
    public static BoardPlan of(BoardFile file, boolean freePorts) {
        return new BoardPlan(
                traits(file.ratings()),
                file.buses().stream().map(bus -> bus(file, bus, freePorts)).toList(),
                file.safety() instanceof SafetyConfig.Uart uart
                        ? OptionalInt.of(uart.baud())
                        : OptionalInt.empty(),
                file.stage().orElse(null) instanceof StageConfig.Infypower infypower
                        ? infypower.modules()
                        : 0,
                file.chademo().isPresent());
    }

    private static PlantTraits traits(BoardRatings ratings) {
        PlantTraits plain =
                ratings.output() == BoardRatings.Output.DC ? PlantTraits.dc() : PlantTraits.ac();
        PlantTraits.StageTraits stage =
                new PlantTraits.StageTraits(
                        Math.max(ratings.maxChargeW(), ratings.maxDischargeW()),
                        Math.max(1, ratings.dc().maxVoltageMv()),
                        Math.max(ratings.dc().maxChargeMa(), ratings.dc().maxDischargeMa()),
                        ratings.efficiency().chargePerMille(),
                        ratings.efficiency().dischargePerMille(),
                        plain.stage().startUpMs(),
                        plain.stage().lagMs(),
                        plain.stage().slewWPerS(),
                        plain.stage().reconnectMs(),
                        plain.stage().noisePerMille());
        return new PlantTraits(
                        plain.kind(),
                        ratings.phases(),
                        ratings.nominalVoltageMv(),
                        ratings.nominalFrequencyMilliHz(),
                        stage,
                        plain.board())
                .withWatchdogMs(ratings.reaction().watchdogMs());
    }

    private static BoardPlan.Bus bus(BoardFile file, BusConfig bus, boolean freePorts) {
        List<BoardPlan.Unit> units =
                BoardCheck.devices(file)
                        .filter(d -> d.bus().equals(bus.name()))
                        .map(FilePlan::unit)
                        .toList();
        return switch (bus) {
            case BusConfig.ModbusTcp tcp ->
                    new BoardPlan.Bus(bus.name(), freePorts ? 0 : tcp.port(), 0, units);
            case BusConfig.ModbusRtu rtu -> new BoardPlan.Bus(bus.name(), 0, rtu.baud(), units);
        };
    }

    private static BoardPlan.Unit unit(DeviceConfig device) {
        BoardPlan.Nominal nominal = BoardPlan.Nominal.NONE;
        List<BoardPlan.Wire> wires = List.of();
        if (device instanceof DeviceConfig.Supply supply) {
            DeviceConfig.Nominal n = supply.nominal();
            nominal =
                    new BoardPlan.Nominal(n.voltageMv() / 1_000, n.currentMa() / 1_000, n.powerW());
        }
        if (device instanceof DeviceConfig.Io io) {
            wires = io.lines().stream().map(FilePlan::wire).toList();
        }
        String product = device.map().name();
        return new BoardPlan.Unit(device.unit(), name(device), product, nominal, wires);
    }

    /** What is wired to which terminal, as a person reads it in the file. */
    private static BoardPlan.Wire wire(DeviceConfig.Line line) {
        int terminal = Integer.parseInt(line.point().replaceAll("[^0-9]", "")) - 1;
        return new BoardPlan.Wire(
                BoardPlan.Means.valueOf(line.use().name()), terminal, line.inverted());
    }

    private static String name(DeviceConfig device) {
        return switch (device) {
            case DeviceConfig.Safety safety -> "safety board";
            case DeviceConfig.Stage stage -> "stage";
            case DeviceConfig.Supply supply -> "stage";
            case DeviceConfig.Monitor monitor -> "insulation monitor";
            case DeviceConfig.Io io -> "io";
            case DeviceConfig.Meter meter ->
                    meter.role().name().toLowerCase(Locale.ROOT) + " meter";
        };
    }

    /**
     * Writes a copy of a board file that names the places of running simulators.
     *
     * @param text the board file's text
     */
    public static Path writeCopy(
            BoardFile file, Map<String, String> places, Path target, String text)
            throws IOException {
        String copy = text;
        for (BusConfig bus : file.buses()) {
            String place = places.getOrDefault(bus.name(), "");
            copy =
                    switch (bus) {
                        case BusConfig.ModbusTcp tcp ->
                                copy.replace("\"" + tcp.host() + "\"", "\"127.0.0.1\"")
                                        .replaceFirst(
                                                "(?m)^port = " + tcp.port() + "\\b",
                                                "port = "
                                                        + place.substring(place.indexOf(':') + 1));
                        case BusConfig.ModbusRtu rtu -> quoted(copy, rtu.path(), place);
                    };
        }
        if (file.safety() instanceof SafetyConfig.Uart uart) {
            copy = quoted(copy, uart.path(), places.getOrDefault("safety-board", ""));
        }
        if (file.stage().orElse(null) instanceof StageConfig.Infypower infypower
                && infypower.can() instanceof CanConfig.Slcan slcan) {
            copy = quoted(copy, slcan.path(), places.getOrDefault("stage.can", ""));
        }
        if (file.chademo().isPresent()
                && file.chademo().get().can() instanceof CanConfig.Slcan slcan) {
            copy = quoted(copy, slcan.path(), places.getOrDefault("can", ""));
        }
        return Files.writeString(target, copy, StandardCharsets.UTF_8);
    }

    private static String quoted(String text, String from, String to) {
        return text.replace("\"" + from + "\"", "\"" + to + "\"");
    }
}
