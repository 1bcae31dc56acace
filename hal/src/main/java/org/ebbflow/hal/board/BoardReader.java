package org.ebbflow.hal.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.BoardRatings.Output;

/** From the tables of a board file to {@link BoardFile}. */
final class BoardReader {
    private static final String INLET_MEANING =
            "whether the safety board measures the voltage on the car's side of the contactors;"
                    + " false: they close on the stage's voltage alone";

    private final TomlFile file;
    private final MapLibrary maps;
    private final List<BusConfig> buses = new ArrayList<>();

    private BoardReader(TomlFile file, MapLibrary maps) {
        this.file = file;
        this.maps = maps;
    }

    static BoardFile read(TomlFile file, MapLibrary maps) {
        return new BoardReader(file, maps).board();
    }

    private BoardFile board() {
        TomlSection top = file.top();
        String name = top.text("name", "the board's name");
        String title = top.text("title", "what people call the board");
        String revision = top.text("hardware-revision", "hardware this file was written for");
        Output output = top.choice("output", Output.class, "kind of energy at the connector");
        BoardFile.Connector connector =
                top.choice("connector", BoardFile.Connector.class, "plug on the car's side");
        Grid line = grid(top.table("grid"));
        top.tables("bus").forEach(this::addBus);
        TomlSection board = top.table("safety-board");
        SafetyConfig safety = SafetyReader.read(board, this::safety);
        BoardRatings.Reaction reaction = SafetyReader.reaction(board, safety);
        boolean dc = output == Output.DC;
        TomlSection power = top.table(dc ? "stage" : "ac");
        BoardRatings ratings =
                dc
                        ? dcRatings(power, name, line, reaction)
                        : acRatings(power, name, line, reaction);
        boolean inlet = board.flagOr("inlet-measured", dc, INLET_MEANING);
        ratings = inlet ? ratings.measuringInlet() : ratings.withoutInletMeasurement();
        Optional<StageConfig> stage =
                dc ? Optional.of(stage(power, line, ratings)) : Optional.empty();
        List<DeviceConfig.Meter> meters = top.tables("meter").stream().map(this::meter).toList();
        refuseTwins(top, meters);
        boolean chademo = connector == BoardFile.Connector.CHADEMO;
        Optional<ChademoConfig> side =
                chademo ? Optional.of(chademo(top, ratings)) : Optional.empty();
        BoardRatings guarded =
                ratings.protectedBy(ProtectionReader.read(top, board, safety, meters));
        BoardFile.Parts parts = new PartsReader(this, buses).parts(top, safety, chademo);
        if (parts.monitor().isPresent()) {
            guarded = guarded.protectedBy(guarded.protection().withInsulationMonitor());
        }
        Optional<TomlSection> backup = top.optionalTable("backup");
        if (backup.isPresent()) {
            refuseModules(top, stage);
            guarded = guarded.backedUp(BackupReader.gear(backup.get(), guarded, safety));
            safety = safety.wired(BackupReader.polarity(backup.get()));
        }
        Optional<GpioConfig> gpio =
                top.optionalTable("gpio").map(at -> GpioReader.read(at, chademo));
        gpio.ifPresent(pins -> PartsReader.refuseBoth(top, parts.io(), pins));
        file.done();
        return new BoardFile(
                name,
                title,
                revision,
                connector,
                chademo ? guarded.signalled(BoardRatings.Signalling.CHADEMO) : guarded,
                List.copyOf(buses),
                safety,
                stage,
                meters,
                parts,
                side,
                gpio,
                file.entries());
    }

    private static void refuseModules(TomlSection top, Optional<StageConfig> stage) {
        if (stage.orElse(null) instanceof StageConfig.Infypower) {
            throw top.refuse("backup", "needs a stage that forms a grid; these modules do not");
        }
    }

    private static ChademoConfig chademo(TomlSection top, BoardRatings ratings) {
        if (ratings.output() != Output.DC) {
            throw top.refuse("connector", "is CHAdeMO, which carries DC; set output = \"dc\"");
        }
        if (!ratings.inletMeasured()) {
            throw top.refuse("connector", "is CHAdeMO, which needs the inlet's voltage measured");
        }
        return ChademoReader.read(top);
    }

