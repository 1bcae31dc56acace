package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ebbflow.tools.cli.Ebbflow;
import org.ebbflow.tools.machine.SteadyMachine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code demo --no-car} meets a car that shares no code with it, over a virtual Ethernet cable into
 * another network namespace. One station serves them all, one after another, which is why this test
 * is long: every DC session has its cable check.
 */
@Tag("needs-tools")
@Timeout(150)
@SteadyMachine
class NoCarTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final String NUMBER = Long.toString(ProcessHandle.current().pid() % 100_000);
    private static final String SPACE = "ebbfor" + NUMBER;
    private static final String HERE = "ebf" + NUMBER;
    private static final String THERE = "ebg" + NUMBER;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path folder;

    @Test
    void foreignCarsAreServedOneAfterAnotherWhateverTheyDo() throws Exception {
        needsTools();
        makeCable();
        try (Demo demo = Demo.start(folder, "DC")) {
            Path newer = Recordings.adapted("iso15118-20-dc_bpt-dynamic", false, folder);
            Path older = Recordings.adapted("iso15118-2-dc", false, folder);
            demo.await("waiting for a car");
            demo.await("waiting for the car to speak");
            assertTrue(demo.told.stream().noneMatch(l -> l.contains("Talking with the car")));
            onlyTheCarsSocketsStandOnTheCarsInterface(demo);

            assertTrue(run(car(newer, "full")).contains("answers"), "whole session");
            demo.session("ISO 15118-20", "DC_BPT dynamic", "COMPLETED");

            run(car(newer, "hang-up"));
            demo.session("ISO 15118-20", "", "CONNECTION_LOST");

            String told = run(car(newer, "garbage"));
            assertTrue(told.contains("the station closed the connection"), told);
            demo.session("", "", "MESSAGE_MALFORMED");

            Process vanishing = start(car(newer, "vanish"));
            awaitLine(vanishing, "in the loop");
            vanishing.destroyForcibly();
            demo.session("ISO 15118-20", "DC_BPT dynamic", "CONNECTION_LOST");

            run(car(older, "full"));
            demo.session("ISO 15118-2", "DC", "COMPLETED");

            Process staying = start(car(newer, "loop"));
            awaitLine(staying, "in the loop");
            demo.process.toHandle().destroy();
            assertTrue(demo.process.waitFor(20, TimeUnit.SECONDS), "ends on SIGTERM");
            assertEquals(0, demo.process.exitValue(), demo::everything);
            // This car does not do what it is told, so the station hangs up in the end.
            demo.session("ISO 15118-20", "DC_BPT dynamic", "CONNECTION_LOST");
        } finally {
            ip("netns", "del", SPACE);
        }
    }

    @Test
    void aForeignAcCarIsServedByTheAcBoard() throws Exception {
        needsTools();
        makeCable();
        try (Demo demo = Demo.start(folder, "AC")) {
            Path car = Recordings.adapted("iso15118-20-ac_bpt", true, folder);
            demo.await("waiting for a car");
            run(car(car, "full"));
            demo.session("ISO 15118-20", "AC_BPT scheduled", "COMPLETED");
        } finally {
            ip("netns", "del", SPACE);
        }
    }

    /** Discovery and V2G there and nowhere else; panel, registers and simulators at home only. */
    private static void onlyTheCarsSocketsStandOnTheCarsInterface(Demo demo) throws Exception {
        List<String> pids = demo.process.descendants().map(p -> "pid=" + p.pid() + ",").toList();
        List<String> sockets =
                run(List.of("ss", "-H", "-l", "-n", "-t", "-u", "-p"))
                        .lines()
                        .filter(line -> pids.stream().anyMatch(line::contains))
                        .map(line -> line.split("\\s+")[0] + " " + line.split("\\s+")[4])
                        .toList();
        List<String> cars = sockets.stream().filter(s -> s.contains("%" + HERE)).toList();
        assertEquals(2, cars.size(), sockets::toString);
        assertTrue(cars.stream().anyMatch(s -> s.startsWith("tcp [fe80:")), sockets::toString);
        assertTrue(cars.stream().anyMatch(s -> s.endsWith(":15118")), sockets::toString);
        List<String> others = sockets.stream().filter(s -> !s.contains("%" + HERE)).toList();
        assertTrue(others.size() >= 2, sockets::toString);
        assertTrue(
                others.stream().allMatch(s -> s.contains("127.0.0.1") || s.contains("[::1]")),
                sockets::toString);
        String address = cars.stream().filter(s -> s.startsWith("tcp")).findFirst().orElseThrow();
        String host = address.replaceAll("tcp \\[([0-9a-f:]*)\\]?%.*", "$1");
        for (String other : others) {
            String port = other.substring(other.lastIndexOf(':') + 1);
            assertEquals("refused", run(reach(host, port)).strip(), other);
        }
    }

    /** What somebody in the car's place finds at a port of the station. */
    private static List<String> reach(String host, String port) {
        String look =
                """
                import socket, sys
                s = socket.socket(socket.AF_INET6)
                s.settimeout(2)
                there = sys.argv[1] + '%' + sys.argv[2]
                try:
                    s.connect(socket.getaddrinfo(there, int(sys.argv[3]))[0][4])
                    print('open')
                except ConnectionRefusedError:
                    print('refused')
                """;
        return List.of("ip", "netns", "exec", SPACE, PYTHON, "-c", look, host, THERE, port);
    }

    private List<String> car(Path recording, String what) throws IOException {
        Path script = folder.resolve("foreign_car.py");
        if (!Files.exists(script)) {
            try (InputStream in = NoCarTest.class.getResourceAsStream("foreign_car.py")) {
                Files.copy(Objects.requireNonNull(in), script);
            }
        }
        return List.of(
                "ip",
                "netns",
                "exec",
                SPACE,
                PYTHON,
                script.toString(),
                THERE,
                recording.toString(),
                what);
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String run(List<String> command) throws Exception {
        Process process = start(command);
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), told);
        assertEquals(0, process.exitValue(), told);
        return told;
    }

    private static void awaitLine(Process process, String wanted) throws IOException {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder told = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            told.append(line).append('\n');
            if (line.contains(wanted)) {
                return;
            }
        }
        throw new AssertionError("the car ended without saying " + wanted + ":\n" + told);
    }

    /** The command in a process of its own, as people start it. */
    private static final class Demo implements AutoCloseable {

        final Process process;
        final List<String> told = new ArrayList<>();
        private final BlockingQueue<String> sentences = new LinkedBlockingQueue<>();
        private final BlockingQueue<JsonNode> sessions = new LinkedBlockingQueue<>();

        private Demo(Process process) {
            this.process = process;
        }

        static Demo start(Path folder, String board) throws IOException {
            Process process =
                    new ProcessBuilder(
                                    "nice",
                                    "-n",
                                    "-10",
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Djava.io.tmpdir=" + folder,
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Ebbflow.class.getName(),
                                    "demo",
                                    "--no-car",
                                    "--interface",
                                    HERE,
                                    "--board",
                                    board)
                            .start();
            Demo demo = new Demo(process);
            Thread.ofPlatform().daemon().start(() -> read(process.errorReader(), demo::say));
            Thread.ofPlatform().daemon().start(() -> read(process.inputReader(), demo::object));
            return demo;
        }

        /** Until the process ends. */
        private static void read(BufferedReader from, Consumer<String> to) {
            try {
                for (String line = from.readLine(); line != null; line = from.readLine()) {
                    to.accept(line);
                }
            } catch (IOException closed) {
                to.accept("");
            }
        }

        private void object(String line) {
            if (line.startsWith("{")) {
                sessions.add(JSON.readTree(line));
            }
        }

        private void say(String line) {
            synchronized (told) {
                told.add(line);
            }
            sentences.add(line);
        }

        private String everything() {
            synchronized (told) {
                return String.join("\n", told);
            }
        }

        void await(String wanted) throws InterruptedException {
            String line = "";
            while (!line.contains(wanted)) {
                line = sentences.poll(30, TimeUnit.SECONDS);
                assertTrue(line != null, () -> "not said: " + wanted + "\n" + everything());
            }
        }

        /** The next finished session. */
        void session(String protocol, String service, String outcome) throws InterruptedException {
            JsonNode session = sessions.poll(15, TimeUnit.SECONDS);
            assertTrue(session != null, () -> "no line for " + outcome + "\n" + everything());
            assertEquals(outcome, session.at("/outcome").asString(), session::toString);
            assertEquals(protocol, session.at("/protocol").asString(), session::toString);
            assertEquals(service, session.at("/service").asString(), session::toString);
            assertEquals(0, session.at("/safetyViolations").asInt(), session::toString);
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void makeCable() throws InterruptedException {
        String trouble = ip("netns", "add", SPACE);
        trouble += ip("link", "add", HERE, "type", "veth", "peer", "name", THERE);
        trouble += ip("link", "set", THERE, "netns", SPACE);
        trouble += ip("link", "set", HERE, "up");
        trouble += ip("-n", SPACE, "link", "set", THERE, "up");
        if (!trouble.isEmpty()) {
            ip("netns", "del", SPACE);
            needs(false, "the ip tool and the right to make namespaces (" + trouble + ")");
        }
    }

    private static void needsTools() {
        needs(Files.isExecutable(Path.of(PYTHON)), "install the package python3");
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

    /** Empty when it went well, else what the tool said. */
    private static String ip(String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        try {
            Process process = start(command);
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : said.strip() + " ";
        } catch (IOException missing) {
            return String.valueOf(missing.getMessage());
        }
    }
}
