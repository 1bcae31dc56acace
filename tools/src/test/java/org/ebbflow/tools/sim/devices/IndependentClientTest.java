package org.ebbflow.tools.sim.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.ebbflow.tools.sim.plant.PlantTraits;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The devices read by programs that know nothing of this project: mbpoll and pymodbus. */
@Tag("needs-tools")
class IndependentClientTest {

    private static final String MBPOLL = "/usr/bin/mbpoll";
    private static final String PYTHON = "/usr/bin/python3";

    private static void needs(boolean present, String sentence) {
        if (!present && Boolean.parseBoolean(System.getenv("EBBFLOW_REQUIRE_TOOLS"))) {
            throw new AssertionError("This run must not skip tests: " + sentence);
        }
        if (!present) {
            System.err.println("NOTICE: skipped, " + sentence);
        }
        Assumptions.assumeTrue(present, sentence);
    }

    private static void needsMbpoll() {
        needs(Files.isExecutable(Path.of(MBPOLL)), "install the package mbpoll");
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running: " + command);
        assertEquals(0, process.exitValue(), output);
        return output;
    }

    private static BoardSimulator start(SimulatorOptions.Kind kind) throws IOException {
        return BoardSimulator.start(SimulatorOptions.of(kind), new TestCars());
    }

    private static List<String> mbpollTcp(int port, int unit, String... more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                MBPOLL,
                                "-m",
                                "tcp",
                                "-p",
                                Integer.toString(port),
                                "-a",
                                Integer.toString(unit),
                                "-0",
                                "-1"));
        command.addAll(List.of(more));
        command.add("127.0.0.1");
        return command;
    }

    @Test
    void mbpollReadsTheMetersAsFloats() throws Exception {
        needsMbpoll();
        try (BoardSimulator board = start(SimulatorOptions.Kind.DC_TCP)) {
            int port = board.where().ports().meters();
            Await.until("shown", () -> board.control().plant().gridMeter().powerW() != 0);
            String volts = run(mbpollTcp(port, 4, "-t", "3:float", "-B", "-r", "0", "-c", "1"));
            assertTrue(volts.contains("[0]: \t240"), volts);
            String power = run(mbpollTcp(port, 4, "-t", "3:float", "-B", "-r", "52", "-c", "1"));
            assertTrue(power.matches("(?s).*\\[52\\]: \\t(79\\d|80\\d).*"), power);
            String hertz = run(mbpollTcp(port, 3, "-t", "3:float", "-B", "-r", "70", "-c", "1"));
            assertTrue(hertz.contains("[70]: \t60"), hertz);
        }
    }

    @Test
    void mbpollReadsTheSafetyBoardOverTheSerialLine() throws Exception {
        needsMbpoll();
        try (BoardSimulator board = start(SimulatorOptions.Kind.DC_SERIAL)) {
            String path = board.where().serialPath().orElseThrow();
            String output =
                    run(
                            List.of(
                                    MBPOLL, "-m", "rtu", "-a", "1", "-b", "115200", "-P", "none",
                                    "-0", "-1", "-t", "4:hex", "-r", "0", "-c", "16", path));
            assertTrue(output.contains("[0]: \t0xEB01"), output);
            assertTrue(output.contains("[11]: \t0x01F4"), output);
        }
    }

    private static BoardPlan.Unit unit(
            int number, String name, String product, BoardPlan.Wire... wires) {
        return new BoardPlan.Unit(
                number, name, product, new BoardPlan.Nominal(1_000, 40, 10_000), List.of(wires));
    }

    /** Supply and coupler on TCP; monitor, relay board and two meters on a serial line. */
    private static PlannedBoard newerDevices() throws IOException {
        BoardPlan.Wire chain = new BoardPlan.Wire(BoardPlan.Means.EMERGENCY_STOP, 0, true);
        BoardPlan.Wire mirror = new BoardPlan.Wire(BoardPlan.Means.CONTACTOR_FEEDBACK, 1, false);
        BoardPlan.Wire coil = new BoardPlan.Wire(BoardPlan.Means.CONTACTOR_COIL, 0, false);
        return PlannedBoard.start(
                new BoardPlan(
                        PlantTraits.dc(),
                        List.of(
                                new BoardPlan.Bus(
                                        "supply", 0, 0, List.of(unit(1, "stage", "ea-psb-10000"))),
                                new BoardPlan.Bus(
                                        "wires",
                                        0,
                                        0,
                                        List.of(unit(1, "io", "wago-750", chain, mirror, coil))),
                                new BoardPlan.Bus(
                                        "line",
                                        0,
                                        19_200,
                                        List.of(
                                                unit(3, "monitor", "bender-isocha425hv"),
                                                unit(5, "relays", "waveshare-io-8", chain, mirror),
                                                unit(6, "battery meter", "abb-b23"),
                                                unit(7, "solar meter", "carlo-gavazzi-em24"),
                                                unit(8, "station meter", "eastron-sdm230"),
                                                unit(9, "grid meter", "carlo-gavazzi-em340"),
                                                unit(10, "janitza", "janitza-b23"),
                                                unit(11, "total", "eastron-sdm72-v1")))),
                        OptionalInt.empty(),
                        0,
                        false),
                1,
                new TestCars());
    }

    private static String place(PlannedBoard board, String bus) {
        return Objects.requireNonNull(board.places().get(bus));
    }

    private static String mbpollLine(String path, int unit, String... more) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(MBPOLL, "-m", "rtu", "-b", "19200", "-P", "none", "-0", "-1"));
        command.addAll(List.of("-a", Integer.toString(unit)));
        command.addAll(List.of(more));
        command.add(path);
        return run(command);
    }

    @Test
    void mbpollReadsMonitorRelaysAndMetersOfBatteryAndSunOnOneSerialLine() throws Exception {
        needsMbpoll();
        try (PlannedBoard board = newerDevices()) {
            String path = place(board, "line");
            String name = mbpollLine(path, 3, "-t", "4:hex", "-r", "9800", "-c", "2");
            assertTrue(name.contains("0x6973") && name.contains("0x6F43"), name);
            String off = mbpollLine(path, 3, "-t", "4:hex", "-r", "1002", "-c", "1");
            assertTrue(off.contains("[1002]: \t0x00C2"), "off, so no valid value: " + off);
            String inputs = mbpollLine(path, 5, "-t", "1", "-r", "0", "-c", "2");
            assertTrue(inputs.contains("[0]: \t1") && inputs.contains("[1]: \t0"), inputs);
            String volts = mbpollLine(path, 6, "-t", "4:int", "-B", "-r", "23296", "-c", "1");
            assertTrue(volts.matches("(?s).*\\[23296\\]: \\t(12|24)\\d\\d.*"), volts);
            String sun = mbpollLine(path, 7, "-t", "3:int", "-r", "0", "-c", "1");
            assertTrue(sun.matches("(?s).*\\[0\\]: \\t(12|24)\\d\\d.*"), sun);
            String single = mbpollLine(path, 8, "-t", "3:float", "-B", "-r", "70", "-c", "1");
            assertTrue(single.contains("[70]: \t60"), single);
            String three = mbpollLine(path, 9, "-t", "3:int", "-r", "0", "-c", "1");
            assertTrue(three.matches("(?s).*\\[0\\]: \\t(12|24)\\d\\d.*"), three);
            String german = mbpollLine(path, 10, "-t", "4:float", "-B", "-r", "19050", "-c", "1");
            assertTrue(german.contains("[19050]: \t60"), german);
            String total = mbpollLine(path, 11, "-t", "3:float", "-B", "-r", "52", "-c", "1");
            assertTrue(total.contains("[52]: \t0"), total);
        }
    }

    @Test
    void pythonReadsTheFramesOfTheUartBoardWithAChecksumOfItsOwn(@TempDir Path folder)
            throws Exception {
        needs(Files.isExecutable(Path.of(PYTHON)), "install the package python3");
        Path script = script(folder, "uart_frames.py");
        try (BoardSimulator board = start(SimulatorOptions.Kind.DC_UART)) {
            String path = board.where().serialPath().orElseThrow();
            assertEquals(
                    """
                    bad 0
                    platform 0xEB kind 3 profile 1 watchdog 500
                    pilot 1 contactor 0
                    ids 07 08 0A 62 63
                    """,
                    run(List.of(PYTHON, script.toString(), path)));
        }
    }

    @Test
    void pymodbusDrivesSupplyAndCouplerAsTheirDocumentsSay(@TempDir Path folder) throws Exception {
        needsPymodbus();
        Path script = script(folder, "device_reader.py");
        try (PlannedBoard board = newerDevices()) {
            String output =
                    run(
                            List.of(
                                    PYTHON,
                                    script.toString(),
                                    place(board, "supply").replaceAll(".*:", ""),
                                    place(board, "wires").replaceAll(".*:", "")));
            assertEquals(
                    """
                    supply without remote control 7
                    supply beyond 102 % 3
                    supply volts 400
                    supply state 0x880
                    coupler inputs 10000000
                    coupler output True
                    coupler output after its watchdog False
                    coupler watchdog 2
                    coupler refuses 4
                    """,
                    output);
        }
    }

    private static void needsPymodbus() throws Exception {
        boolean present =
                Files.isExecutable(Path.of(PYTHON))
                        && new ProcessBuilder(PYTHON, "-c", "import pymodbus")
                                        .redirectErrorStream(true)
                                        .start()
                                        .waitFor()
                                == 0;
        needs(present, "install the package python3-pymodbus");
    }

    private static Path script(Path folder, String name) throws IOException {
        Path script = folder.resolve(name);
        try (InputStream in = IndependentClientTest.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(in), script);
        }
        return script;
    }

    @Test
    void pymodbusWalksTheSunSpecChainAndWritesTheSetPoint(@TempDir Path folder) throws Exception {
        needsPymodbus();
        Path script = script(folder, "sunspec_walk.py");
        try (BoardSimulator board = start(SimulatorOptions.Kind.DC_TCP)) {
            String port = Integer.toString(board.where().ports().stage());
            String output = run(List.of(PYTHON, script.toString(), port));
            assertEquals(
                    """
                    base SunS
                    model 1 length 66
                    model 701 length 153
                    model 702 length 50
                    model 704 length 65
                    model 713 length 7
                    model 714 length 43
                    model 715 length 7
                    model 64950 length 12
                    model 703 length 17
                    model 705 length 67
                    model 706 length 39
                    model 707 length 105
                    model 708 length 105
                    model 709 length 135
                    model 710 length 135
                    model 711 length 32
                    WSet -7000
                    read-only 2
                    """,
                    output);
            assertEquals(7_000, board.control().plant().stage().settings().acPowerW());
        }
    }
}
