package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.tools.sim.can.SlcanAdapter;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product's SLCAN link on real pseudo terminals. */
final class ChademoBusTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final Path TABLE =
            Path.of("../controller/src/test/resources/org/ebbflow/controller/vehicle/chademo");

    @TempDir Path folder;

    /** Declared: 0 A within 0.7 s of the pull in all, open contactors a second later. */
    @Test
    void anAdapterPulledAtFullDischargeStopsInDeclaredTimeAndTheNextSessionNeedsNoRestart()
            throws Exception {
        try (ChademoPty pty = new ChademoPty(folder.resolve("can"))) {
            ChademoVisit visit = pty.visit;
            visit.runningAt(-11_500);
            assertPeriodOnTheWire(pty);
            long noticedMs = pty.pull();
            assertTrue(noticedMs <= 200, "noticed after " + noticedMs + " ms");
            visit.rig.run(700 - 200);
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

    /**
     * In real time: bursts every 100 ms, 108 before 109, back to back. A machine that stands still
     * may hold one burst back, as chargers in the field do.
     *
     * @source public logs: period median 100.0 ms, p99 below 104 ms at a V2X unit, worst 201 ms
     */
    private static void assertPeriodOnTheWire(ChademoPty pty) {
        Queue<Long> at108 = new ConcurrentLinkedQueue<>();
        Queue<Long> at109 = new ConcurrentLinkedQueue<>();
        pty.listener =
                Optional.of(
                        frame -> {
                            if (frame.id() == 0x108) {
                                at108.add(System.nanoTime());
                            } else if (frame.id() == 0x109) {
                                at109.add(System.nanoTime());
                            }
                        });
        pty.live(2_500);
        pty.listener = Optional.empty();
        List<Long> first = List.copyOf(at108);
        List<Long> second = List.copyOf(at109);
        assertTrue(second.size() >= 20 && Math.abs(first.size() - second.size()) <= 1);
        List<Long> periodsUs = new ArrayList<>();
        for (int i = 1; i < second.size(); i++) {
            periodsUs.add((second.get(i) - second.get(i - 1)) / 1_000);
            long apartUs = (second.get(i) - first.get(i)) / 1_000;
            assertTrue(apartUs >= 0 && apartUs < 50_000, "109 comes " + apartUs + " us after 108");
        }
        periodsUs.sort(null);
        System.out.println("0x109 on the wire, periods in us: " + periodsUs);
        long tenthUs = periodsUs.get(periodsUs.size() / 10);
        long ninthUs = periodsUs.get(periodsUs.size() * 9 / 10 - 1);
        long medianUs = periodsUs.get(periodsUs.size() / 2);
        assertTrue(medianUs >= 95_000 && medianUs <= 105_000, "" + periodsUs);
        // A control cycle earlier or later, and what a busy machine adds to that.
        assertTrue(tenthUs >= 80_000 && ninthUs <= 120_000, "" + periodsUs);
        assertTrue(periodsUs.getLast() <= 201_000, "" + periodsUs);
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
