package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.InletSide;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A recorded car replayed against the station: its frames come in segments, each released by the
 * station's flag that preceded it in the recording, so that a station with other times still hears
 * the same story.
 */
final class ChademoReplayTest {

    /** Beside the project's folder, not in it; tests run in a module's. */
    private static final Path RECORDINGS = Path.of("../../shared/chademo/logs");

    private static final int FLAGS = 5;
    private static final int ENERGISING = 4;
    private static final int CHARGING = 1;
    private static final int STOP = 32;

    private record Line(long atUs, CanFrame frame) {}

    private static List<Line> recording(String name) throws IOException {
        needs(name);
        List<Line> lines = new ArrayList<>();
        for (String text : Files.readAllLines(RECORDINGS.resolve(name))) {
            if (!text.startsWith("#")) {
                String[] c = text.split(",", -1);
                long atUs = new BigDecimal(c[0]).movePointRight(3).longValueExact();
                CanFrame frame =
                        new CanFrame(
                                Integer.parseInt(c[1], 16), 8, Long.parseUnsignedLong(c[2], 16));
                lines.add(new Line(atUs, frame));
            }
        }
        return lines;
    }

    private static void needs(String name) {
        boolean present = Files.isReadable(RECORDINGS.resolve(name));
        String sentence = "the recording ../shared/chademo/logs/" + name + " is not there";
        if (!present && Boolean.parseBoolean(System.getenv("EBBFLOW_REQUIRE_TOOLS"))) {
            throw new AssertionError("This run must not skip tests: " + sentence);
        }
        if (!present) {
            System.err.println("NOTICE: skipped, " + sentence);
        }
        Assumptions.assumeTrue(present, sentence);
    }

    private static boolean isStation(CanFrame frame) {
        int id = frame.id();
        return id == 0x108 || id == 0x109 || id == 0x208 || id == 0x209;
    }

    /**
     * What the recorded car says between two things the station did.
     *
     * @param flags the station's flags that precede it
     * @param byCoils it is released by line d2, which is not on the bus
     * @param news frames up to the last one that says anything new
     */
    private record Segment(int flags, boolean byCoils, List<Line> frames, int news) {}

    private static List<Segment> segments(List<Line> lines) {
        List<Segment> segments = new ArrayList<>();
        List<Line> now = new ArrayList<>();
        int flags = STOP;
        boolean byCoils = false;
        boolean closed = false;
        for (Line line : lines) {
            CanFrame frame = line.frame();
            boolean turned = frame.id() == 0x109 && frame.octet(FLAGS) != flags;
            boolean closes = frame.id() == 0x102 && !closed && (frame.octet(FLAGS) & 8) == 0;
            if (turned || closes) {
                segments.add(new Segment(flags, byCoils, List.copyOf(now), news(now)));
                flags = turned ? frame.octet(FLAGS) : flags;
                byCoils = closes;
                closed |= closes;
                now.clear();
            }
            if (!isStation(frame)) {
                now.add(line);
            }
        }
        segments.add(new Segment(flags, byCoils, List.copyOf(now), news(now)));
        return segments;
    }

    private static int news(List<Line> frames) {
        Map<Integer, CanFrame> latest = new TreeMap<>();
        int news = 0;
        for (int i = 0; i < frames.size(); i++) {
            CanFrame frame = frames.get(i).frame();
            if (!frame.equals(latest.put(frame.id(), frame))) {
                news = i + 1;
            }
        }
        return news;
    }

    /** The recorded car at the cable; a segment's last burst repeats until the next is released. */
    private static final class Recorded implements CarPort {

        private final ChademoRig rig;
        private final List<Segment> segments;
        private final List<CanFrame> lastBurst = new ArrayList<>();
        private int segment;
        private int next;
        private long clockUs;
        private long repeatUs;
        private int stationFlags = -1;
        private int status = 0x08;

        Recorded(ChademoRig rig, List<Segment> segments) {
            this.rig = rig;
            this.segments = segments;
            this.clockUs = segments.getFirst().frames().getFirst().atUs();
        }

