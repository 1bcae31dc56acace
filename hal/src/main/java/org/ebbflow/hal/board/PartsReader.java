package org.ebbflow.hal.board;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.board.DeviceConfig.Use;

/** Supplies, insulation monitors, relay and input devices, and the plate of a board file. */
final class PartsReader {
    /**
     * @source Bender isoCHA425HV as used by EVerest: 20 ms between two requests
     */
    private static final int MONITOR_GAP_MS = 20;

    /** Uses of which a board has one wire at most. */
    private static final Set<Use> SINGLE =
            Collections.unmodifiableSet(EnumSet.range(Use.CONTACTOR_FEEDBACK, Use.LOCK_RELEASE));

    private final BoardReader board;
    private final List<BusConfig> buses;

    PartsReader(BoardReader board, List<BusConfig> buses) {
        this.board = board;
        this.buses = buses;
    }

    BoardFile.Parts parts(TomlSection top, SafetyConfig safety, boolean chademo) {
        Optional<DeviceConfig.Monitor> monitor =
                top.optionalTable("insulation-monitor").map(at -> monitor(at, chademo));
        if (monitor.isPresent() && safety.insulationMonitor()) {
            throw top.refuse(
                    "insulation-monitor",
                    "stands beside the safety board's own (insulation-monitor = true); two monitors"
                            + " on one circuit disturb each other, keep one");
        }
        List<DeviceConfig.Io> io = top.tables("io").stream().map(at -> io(at, chademo)).toList();
        refuseTwins(top, io);
        Optional<TomlSection> plate = top.optionalTable("plate");
        return new BoardFile.Parts(
                monitor,
                io,
                plate.map(PartsReader::plate)
                        .orElse(
                                new PlateConfig(
                                        "", PlateConfig.Display.NONE, List.of(), List.of())));
    }

    DeviceConfig.Supply supply(TomlSection at, BoardRatings ratings) {
        DeviceConfig.Nominal nominal =
                new DeviceConfig.Nominal(
                        at.integer("nominal-output-v", 10, 2000, "type plate: 100 % voltage")
                                * 1000,
                        at.integer("nominal-output-a", 1, 2000, "type plate: 100 % current") * 1000,
                        at.integer("nominal-output-w", 100, 500_000, "type plate: 100 % power"));
        BoardRatings.Output dc = BoardRatings.Output.DC;
        if (ratings.output() == dc && nominal.voltageMv() < ratings.dc().maxVoltageMv()) {
            throw at.refuse("nominal-output-v", "must not be below output-max-v");
        }
        return new DeviceConfig.Supply(
                board.bus(at),
                BoardReader.unit(at),
                BoardReader.pollMs(at),
                board.map(at, RegisterMap.Kind.SUPPLY),
                BoardReader.setpointMs(at),
                at.integer("reversion-s", 1, 60, "silence of decisions after which it is off"),
                nominal,
                ratings.dc().maxVoltageMv(),
                ratings.efficiency());
    }

    private DeviceConfig.Monitor monitor(TomlSection at, boolean chademo) {
        String bus = board.bus(at);
        int gapMs = buses.stream().filter(b -> b.name().equals(bus)).findFirst().get().gapMs();
        if (gapMs < MONITOR_GAP_MS) {
            throw at.refuse(
                    "bus",
                    "has gap-ms = %d; this monitor needs %d ms between two requests"
                            .formatted(gapMs, MONITOR_GAP_MS));
        }
        int alarm = at.integer("alarm-kohm", 1, 1000, "second alarm of its own relays");
        int prealarm = at.integer("prealarm-kohm", 1, 1000, "first alarm of its own relays");
        if (prealarm < alarm) {
            throw at.refuse("prealarm-kohm", "must not be below alarm-kohm (%d)".formatted(alarm));
        }
        return new DeviceConfig.Monitor(
                bus,
                BoardReader.unit(at),
                BoardReader.pollMs(at),
                board.map(at, RegisterMap.Kind.INSULATION_MONITOR),
                prealarm,
                alarm,
                chademo);
    }

