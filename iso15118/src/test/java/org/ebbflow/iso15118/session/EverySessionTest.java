package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Fault;
import org.ebbflow.iso15118.evcc.EvccPlan.Mode;
import org.ebbflow.iso15118.evcc.EvccPlan.Needs;
import org.ebbflow.iso15118.evcc.EvccPlan.Pace;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.iso15118.evcc.EvccPlan.Stop;
import org.ebbflow.iso15118.evcc.Stage;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView.Authorization;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.StationView.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EverySessionTest {

    /** A protocol with a service and a control mode that it has. */
    record Kind(Protocol protocol, Service service, Mode mode) {
        EvccPlan plan(long loops) {
            return EvccPlan.of(protocol, service, new Stop(loops, 2000)).with(mode);
        }

        Supply supply() {
            return service.isDc() ? Supply.DC : Supply.AC;
        }

        SessionBench bench(EvccPlan plan) {
            return new SessionBench(supply(), plan);
        }

        String loop() {
            if (protocol == Protocol.ISO_15118_20) {
                return service.isDc() ? "DC_ChargeLoopReq" : "AC_ChargeLoopReq";
            }
            return service.isDc() ? "CurrentDemandReq" : "ChargingStatusReq";
        }
    }

    static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (Service service : Service.values()) {
            kinds.add(new Kind(Protocol.ISO_15118_20, service, Mode.DYNAMIC));
            kinds.add(new Kind(Protocol.ISO_15118_20, service, Mode.SCHEDULED));
        }
        kinds.add(new Kind(Protocol.ISO_15118_2, Service.DC, Mode.FIRST_OFFERED));
        kinds.add(new Kind(Protocol.ISO_15118_2, Service.DC_BPT, Mode.FIRST_OFFERED));
        kinds.add(new Kind(Protocol.ISO_15118_2, Service.AC, Mode.FIRST_OFFERED));
        kinds.add(new Kind(Protocol.DIN_70121, Service.DC, Mode.FIRST_OFFERED));
        return kinds;
    }

    static List<Kind> twoWay() {
        return kinds().stream().filter(k -> k.service().isBidirectional()).toList();
    }

    static List<Kind> onePerProtocol() {
        return kinds().stream().filter(k -> k.mode() != Mode.SCHEDULED).toList();
    }

    /** Stages that every kind of a list goes through. */
    static Stream<Object[]> kindsWithStages() {
        List<Object[]> all = new ArrayList<>();
        for (Kind kind : onePerProtocol()) {
            for (Stage stage : stages(kind)) {
                all.add(new Object[] {kind, stage});
            }
        }
        return all.stream();
    }

    private static List<Stage> stages(Kind kind) {
        List<Stage> stages = new ArrayList<>(List.of(Stage.SESSION_SETUP));
        stages.add(Stage.SERVICE_DISCOVERY);
        stages.add(Stage.AUTHORIZATION);
        stages.add(Stage.PARAMETERS);
        if (kind.service().isDc()) {
            stages.add(Stage.CABLE_CHECK);
            stages.add(Stage.PRE_CHARGE);
            stages.add(Stage.WELDING);
        }
        stages.add(Stage.POWER_START);
        stages.add(Stage.LOOP);
        stages.add(Stage.POWER_STOP);
        stages.add(Stage.SESSION_STOP);
        return stages;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void chargesAndStopsInOrderAndAnswersEveryRequestOnce(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(30)).run(120);
        assertEquals("", bench.evcc.position().failure());
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
        assertEquals(bench.requests, bench.frames);
        assertEquals(30, bench.count(kind.loop()));
        assertTrue(bench.mostW > 0, "charged");
        assertTrue(bench.mostW <= 11_500, "inside the offer");
        assertEquals(new Demand.Nothing(), bench.demand);
    }

    @ParameterizedTest
    @MethodSource("twoWay")
    void reallyDischarges(Kind kind) {
        EvccPlan plan = kind.plan(60).with(new Needs(800, 200, 7200, -15_000));
        SessionBench bench = kind.bench(plan);
        bench.target = new Target.Power(-5_000);
        bench.run(120);
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
        assertEquals(-5_000, bench.leastW, 50);
        assertTrue(bench.energyOutMws > 0);
    }

    @ParameterizedTest
    @MethodSource("twoWay")
    void takesDischargeLimitsWithEitherSign(Kind kind) {
        EvccPlan plan =
                kind.plan(40)
                        .with(new Needs(800, 200, 7200, -15_000))
                        .with(new Fault.NegativeDischargeLimits());
        SessionBench bench = kind.bench(plan);
        bench.target = new Target.Power(-4_000);
        bench.run(120);
        assertEquals(-4_000, bench.leastW, 50);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void clampsNonsenseAndSaysSoButCharges(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(20).with(new Fault.ImplausibleValues())).run(20);
        boolean dc = kind.service().isDc();
        assertEquals(
                dc || kind.protocol() == Protocol.ISO_15118_20,
                bench.events.stream().anyMatch(SeccEvent.Clamped.class::isInstance));
        assertTrue(bench.mostW <= 11_500);
    }

    @ParameterizedTest
    @MethodSource("kindsWithStages")
    void endsAtTheLimitOfSilenceAndNotBefore(Kind kind, Stage stage) {
        SessionBench bench = kind.bench(kind.plan(10).with(new Fault.Silent(stage)));
        bench.runUntil(() -> bench.evcc.position().stage() == stage, 60);
        boolean held = stage == Stage.POWER_STOP;
        long limitNs =
                stage == Stage.SESSION_SETUP ? 18_000_000_000L : loopLimitNs(kind, stage, held);
        long sinceNs = bench.nowNs;
        bench.runUntil(() -> bench.events.stream().anyMatch(SeccEvent.Ended.class::isInstance), 70);
        assertEquals(EndReason.SEQUENCE_TIMEOUT, bench.ended().why());
        long tookNs = bench.nowNs - sinceNs;
        assertTrue(tookNs >= limitNs - 2 * SessionBench.STEP_NS, "not before: " + tookNs);
        assertTrue(tookNs <= limitNs + SessionBench.STEP_NS, "at the limit: " + tookNs);
        bench.runUntil(() -> bench.closed, 10);
        assertEquals(new Demand.Nothing(), bench.demand);
        assertTrue(bench.closed);
    }

    private static long loopLimitNs(Kind kind, Stage stage, boolean afterLoop) {
        boolean strict = kind.protocol() == Protocol.ISO_15118_20;
        return strict && (stage == Stage.LOOP || afterLoop) ? 500_000_000L : 60_000_000_000L;
    }

    @ParameterizedTest
    @MethodSource("kindsWithStages")
    void answersAMisplacedRequestWithSequenceErrorAndEnds(Kind kind, Stage stage) {
        SessionBench bench = kind.bench(kind.plan(10).with(new Fault.WrongOrder(stage))).run(70);
        assertEquals(EndReason.SEQUENCE_ERROR, bench.ended().why());
        assertEquals("FAILED_SequenceError", bench.heard.getLast());
        assertEquals(bench.requests, bench.frames);
        assertEquals(new Demand.Nothing(), bench.demand);
        servesTheNextCar(kind, bench);
    }

    @ParameterizedTest
    @MethodSource("kindsWithStages")
    void answersAForeignSessionIdWithUnknownSessionAndEnds(Kind kind, Stage stage) {
        if (stage == Stage.SESSION_SETUP) {
            return;
        }
        SessionBench bench = kind.bench(kind.plan(10).with(new Fault.WrongSession(stage))).run(70);
        assertEquals(EndReason.WRONG_SESSION, bench.ended().why());
        assertEquals("FAILED_UnknownSession", bench.heard.getLast());
        assertEquals(bench.requests, bench.frames);
        servesTheNextCar(kind, bench);
    }

    @ParameterizedTest
    @MethodSource("kindsWithStages")
    void endsSafelyOnGarbageNoFrameAndOversize(Kind kind, Stage stage) {
        for (Fault fault :
                List.of(
                        new Fault.Garbage(stage),
                        new Fault.NoFrame(stage),
                        new Fault.Oversize(stage))) {
            SessionBench bench = kind.bench(kind.plan(10).with(fault)).run(70);
            assertEquals(EndReason.MALFORMED, bench.ended().why());
            assertEquals(new Demand.Nothing(), bench.demand);
            assertTrue(bench.closed);
            servesTheNextCar(kind, bench);
        }
    }

    private static void servesTheNextCar(Kind kind, SessionBench bench) {
        bench.pass(300);
        bench.again(kind.plan(3)).run(60);
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
    }

    @ParameterizedTest
    @MethodSource("onePerProtocol")
    void aServiceThatIsNotThereIsRefusedByItsCode(Kind kind) {
        boolean latest = kind.protocol() == Protocol.ISO_15118_20;
        if (kind.protocol() == Protocol.ISO_15118_2 && kind.service().isBidirectional()) {
            return;
        }
        SessionBench selects =
                kind.bench(kind.plan(3).with(new Fault.UnknownService(Stage.SERVICE_SELECTION)))
                        .run(60);
        assertEquals(EndReason.SERVICE_NOT_OFFERED, selects.ended().why());
        assertEquals(
                latest ? "FAILED_ServiceSelectionInvalid" : selectionCode(kind),
                selects.heard.getLast());
        servesTheNextCar(kind, selects);
        if (latest) {
            SessionBench asks =
                    kind.bench(kind.plan(3).with(new Fault.UnknownService(Stage.SERVICE_DETAIL)))
                            .run(60);
            assertEquals("FAILED_ServiceIDInvalid", asks.heard.getLast());
            servesTheNextCar(kind, asks);
        }
    }

    /** Without the charge service; DIN 70121 has no word of its own for that. */
    private static String selectionCode(Kind kind) {
        return kind.protocol() == Protocol.DIN_70121
                ? "FAILED_ServiceSelectionInvalid"
                : "FAILED_NoChargeServiceSelected";
    }

    @ParameterizedTest
    @MethodSource("kindsWithStages")
    void aCarMayStopAtEveryStage(Kind kind, Stage stage) {
        if (stage == Stage.SESSION_SETUP) {
            return;
        }
        SessionBench bench = kind.bench(kind.plan(10).with(new Fault.EarlyStop(stage))).run(70);
        assertEquals(EndReason.COMPLETED, bench.ended().why());
        assertEquals(new Demand.Nothing(), bench.demand);
        assertEquals(bench.requests, bench.frames);
    }

    @ParameterizedTest
    @MethodSource("kindsWithStages")
    void aTripAtEveryStageEndsWithinSecondsWithoutPower(Kind kind, Stage stage) {
        SessionBench bench = kind.bench(kind.plan(1_000));
        if (stage == Stage.POWER_STOP || stage == Stage.WELDING || stage == Stage.SESSION_STOP) {
            return;
        }
        bench.runUntil(() -> bench.evcc.position().stage() == stage, 60);
        bench.readiness = Readiness.TRIPPED;
        bench.runUntil(() -> bench.secc.isOver(), 30);
        assertTrue(bench.secc.isOver(), "ended");
        assertFalse(bench.demand instanceof Demand.Dc);
        assertFalse(bench.demand instanceof Demand.Ac);
    }

    @ParameterizedTest
    @MethodSource("onePerProtocol")
    void aStopOfTheStationIsToldAndTheCarFollows(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(100_000));
        bench.runUntil(() -> bench.count(kind.loop()) >= 10, 60);
        bench.readiness = Readiness.CLOSED;
        bench.run(20);
        assertEquals(new SeccEvent.Ended(EndReason.STATION_STOP, true), bench.ended());
    }

    @ParameterizedTest
    @MethodSource("onePerProtocol")
    void aStopOfTheStationBeforeTheFirstAnswerOfTheLoopIsItsReasonToo(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(100_000));
        bench.runUntil(() -> bench.evcc.position().stage() == Stage.LOOP, 60);
        bench.readiness = Readiness.CLOSED;
        bench.run(20);
        assertEquals(new SeccEvent.Ended(EndReason.STATION_STOP, true), bench.ended());
    }

    @ParameterizedTest
    @MethodSource("onePerProtocol")
    void aStopThatComesAfterTheCarsOwnIsNotTheReason(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(10));
        bench.runUntil(() -> bench.evcc.position().stage() == Stage.SESSION_STOP, 60);
        bench.readiness = Readiness.CLOSED;
        bench.run(20);
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
    }

    @ParameterizedTest
    @MethodSource("onePerProtocol")
    void aCarThatIgnoresTheStopIsCutOffWithinTenSeconds(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(100_000).with(new Fault.IgnoresStop()));
        bench.runUntil(() -> bench.count(kind.loop()) >= 10, 60);
        bench.readiness = Readiness.CLOSED;
        long sinceNs = bench.nowNs;
        bench.step();
        assertEquals(new Demand.RampDown(), bench.demand);
        bench.runUntil(() -> bench.secc.isOver(), 30);
        assertEquals(EndReason.STATION_STOP, bench.ended().why());
        long tookNs = bench.nowNs - sinceNs;
        assertTrue(
                Math.abs(tookNs - 10_000_000_000L) <= 3 * SessionBench.STEP_NS,
                () -> "took " + tookNs);
    }

    @ParameterizedTest
    @MethodSource("onePerProtocol")
    void waitsForTheRightToCharge(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(5));
        bench.authorization = Authorization.PENDING;
        bench.runUntil(() -> false, 5);
        assertEquals(Stage.AUTHORIZATION, bench.evcc.position().stage());
        bench.authorization = Authorization.GRANTED;
        bench.run(60);
        assertEquals(EndReason.COMPLETED, bench.ended().why());
    }

    @ParameterizedTest
    @MethodSource("onePerProtocol")
    void survivesAFlatOutCar(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(2_000).with(Pace.FLAT_OUT)).run(120);
        assertEquals(EndReason.COMPLETED, bench.ended().why());
        assertEquals(bench.requests, bench.frames);
    }

    @ParameterizedTest
    @MethodSource("onePerProtocol")
    void failsWhenTheContactorsDoNotClose(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(5));
        bench.contactorsWork = false;
        bench.run(60);
        assertEquals(EndReason.CONTACTOR_NOT_CLOSED, bench.ended().why());
        assertEquals(bench.requests, bench.frames);
    }

    @ParameterizedTest
    @MethodSource("onePerProtocol")
    void refusesABadInsulation(Kind kind) {
        if (!kind.service().isDc()) {
            return;
        }
        SessionBench bench = kind.bench(kind.plan(5));
        bench.insulationOhm = 99_999;
        bench.run(60);
        assertEquals(EndReason.CABLE_CHECK_FAILED, bench.ended().why());
        SessionBench good = kind.bench(kind.plan(5));
        good.insulationOhm = 100_000;
        good.run(60);
        assertEquals(EndReason.COMPLETED, good.ended().why());
    }
}