    private static Grid grid(TomlSection grid) {
        return new Grid(
                grid.integer("phases", 1, 3, "line conductors; split phase counts as 1"),
                grid.integer("nominal-v", 100, 480, "L-N, or L1-L2 on split phase"),
                grid.integer("nominal-hz", 50, 60, "grid frequency"),
                grid.integer("max-current-a", 6, 500, "per line conductor"));
    }

    /** Connection to the grid; split phase is one phase above 200 V at 60 Hz. */
    private record Grid(int phases, int volts, int hertz, int maxCurrentA) {
        boolean splitPhase() {
            return phases == 1 && volts > 200 && hertz == 60;
        }
    }

    private void addBus(TomlSection bus) {
        String name = bus.text("name", "name that devices use");
        if (buses.stream().anyMatch(b -> b.name().equals(name))) {
            throw bus.refuse("name", "is the name of two buses; give each its own");
        }
        int timeoutMs =
                bus.integer("timeout-ms", 20, 2000, "wait for an answer; nothing is retried");
        int gapMs = bus.integerOr("gap-ms", 0, 0, 200, "pause between two transactions");
        switch (bus.choice("kind", BusKind.class, "transport")) {
            case MODBUS_TCP ->
                    buses.add(
                            new BusConfig.ModbusTcp(
                                    name,
                                    bus.text("host", "address of the device"),
                                    bus.integer("port", 1, 65_535, "TCP port"),
                                    timeoutMs,
                                    gapMs));
            case MODBUS_RTU ->
                    buses.add(
                            new BusConfig.ModbusRtu(
                                    name,
                                    bus.text("path", "device file of the serial port"),
                                    bus.integer("baud", 1200, 1_000_000, "bits per second"),
                                    bus.choice("parity", BusConfig.Parity.class, "parity bit"),
                                    bus.integer("stop-bits", 1, 2, "stop bits"),
                                    timeoutMs,
                                    gapMs));
        }
    }

    /** Transport of a bus. */
    private enum BusKind {
        MODBUS_TCP,
        MODBUS_RTU
    }

    private DeviceConfig.Safety safety(TomlSection at) {
        return new DeviceConfig.Safety(
                bus(at),
                unit(at),
                pollMs(at),
                map(at, RegisterMap.Kind.SAFETY_BOARD),
                SafetyReader.heartbeatMs(at),
                at.flag("insulation-monitor", "whether an insulation monitor is fitted"),
                at.flag("switch-gear", "whether a backup switch gear is fitted"),
                DeviceConfig.Polarity.NORMAL);
    }

    private StageConfig stage(TomlSection at, Grid line, BoardRatings ratings) {
        return switch (at.choice("driver", StageDriver.class, "how to talk to the stage")) {
            case SUNSPEC ->
                    new DeviceConfig.Stage(
                            bus(at),
                            unit(at),
                            pollMs(at),
                            map(at, RegisterMap.Kind.SUNSPEC),
                            setpointMs(at),
                            at.integer(
                                    "reversion-s",
                                    1,
                                    60,
                                    "silence after which it falls to 0 W by itself"),
                            line.splitPhase(),
                            at.flagOr(
                                    "temperature-measured",
                                    true,
                                    "whether it tells a cabinet or heat-sink temperature; false:"
                                            + " it lowers its power by itself when it gets hot"));
            case EA_PSB -> new PartsReader(this, buses).supply(at, ratings);
            case INFYPOWER_BEG ->
                    new StageConfig.Infypower(
                            CanReader.read(at.table("can")),
                            at.integerOr("modules", 1, 1, 8, "modules in parallel on this bus"),
                            pollMs(at),
                            setpointMs(at),
                            ratings.dc().maxVoltageMv(),
                            ratings.efficiency());
        };
    }

    static int setpointMs(TomlSection at) {
        return at.integer("setpoint-ms", 10, 1000, "shortest pause between two set points");
    }

    /** Drivers of power stages. */
    private enum StageDriver {
        SUNSPEC,
        EA_PSB,
        INFYPOWER_BEG
    }

