package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.vehicle.chademo.ChademoCar.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong in whichever phase of a session, from the first frame to the last: it ends
 * with open contactors, no current, lines off and an unlocked dead connector, or it goes on.
 */
final class ChademoPhaseFaultsTest {

    private static final List<Phase> PHASES =
            List.of(
                    Phase.WAKING,
                    Phase.READY,
                    Phase.CLOSING,
                    Phase.CLOSED,
                    Phase.FLOWING,
                    Phase.STOPPING,
                    Phase.WELD_CHECK);

    private static final List<Integer> FRAMES =
            List.of(0x100, 0x101, 0x102, 0x200, 0x110, 0x201, 0x700, 0x202);

    /**
     * Frames of which little more than their presence counts are flipped in turn, one per 100 ms.
     */
    private static final List<List<Integer>> TOGETHER =
            List.of(
                    List.of(0x100),
                    List.of(0x101),
                    List.of(0x102),
                    List.of(0x200),
                    List.of(0x110, 0x201, 0x700, 0x202));

    private static final long LONGEST_MS = 45_000;
    private static final long STANDS_MS = 500;
    private static final int ENABLE = 16;

    /**
     * One case.
     *
     * @param name for people
     * @param phase where it begins
     * @param begin what goes wrong then
     */
    private record Case(String name, Phase phase, Consumer<ChademoVisit> begin) {

        /** Plays it to its end, looking in every cycle; the car goes after half a second. */
        ChademoVisit play() {
            ChademoVisit visit = ChademoVisit.quick();
            visit.rig.setPower(-5_000);
            boolean begun = false;
            long runsMs = 0;
            for (long ms = 0; ms < LONGEST_MS && visit.rig.ended().isEmpty(); ms += 10) {
                if (!begun && visit.car.phase() == phase) {
                    begun = true;
                    begin.accept(visit);
                }
                visit.watch(10);
                runsMs += visit.rig.isRunning() ? 10 : 0;
                if (runsMs == STANDS_MS) {
                    visit.car.stop();
                }
            }
            assertTrue(begun, () -> name + " never came to " + phase + ": " + visit.story());
            visit.watch(700);
            visit.assertEndedSafely(name + " from " + phase);
            return visit;
        }
    }

    private static void play(List<Case> cases) {
        List<String> bad =
                cases.parallelStream()
                        .map(ChademoPhaseFaultsTest::problem)
                        .flatMap(Optional::stream)
                        .toList();
        assertEquals(List.of(), bad, bad.size() + " of " + cases.size());
    }