        @Override
        public CarSide step(InletSide inlet, int sliceUs) {
            rig.toCar.stream()
                    .filter(f -> f.id() == 0x109)
                    .forEach(f -> stationFlags = f.octet(FLAGS));
            rig.toCar.clear();
            if (inlet.d1()) {
                speak(inlet, sliceUs);
            }
            boolean closed = (status & 8) == 0 && inlet.d1() && inlet.d2();
            boolean permits = (status & 1) != 0;
            return new CarSide(
                    permits ? PilotLoad.C : PilotLoad.B, true, closed, 377_000, 120, 0, 5_000_000);
        }

        private void speak(InletSide inlet, int sliceUs) {
            Segment now = segments.get(segment);
            clockUs += sliceUs;
            while (next < now.frames().size() && now.frames().get(next).atUs() <= clockUs) {
                CanFrame frame = now.frames().get(next++).frame();
                remember(frame);
                rig.say(frame);
            }
            boolean last = segment == segments.size() - 1;
            if (!last && next >= now.news() && released(segments.get(segment + 1), inlet)) {
                segment++;
                next = 0;
                List<Line> frames = segments.get(segment).frames();
                clockUs = frames.isEmpty() ? clockUs : frames.getFirst().atUs();
                repeatUs = 0;
            } else if (next >= now.frames().size()) {
                repeat(sliceUs);
            }
        }

        private boolean released(Segment then, InletSide inlet) {
            return then.byCoils() ? inlet.d2() : stationFlags == then.flags();
        }

        private void repeat(int sliceUs) {
            repeatUs += sliceUs;
            if (repeatUs >= 100_000) {
                repeatUs -= 100_000;
                lastBurst.forEach(rig::say);
            }
        }

        private void remember(CanFrame frame) {
            lastBurst.removeIf(f -> f.id() == frame.id());
            lastBurst.add(frame);
            status = frame.id() == 0x102 ? frame.octet(FLAGS) : status;
        }
    }

    @Test
    void theRecordedLeafOf24KwhGoesThroughItsWholeSession() throws IOException {
        ChademoRig rig = new ChademoRig(ChademoSettings.USUAL);
        rig.setPower(5_000);
        List<Segment> story = segments(recording("leaf24-v2x-unit-start-charge-stop.csv"));
        Recorded car = new Recorded(rig, story);
        rig.run(500);
        rig.car = car;
        assertTrue(rig.await(rig::isRunning, 40_000), () -> rig.events + " at " + car.segment);
        rig.run(10_000);
        assertTrue(rig.powerW() > 2_000, () -> "charging, " + rig.powerW());
        assertEquals("V2X, protocol 2, 30 to 80 %", rig.snapshot().vehicle().service());
        // In the recording the station stopped; ours does when its owner wants it.
        rig.run(20_000);
        rig.submit(new Intent.Stop(Source.PANEL));
        assertTrue(
                rig.await(() -> rig.ended().isPresent(), 40_000),
                () -> rig.events + " at " + car.segment + " " + rig.snapshot().vehicle());
        assertEquals(new SessionEvent.Ended(Reason.OWNER_STOP, true), rig.ended().get());
        assertEquals(List.of(), rig.trips);
        rig.run(500);
        List<Integer> flags = new ArrayList<>();
        for (ChademoRig.Sent burst : rig.sent) {
            int now = burst.frames().get(1).octet(FLAGS);
            if (flags.isEmpty() || flags.getLast() != now) {
                flags.add(now);
            }
        }
        assertEquals(
                List.of(
                        STOP,
                        STOP | ENERGISING,
                        ENERGISING | CHARGING,
                        STOP | ENERGISING | CHARGING,
                        STOP | ENERGISING,
                        STOP),
                flags,
                "the order of flags that the recorded station had");
        // The last segment comes after the last flag, when line d1 has put the car to sleep.
        assertEquals(story.size() - 2, car.segment, "segments released");
    }
}
