package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.can.SlcanAdapter;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product's SLCAN link on real pseudo terminals. */
@SteadyMachine
final class ChademoBusTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final Path TABLE =
            Path.of("../controller/src/test/resources/org/ebbflow/controller/vehicle/chademo");

    /** What a station says of a discharging session, in this order. */
    private static final List<Integer> STATION = List.of(0x108, 0x109, 0x118, 0x208, 0x209);

    /** The same until the car, whose frames take their time on a real wire, says that it can. */
    private static final List<Integer> BEFORE_THE_CAR = List.of(0x108, 0x109, 0x208, 0x209);

    @TempDir Path folder;

    /** Declared: 0 A within 0.7 s of the pull in all, open contactors a second later. */
    @Test
    void anAdapterPulledAtFullDischargeStopsInDeclaredTimeAndTheNextSessionNeedsNoRestart()
            throws Exception {
        try (ChademoPty pty = new ChademoPty(folder.resolve("can"))) {
            ChademoVisit visit = pty.visit;
            Queue<CanFrame> heard = new ConcurrentLinkedQueue<>();
            pty.listener = Optional.of(frame -> ifOfTheStation(frame, heard));
            visit.runningAt(-11_500);
            pty.settle();
            assertOneWritersOrder(visit.rig.sent, List.copyOf(heard));
            pty.listener = Optional.empty();
            long noticedMs = pty.pull();
            assertTrue(noticedMs <= 600, "noticed after " + noticedMs + " ms");
            visit.rig.run(700 - noticedMs);
            assertEquals(0, visit.rig.powerW(), 50, visit::story);
            visit.rig.run(1_000);
            assertTrue(!visit.rig.contactsTouch(), visit::story);
            assertTrue(visit.rig.await(() -> visit.rig.ended().isPresent(), 5_000), visit::story);
            assertEquals(Reason.CONNECTION_LOST, visit.rig.ended().get().why());
            assertTrue(!visit.car.contactorsClosed());
            assertEquals(List.of(), visit.rig.trips);
            visit.rig.run(1_000);
            visit.rig.events.clear();
            pty.adapter.plug();
            visit.running();
            assertTrue(visit.rig.await(() -> visit.rig.powerW() < -2_000, 10_000), visit::story);
        }
    }

    private static void ifOfTheStation(CanFrame frame, Queue<CanFrame> heard) {
        if (STATION.contains(frame.id())) {
            heard.add(frame);
        }
    }

    /** Every frame in the order of its burst, every burst in the order of the decisions. */
    private static void assertOneWritersOrder(List<ChademoRig.Sent> decided, List<CanFrame> wire) {
        List<CanFrame> inOrder = decided.stream().flatMap(s -> s.frames().stream()).toList();
        assertEquals(inOrder, wire);
        boolean carIsKnown = false;
        for (ChademoRig.Sent burst : decided) {
            List<Integer> ids = burst.frames().stream().map(CanFrame::id).toList();
            carIsKnown |= ids.contains(0x118);
            assertEquals(carIsKnown ? STATION : BEFORE_THE_CAR, ids);
        }
        assertTrue(carIsKnown);
        long tookMs = decided.getLast().atMs() - decided.getFirst().atMs();
        assertEquals(tookMs / 100.0, decided.size() - 1, 0.1, "one burst in 100 ms");
    }

    @Tag("needs-tools")
    @Test
    void pythonCanOnTheSameBusDecodesEveryFrameAsLegal() throws Exception {
        needsPythonCan();
        Path second = folder.resolve("listener");
        try (ChademoPty pty = new ChademoPty(folder.resolve("can"));
                SlcanAdapter ear = new SlcanAdapter(second, frame -> {})) {
            Process python =
                    new ProcessBuilder(
                                    PYTHON,
                                    "src/test/python/chademo_listener.py",
                                    second.toString(),
                                    TABLE.resolve("frames.json").toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (BufferedReader out =
                    new BufferedReader(
                            new InputStreamReader(
                                    python.getInputStream(), StandardCharsets.UTF_8))) {
                assertEquals("ready", out.readLine());
                pty.listener = Optional.of(ear::say);
                pty.visit.runningAt(-5_000);
                pty.visit.rig.setPower(4_000);
                pty.visit.rig.run(2_000);
                pty.visit.car.stop();
                assertTrue(pty.visit.rig.await(() -> pty.visit.rig.ended().isPresent(), 15_000));
                pty.visit.rig.run(800);
                python.getOutputStream().write('\n');
                python.getOutputStream().flush();
                JsonNode told = JsonMapper.builder().build().readTree(out.readLine());
                assertTrue(python.waitFor(20, TimeUnit.SECONDS));
                assertEquals("[]", told.get("wrong").toString());
                assertEquals(
                        new TreeSet<>(
                                List.of(
                                        "0x100", "0x101", "0x102", "0x108", "0x109", "0x110",
                                        "0x118", "0x200", "0x201", "0x202", "0x208", "0x209",
                                        "0x700")),
                        new TreeSet<>(told.get("counts").propertyNames()));
                assertTrue(told.get("counts").get("0x109").asInt() > 50, told.toString());
                assertEquals(
                        "[32,36,5,37,36,32]",
                        told.get("flags").toString(),
                        "0x109 octet 5, as python-can saw it change");
            } finally {
                python.destroyForcibly();
            }
        }
    }

    private static void needsPythonCan() throws Exception {
        boolean present = Files.isExecutable(Path.of(PYTHON));
        if (present) {
            Process look = new ProcessBuilder(PYTHON, "-c", "import can").start();
            present = look.waitFor() == 0;
        }
        String sentence = "install the package python3-can";
        if (!present && Boolean.parseBoolean(System.getenv("EBBFLOW_REQUIRE_TOOLS"))) {
            throw new AssertionError("This run must not skip tests: " + sentence);
        }
        if (!present) {
            System.err.println("NOTICE: skipped, " + sentence);
        }
        Assumptions.assumeTrue(present, sentence);
    }
}