    private static BoardRatings dcRatings(
            TomlSection at, String name, Grid line, BoardRatings.Reaction reaction) {
        int minV = at.integer("output-min-v", 0, 1500, "lowest voltage at the DC output");
        int maxV = at.integer("output-max-v", 50, 1500, "highest voltage at the DC output");
        if (minV >= maxV) {
            throw at.refuse("output-min-v", "must be below output-max-v (%d)".formatted(maxV));
        }
        BoardCommand.DcWindow window =
                new BoardCommand.DcWindow(
                        minV * 1000,
                        maxV * 1000,
                        at.integer("charge-max-a", 1, 1000, "DC current into the car") * 1000,
                        at.integer("discharge-max-a", 0, 1000, "DC current out of the car") * 1000);
        BoardRatings.Efficiency efficiency =
                new BoardRatings.Efficiency(
                        at.integer("charge-efficiency-per-mille", 500, 1000, "AC to DC"),
                        at.integer("discharge-efficiency-per-mille", 500, 1000, "DC to AC"));
        return ratings(at, new Shape(name, Output.DC, window, efficiency), line, reaction);
    }

    private static BoardRatings acRatings(
            TomlSection at, String name, Grid line, BoardRatings.Reaction reaction) {
        BoardCommand.DcWindow none = new BoardCommand.DcWindow(0, 0, 0, 0);
        BoardRatings.Efficiency whole = new BoardRatings.Efficiency(1000, 1000);
        return ratings(at, new Shape(name, Output.AC, none, whole), line, reaction);
    }

    /** What differs between DC and AC boards. */
    private record Shape(
            String name,
            Output output,
            BoardCommand.DcWindow window,
            BoardRatings.Efficiency efficiency) {}

    private static BoardRatings ratings(
            TomlSection at, Shape shape, Grid line, BoardRatings.Reaction reaction) {
        return new BoardRatings(
                shape.name(),
                shape.output(),
                line.phases(),
                line.volts() * 1000,
                line.hertz() * 1000,
                at.integer("charge-max-w", 100, 500_000, "largest charge power, AC side"),
                at.integer("discharge-max-w", 0, 500_000, "largest discharge power, AC side"),
                at.integer("min-power-w", 0, 50_000, "smaller commands become 0 W"),
                line.maxCurrentA() * 1000,
                shape.window(),
                shape.efficiency(),
                reaction);
    }

    private DeviceConfig.Meter meter(TomlSection at) {
        RegisterMap map = map(at, RegisterMap.Kind.METER);
        DeviceConfig.Role role =
                at.choice("role", DeviceConfig.Role.class, "what the meter measures");
        boolean line = List.of("voltage-l1", "frequency", "current-l1").stream().allMatch(map::has);
        if (!line && (role == DeviceConfig.Role.STATION || role == DeviceConfig.Role.GRID)) {
            throw at.refuse(
                    "map",
                    "has no voltage, frequency and current per line conductor, which the station"
                            + " and the fuse need; such a meter serves at a battery or solar inverter");
        }
        return new DeviceConfig.Meter(
                bus(at),
                unit(at),
                pollMs(at),
                map,
                role,
                at.flagOr("invert", false, "counts the other direction as plus: signs swap"));
    }

    private static void refuseTwins(TomlSection top, List<DeviceConfig.Meter> meters) {
        for (DeviceConfig.Role role : DeviceConfig.Role.values()) {
            if (meters.stream().filter(m -> m.role() == role).count() > 1) {
                throw top.refuse("meter", "has two meters of the role " + role + "; keep one");
            }
        }
    }

    String bus(TomlSection at) {
        String name = at.text("bus", "bus the device hangs on");
        if (buses.stream().noneMatch(b -> b.name().equals(name))) {
            String known = String.join(", ", buses.stream().map(BusConfig::name).toList());
            throw at.refuse("bus", "names no bus of this file; known: " + known);
        }
        return name;
    }

    static int unit(TomlSection at) {
        return at.integer("unit", 1, 247, "Modbus unit");
    }

    static int pollMs(TomlSection at) {
        return at.integer("poll-ms", 10, 10_000, "time between two polls");
    }

    RegisterMap map(TomlSection at, RegisterMap.Kind kind) {
        return maps.find(at, at.text("map", "register map of the device"), kind);
    }
}