    private DeviceConfig.Io io(TomlSection at, boolean chademo) {
        String bus = board.bus(at);
        RegisterMap map = board.map(at, RegisterMap.Kind.RELAY_INPUT);
        List<DeviceConfig.Line> lines = new ArrayList<>();
        Set<String> points = new TreeSet<>();
        for (TomlSection wire : at.tables("wire")) {
            DeviceConfig.Line line = line(wire, map);
            if (!points.add(line.point())) {
                throw wire.refuse("point", "is used twice; each wire has its own terminal");
            }
            if (line.use().isChademo() && !chademo) {
                throw wire.refuse("use", "is a CHAdeMO line, but connector is not \"chademo\"");
            }
            lines.add(line);
        }
        Set<Use> uses = EnumSet.noneOf(Use.class);
        lines.forEach(line -> uses.add(line.use()));
        together(at, uses, Set.of(Use.D1, Use.D2));
        together(at, uses, Set.of(Use.K, Use.H));
        together(at, uses, Set.of(Use.LOCK_ENGAGE, Use.LOCK_RELEASE, Use.LOCK_FEEDBACK));
        DeviceConfig.Io io =
                new DeviceConfig.Io(
                        bus,
                        BoardReader.unit(at),
                        BoardReader.pollMs(at),
                        map,
                        at.integerOr(
                                "watchdog-ms",
                                500,
                                100,
                                10_000,
                                "silence after which it opens its outputs by itself"),
                        List.copyOf(lines),
                        uses.contains(Use.LOCK_ENGAGE)
                                ? Optional.of(GpioReader.lock(at))
                                : Optional.empty());
        if (io.drivesSafety() && !io.hasWatchdog()) {
            throw at.refuse(
                    "map",
                    "is a device without a watchdog: it would hold contactors or d1 and d2 after the"
                            + " controller died; drive them from the safety board or use another");
        }
        return io;
    }

    /** A wire that cannot be proved, or only half of a pair, is refused. */
    private static void together(TomlSection at, Set<Use> wired, Set<Use> group) {
        Set<Use> missing = new TreeSet<>(group);
        missing.removeAll(wired);
        if (!missing.isEmpty() && missing.size() < group.size()) {
            throw at.refuse(
                    "wire",
                    "lacks %s beside the others that belong together: %s"
                            .formatted(words(missing), words(new TreeSet<>(group))));
        }
    }

    private static String words(Set<Use> uses) {
        return uses.stream()
                .map(use -> use.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }

    private static DeviceConfig.Line line(TomlSection wire, RegisterMap map) {
        Use use = wire.choice("use", Use.class, "what the wire is for");
        String point = wire.text("point", "terminal, a row of the device's map");
        String wanted = use.isOutput() ? "output-" : "input-";
        if (!map.has(point) || !point.startsWith(wanted)) {
            List<String> known =
                    map.points().stream()
                            .map(MapPoint::name)
                            .filter(n -> n.matches(wanted + "[0-9]+"))
                            .toList();
            throw wire.refuse(
                    "point", "is none of this device's terminals: " + String.join(", ", known));
        }
        boolean inverted = wire.flagOr("inverted", false, "voltage on the wire means no");
        if (use.isOutput() && inverted) {
            throw wire.refuse("inverted", "must be false: a dead device must mean off");
        }
        return new DeviceConfig.Line(use, point, inverted);
    }

    private static void refuseTwins(TomlSection top, List<DeviceConfig.Io> io) {
        for (Use use : SINGLE) {
            long count =
                    io.stream()
                            .flatMap(i -> i.lines().stream())
                            .filter(l -> l.use() == use)
                            .count();
            if (count > 1) {
                throw top.refuse("io", "has two wires for " + use + "; keep one");
            }
        }
    }

    /** What hangs on a relay and input device has no pin beside it: there is one path. */
    static void refuseBoth(TomlSection top, List<DeviceConfig.Io> io, GpioConfig pins) {
        for (GpioConfig.Role role : pins.lines().keySet()) {
            boolean twice =
                    SINGLE.stream()
                            .filter(use -> use.name().equals(role.name()))
                            .anyMatch(use -> io.stream().anyMatch(i -> i.has(use)));
            if (twice) {
                throw top.refuse(
                        "gpio",
                        "has a line for %s, which [[io]] has too; keep one".formatted(role));
            }
        }
    }

    private static PlateConfig plate(TomlSection at) {
        List<PlateConfig.Editable> editable = new ArrayList<>();
        for (TomlSection row : at.tables("editable")) {
            int min = row.integer("min", 0, 1_000_000, "smallest value this board bears");
            editable.add(
                    new PlateConfig.Editable(
                            row.text("key", "key of the site file"),
                            min,
                            row.integer("max", min, 1_000_000, "largest value this board bears")));
        }
        return new PlateConfig(
                at.text("maker", "who builds the board"),
                at.choice("display", PlateConfig.Display.class, "what shows state at the station"),
                at.texts("label", "texts of the type plate"),
                List.copyOf(editable));
    }
}
