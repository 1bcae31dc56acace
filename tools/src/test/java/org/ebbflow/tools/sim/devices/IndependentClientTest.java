package org.ebbflow.tools.sim.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
                new java.util.ArrayList<>(
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

    @Test
    void pymodbusWalksTheSunSpecChainAndWritesTheSetPoint(@TempDir Path folder) throws Exception {
        boolean present =
                Files.isExecutable(Path.of(PYTHON))
                        && new ProcessBuilder(PYTHON, "-c", "import pymodbus")
                                        .redirectErrorStream(true)
                                        .start()
                                        .waitFor()
                                == 0;
        needs(present, "install the package python3-pymodbus");
        Path script = folder.resolve("walk.py");
        try (InputStream in = IndependentClientTest.class.getResourceAsStream("sunspec_walk.py")) {
            Files.copy(java.util.Objects.requireNonNull(in), script);
        }
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
