package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccEvent.Judged;
import org.ebbflow.iso15118.secc.SeccEvent.Phase;
import org.ebbflow.iso15118.session.EverySessionTest.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each phase of the DC sequence has a verdict by our own measurements. */
class VerdictTest {

    static Stream<Kind> dc() {
        return EverySessionTest.onePerProtocol().stream().filter(k -> k.service().isDc());
    }

    private static List<String> spoken(SessionBench bench) {
        return bench.verdicts().stream()
                .map(v -> v.phase() + (v.good() ? " passed" : " failed"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dc")
    void aGoodSessionPassesAllThree(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(10)).run(60);
        assertEquals(
                List.of("CABLE_CHECK passed", "PRE_CHARGE passed", "WELDING passed"),
                spoken(bench));
        assertTrue(bench.verdicts().getFirst().measured().startsWith("5000000 ohm"));
    }

    @ParameterizedTest
    @MethodSource("dc")
    void badInsulationFailsTheCableCheck(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(10));
        bench.insulationOhm = 99_999;
        bench.run(60);
        assertEquals(List.of("CABLE_CHECK failed"), spoken(bench));
    }

    @ParameterizedTest
    @MethodSource("dc")
    void preChargePassesWithinTwentyVoltsAndFailsBeyond(Kind kind) {
        SessionBench near = kind.bench(kind.plan(5));
        near.runUntil(() -> !near.verdicts().isEmpty(), 60);
        near.stageOffsetMv = 20_000;
        near.run(15);
        assertFalse(near.secc.isOver(), "the station is content, the car wants it nearer");
        SessionBench far = kind.bench(kind.plan(5));
        far.runUntil(() -> !far.verdicts().isEmpty(), 60);
        far.stageOffsetMv = 20_001;
        far.run(60);
        assertEquals(EndReason.PRE_CHARGE_FAILED, far.ended().why());
        assertEquals(List.of("CABLE_CHECK passed", "PRE_CHARGE failed"), spoken(far));
    }

    @ParameterizedTest
    @MethodSource("dc")
    void voltageThatStaysBehindOpenContactorsIsAWeldedCar(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(10));
        bench.runUntil(() -> bench.count(kind.loop()) >= 5, 60);
        bench.carIsWelded = true;
        bench.run(60);
        Judged last = bench.verdicts().getLast();
        assertEquals(Phase.WELDING, last.phase());
        assertEquals(false, last.good());
        assertTrue(last.measured().startsWith("400000 mV"));
    }

    @ParameterizedTest
    @MethodSource("dc")
    void theCableCheckWaitsWhileVoltageStandsOnTheCarsSide(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(10));
        bench.carIsWelded = true;
        bench.run(60);
        assertEquals(EndReason.CABLE_CHECK_FAILED, bench.ended().why());
        assertEquals(0, bench.mostW);
    }
}