    private static Optional<String> problem(Case one) {
        try {
            one.play();
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"ASLEEP", "DONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyBitOfEveryFrameFlippedFromThisPhaseOnIsSafe(Phase phase) {
        List<Case> cases = new ArrayList<>();
        for (List<Integer> ids : TOGETHER) {
            for (int bit = 0; bit < 64; bit++) {
                int at = bit;
                cases.add(new Case("bit " + bit + " of " + ids, phase, v -> flip(v, ids, at)));
            }
        }
        play(cases);
    }

    private static void flip(ChademoVisit visit, List<Integer> ids, int bit) {
        visit.rig.wire =
                (frame, ms) -> {
                    boolean turn = ids.get((int) (ms / 100 % ids.size())) == frame.id();
                    return Optional.of(turn ? flipped(frame, bit) : frame);
                };
    }

    private static CanFrame flipped(CanFrame frame, int bit) {
        return new CanFrame(frame.id(), frame.length(), frame.payload() ^ 1L << bit);
    }

    @Test
    void aFrameMissingForASecondOrForGoodInAnyPhaseIsSafe() {
        List<Case> cases = new ArrayList<>();
        for (Phase phase : PHASES) {
            for (int id : FRAMES) {
                cases.add(missing(phase, id, 1_000));
                cases.add(missing(phase, id, LONGEST_MS));
            }
        }
        play(cases);
    }

    @Test
    void aFrameMissingFor300MillisecondsInAnyPhaseEndsNothing() {
        for (Phase phase : PHASES) {
            for (int id : FRAMES) {
                ChademoVisit visit = missing(phase, id, 300).play();
                assertEquals(
                        Reason.VEHICLE_STOPPED,
                        visit.rig.ended().orElseThrow().why(),
                        () -> Integer.toHexString(id) + " in " + phase + ": " + visit.story());
                assertTrue(visit.car.completed(), () -> phase + ": " + visit.story());
            }
        }
    }

    private static Case missing(Phase phase, int id, long forMs) {
        return new Case(
                Integer.toHexString(id) + " missing for " + forMs + " ms",
                phase,
                visit -> {
                    long endMs = visit.rig.nowMs() + forMs;
                    visit.rig.wire =
                            (f, ms) -> Optional.of(f).filter(x -> x.id() != id || ms >= endMs);
                });
    }

    @Test
    void everyFrameOfTheCarMissingAtOnceInAnyPhaseIsSafe() {
        List<Case> cases = new ArrayList<>();
        for (Phase phase : PHASES) {
            cases.add(
                    new Case(
                            "silence",
                            phase,
                            visit -> visit.rig.wire = (frame, ms) -> Optional.empty()));
            cases.add(new Case("adapter pulled", phase, visit -> visit.rig.bus(false)));
        }
        play(cases);
    }

    /** Lines and frames that say different things, or lines that do not do what they are told. */
    @Test
    void linesThatContradictTheFramesInAnyPhaseAreSafe() {
        List<Case> cases = new ArrayList<>();
        for (Phase phase : PHASES) {
            cases.add(new Case("k off", phase, v -> v.lines = side -> with(side, PilotLoad.B)));
            cases.add(new Case("k on", phase, v -> v.lines = side -> with(side, PilotLoad.C)));
            cases.add(new Case("enable off", phase, v -> v.rig.wire = enable(false)));
            cases.add(new Case("enable on", phase, v -> v.rig.wire = enable(true)));
            cases.add(
                    new Case(
                            "k on without enable",
                            phase,
                            v -> {
                                v.rig.wire = enable(false);
                                v.lines = side -> with(side, PilotLoad.C);
                            }));
            cases.add(
                    new Case(
                            "enable without k",
                            phase,
                            v -> {
                                v.rig.wire = enable(true);
                                v.lines = side -> with(side, PilotLoad.B);
                            }));
            cases.add(new Case("d1 broken", phase, v -> v.coils = in -> coils(in, false, in.d2())));
            cases.add(new Case("d2 broken", phase, v -> v.coils = in -> coils(in, in.d1(), false)));
            cases.add(
                    new Case("d2 stuck on", phase, v -> v.coils = in -> coils(in, in.d1(), true)));
        }
        play(cases);
    }

    private static BiFunction<CanFrame, Long, Optional<CanFrame>> enable(boolean set) {
        long mask = 1L << ENABLE;
        return (f, ms) ->
                Optional.of(
                        f.id() != 0x102
                                ? f
                                : new CanFrame(
                                        f.id(),
                                        f.length(),
                                        set ? f.payload() | mask : f.payload() & ~mask));
    }

    private static CarSide with(CarSide side, PilotLoad load) {
        return new CarSide(
                load,
                side.plugged(),
                side.contactorsClosed(),
                side.batteryVoltageMv(),
                side.resistanceMilliOhm(),
                0,
                side.insulationOhm());
    }

    private static InletSide coils(InletSide in, boolean d1, boolean d2) {
        return new InletSide(
                in.dutyDeciPercent(),
                in.locked(),
                in.dcVoltageMv(),
                in.dcCurrentMa(),
                in.acVoltageMv(),
                in.acFrequencyMilliHz(),
                d1,
                d2);
    }

    /**
     * A relay that keeps line d1 on: the car is awake before its session, and stays so after it.
     */
    @Test
    void aLineD1ThatStaysOnEndsInAnOpenAndUnlockedConnector() {
        ChademoVisit visit = ChademoVisit.quick();
        visit.coils = in -> coils(in, true, in.d2());
        visit.runningAt(-5_000);
        visit.car.stop();
        assertTrue(visit.rig.await(() -> visit.rig.ended().isPresent(), 25_000), visit::story);
        visit.watch(2_000);
        visit.assertEndedSafely("d1 stuck on");
        assertTrue(!visit.rig.plant.inlet().locked(), visit::story);
    }
}
