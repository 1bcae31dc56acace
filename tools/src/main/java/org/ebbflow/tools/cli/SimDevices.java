package org.ebbflow.tools.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.tools.sim.board.FilePlan;
import org.ebbflow.tools.sim.devices.BoardSimulator;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.devices.PlainCars;
import org.ebbflow.tools.sim.devices.PlannedBoard;
import org.ebbflow.tools.sim.devices.SimulatorOptions;
import org.ebbflow.tools.sim.page.Script;
import org.ebbflow.tools.sim.page.SimulatorPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ebbflow sim-devices}: the devices of one board as simulators, until Ctrl-C. */
@Command(
        name = "sim-devices",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the simulated devices of one board until Ctrl-C.",
            "With a board file: every device that it names, on its own buses and addresses.",
            "The kinds without a file have units 1 safety board, 2 power stage, 3 station meter, 4"
                    + " grid meter."
        })
final class SimDevices implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--board",
            paramLabel = "FILE",
            defaultValue = "dc-tcp",
            description =
                    "Board file or shipped name; or a kind: dc-tcp, dc-serial, ac-tcp (default"
                            + " ${DEFAULT-VALUE}).")
    private String board = "dc-tcp";

    @Option(
            names = "--safety-port",
            defaultValue = "15021",
            description = "TCP port of the safety board, 0 for a free one (default 15021).")
    private int safetyPort;

    @Option(
            names = "--stage-port",
            defaultValue = "15022",
            description = "TCP port of the power stage (default 15022).")
    private int stagePort;

    @Option(
            names = "--meters-port",
            defaultValue = "15023",
            description = "TCP port of both meters (default 15023).")
    private int metersPort;

    @Option(
            names = "--free-ports",
            description = "With a board file: free TCP ports instead of those in the file.")
    private boolean freePorts;

    @Option(
            names = "--write",
            paramLabel = "COPY",
            description =
                    "Where the copy of the board file with the simulators' addresses goes (default: a"
                            + " new file in the temporary folder).")
    private Optional<Path> write = Optional.empty();

    @Option(
            names = "--page-port",
            defaultValue = "0",
            description = "Port of the simulators' page, 0 for a free one (default).")
    private int pagePort;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the noise (default 1).")
    private long seed;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "Actions at times, such as: at 12.5 e-stop")
    private Optional<Path> script = Optional.empty();

    @Option(names = "--json", description = "Print the addresses as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<SimulatorOptions.Kind> kind = kind(board);
        CarFactory cars = new PlainCars();
        try {
            Optional<Script> play =
                    script.isPresent()
                            ? Optional.of(Script.read(script.get(), cars.names()))
                            : Optional.empty();
            if (kind.isEmpty()) {
                serveFile(BoardFile.open(board), cars, play);
                return 0;
            }
            SimulatorOptions.Ports ports =
                    new SimulatorOptions.Ports(safetyPort, stagePort, metersPort);
            SimulatorOptions options = SimulatorOptions.of(kind.get()).on(ports).seeded(seed);
            serve(options, cars, play);
            return 0;
        } catch (RefusedFile refused) {
            spec.commandLine().getErr().println(refused.sentence());
            return 2;
        } catch (IOException | Script.ScriptException broken) {
            spec.commandLine().getErr().println(broken.getMessage());
            return 2;
        }
    }

    private void serve(SimulatorOptions options, CarFactory cars, Optional<Script> play)
            throws IOException, InterruptedException {
        try (BoardSimulator simulator = BoardSimulator.start(options, cars);
                SimulatorPage page = SimulatorPage.start(simulator.control(), pagePort)) {
            say(simulator.where(), page);
            play.ifPresent(
                    all ->
                            all.play(
                                    simulator.control(),
                                    line -> System.err.println("script: " + line.action().text())));
            waitForTheEnd();
        }
    }

    private void serveFile(BoardFile file, CarFactory cars, Optional<Script> play)
            throws IOException, InterruptedException {
        try (PlannedBoard simulator = PlannedBoard.start(FilePlan.of(file, freePorts), seed, cars);
                SimulatorPage page = SimulatorPage.start(simulator.control(), pagePort)) {
            Path copy = copy(file, simulator);
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("file", copy.toString());
            all.put("board", file.name());
            all.put("devices", simulator.deviceNames());
            all.put("places", simulator.places());
            all.put("page", page.uri().toString());
            if (json) {
                System.out.println(JsonMapper.builder().build().writeValueAsString(all));
            } else {
                System.out.println(file.title() + ": " + simulator.deviceNames());
                simulator.places().forEach((bus, at) -> System.out.println("  " + bus + ": " + at));
                System.out.println("Board file with these places: " + copy);
                System.out.println("  ebbflow board test " + copy);
                System.out.println("  ebbflow run --board " + copy + " --site SITE");
                System.out.println("Page of the simulators: " + page.uri());
            }
            play.ifPresent(
                    script ->
                            script.play(
                                    simulator.control(),
                                    line -> System.err.println("script: " + line.action().text())));
            waitForTheEnd();
        }
    }

    /** The board file with the simulators' places, ready for the product. */
    private Path copy(BoardFile file, PlannedBoard simulator) throws IOException {
        boolean own = Files.isRegularFile(Path.of(board));
        String text = own ? Files.readString(Path.of(board)) : BoardFile.shippedText(board);
        Path target = write.isPresent() ? write.get() : place(file.name(), own);
        return FilePlan.writeCopy(file, simulator.places(), target, text).toAbsolutePath();
    }

    /** A folder of its own, with the maps that stand beside an own board file. */
    private Path place(String name, boolean own) throws IOException {
        Path folder = Files.createTempDirectory("ebbflow-board");
        Path maps = Path.of(board).toAbsolutePath().normalize().resolveSibling("../maps");
        if (own && Files.isDirectory(maps)) {
            Path copies = Files.createDirectory(folder.resolve("maps"));
            try (Stream<Path> all = Files.list(maps)) {
                for (Path map : all.filter(m -> m.toString().endsWith(".toml")).toList()) {
                    Files.copy(map, copies.resolve(map.getFileName()));
                }
            }
        }
        return Files.createDirectory(folder.resolve("boards")).resolve(name + ".toml");
    }

    private static void waitForTheEnd() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "sim-stop"));
        stopped.await();
    }

    private void say(BoardSimulator.Where where, SimulatorPage page) {
        PrintStream out = System.out;
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(addresses(where, page)));
            return;
        }
        where.serialPath().ifPresent(path -> out.println("All devices: serial line " + path));
        tell(out, "Safety board (unit 1)", where.ports().safetyBoard());
        tell(out, "Power stage (unit 2)", where.ports().stage());
        tell(out, "Meters (unit 3 station, unit 4 grid)", where.ports().meters());
        out.println("Page of the simulators: " + page.uri());
        out.println("Ctrl-C stops them all at once, as a power cut would.");
    }

    private static void tell(PrintStream out, String device, int port) {
        if (port != 0) {
            out.println(device + ": Modbus TCP 127.0.0.1:" + port);
        }
    }

    private static Map<String, Object> addresses(BoardSimulator.Where where, SimulatorPage page) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("safetyPort", where.ports().safetyBoard());
        all.put("stagePort", where.ports().stage());
        all.put("metersPort", where.ports().meters());
        all.put("serialPath", where.serialPath().orElse(""));
        all.put("page", page.uri().toString());
        return all;
    }

    /** The board of this name. */
    static Optional<SimulatorOptions.Kind> kind(String name) {
        String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return List.of(SimulatorOptions.Kind.values()).stream()
                .filter(kind -> kind.name().equals(wanted))
                .findFirst();
    }
}
