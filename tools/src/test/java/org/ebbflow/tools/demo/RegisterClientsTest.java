package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.devices.PlainCars;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The product's registers, used by programs that know nothing of it: mbpoll and pymodbus. */
@Tag("needs-tools")
@Timeout(120)
@SteadyMachine
class RegisterClientsTest {

    private static final String MBPOLL = "/usr/bin/mbpoll";
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir private Path folder;

    @Test
    void independentClientsReadControlAndAreToldTheirMistakes() throws Exception {
        needs(Files.isExecutable(Path.of(MBPOLL)), "install the package mbpoll");
        needs(pymodbusIsThere(), "install the package python3-pymodbus");
        Station.Wanted wanted =
                new Station.Wanted(
                        "registers",
                        DemoBoard.DC,
                        "lo",
                        Optional.empty(),
                        freeUdpPort(),
                        new PlainCars());
        try (Station station = Station.start(wanted, folder.resolve("site"), new Narrator(true))) {
            station.await("no car", 15, s -> s.toString().contains("NO_CAR"));
            int port = station.registersPort();
            mbpollReads(port);
            assertEquals(
                    """
                    version 1
                    base SunS
                    models 1:66 701:153 702:50 704:65 713:7 714:43 715:7 703:17
                    end length 0
                    without lease 6
                    lease time 0 3 3
                    take 0
                    set 0 -5000
                    half 3
                    too much 3
                    read-only 2
                    outside 2 2 2
                    count 2 unit 11
                    owner 2 lease lives True
                    SunSpec 5000
                    lapsed: owner 0 set point 0 seconds 0
                    """,
                    run(List.of(PYTHON, script().toString(), Integer.toString(port))));
        }
    }

    private static void mbpollReads(int port) throws Exception {
        String block = run(mbpoll(port, "-t", "4", "-r", "2000", "-c", "3"));
        assertTrue(block.contains("[2000]: \t1"), block);
        assertTrue(block.contains("[2002]: \t0"), "no car: " + block);
        String ceiling = run(mbpoll(port, "-t", "4:int", "-B", "-r", "2022", "-c", "1"));
        assertTrue(ceiling.contains("[2022]: \t0"), ceiling);
        String base = run(mbpoll(port, "-t", "4:hex", "-r", "40000", "-c", "2"));
        assertTrue(base.contains("0x5375") && base.contains("0x6E53"), base);
    }

    private static List<String> mbpoll(int port, String... more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                MBPOLL,
                                "-m",
                                "tcp",
                                "-p",
                                Integer.toString(port),
                                "-a",
                                "1",
                                "-0",
                                "-1"));
        command.addAll(List.of(more));
        command.add("127.0.0.1");
        return command;
    }

    private Path script() throws Exception {
        Path script = folder.resolve("energy_manager.py");
        try (InputStream in = RegisterClientsTest.class.getResourceAsStream("energy_manager.py")) {
            Files.copy(Objects.requireNonNull(in), script);
        }
        return script;
    }

    private static boolean pymodbusIsThere() throws Exception {
        return Files.isExecutable(Path.of(PYTHON))
                && new ProcessBuilder(PYTHON, "-c", "import pymodbus")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0;
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(40, TimeUnit.SECONDS), "still running: " + command);
        assertEquals(0, process.exitValue(), told);
        return told;
    }

    private static int freeUdpPort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void needs(boolean present, String sentence) {
        if (!present && Boolean.parseBoolean(System.getenv("EBBFLOW_REQUIRE_TOOLS"))) {
            throw new AssertionError("This run must not skip tests: " + sentence);
        }
        if (!present) {
            System.err.println("NOTICE: skipped, " + sentence);
        }
        Assumptions.assumeTrue(present, sentence);
    }
}
