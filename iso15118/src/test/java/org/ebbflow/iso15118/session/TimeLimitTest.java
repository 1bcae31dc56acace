package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebbflow.iso15118.evcc.EvccPlan.Fault;
import org.ebbflow.iso15118.evcc.EvccPlan.Leave;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Script;
import org.ebbflow.iso15118.evcc.Stage;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView.Authorization;
import org.ebbflow.iso15118.secc.StationView.Notice;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.Timing;
import org.ebbflow.iso15118.session.EverySessionTest.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every time limit to the nanosecond: nothing one before it, the end at it and one after. */
class TimeLimitTest {

    private static final long MS = 1_000_000L;

    static List<Kind> kinds() {
        return EverySessionTest.kinds();
    }

    /** Every state in which a station waits for a request, of every protocol. */
    static Stream<Object[]> states() {
        List<Object[]> all = new ArrayList<>();
        for (Kind kind : EverySessionTest.onePerProtocol()) {
            for (Stage stage : Stage.values()) {
                if (belongs(stage, kind)) {
                    all.add(new Object[] {kind, stage});
                }
            }
        }
        return all.stream();
    }

    private static boolean belongs(Stage stage, Kind kind) {
        boolean latest = kind.protocol() == Protocol.ISO_15118_20;
        return switch (stage) {
            case AUTHORIZATION_SETUP, SERVICE_DETAIL, SCHEDULE -> latest;
            case CABLE_CHECK, PRE_CHARGE, WELDING -> kind.service().isDc();
            case RENEGOTIATION, METERING, DONE -> false;
            case HANDSHAKE,
                    SESSION_SETUP,
                    SERVICE_DISCOVERY,
                    SERVICE_SELECTION,
                    AUTHORIZATION,
                    PARAMETERS,
                    POWER_START,
                    LOOP,
                    POWER_STOP,
                    SESSION_STOP ->
                    true;
        };
    }

    private static long limitNs(Kind kind, Stage stage) {
        boolean inLoop = stage == Stage.LOOP || stage == Stage.POWER_STOP;
        return kind.protocol() == Protocol.ISO_15118_20 && inLoop ? 500 * MS : 60_000 * MS;
    }

    @ParameterizedTest
    @MethodSource("states")
    void aSilentCarIsGivenUpExactlyAtTheLimit(Kind kind, Stage stage) {
        SessionBench bench = kind.bench(kind.plan(10).with(new Fault.Silent(stage)));
        long sinceNs = bench.nowNs;
        boolean setUp = stage == Stage.HANDSHAKE || stage == Stage.SESSION_SETUP;
        bench.runUntil(() -> bench.evcc.position().stage() == stage, 60);
        long limitNs = setUp ? sinceNs + 18_000 * MS : bench.answeredNs + limitNs(kind, stage);
        assertFalse(bench.isOverAt(limitNs - 1), "one nanosecond before the limit");
        assertTrue(bench.isOverAt(limitNs), "at the limit");
        assertEquals(EndReason.SEQUENCE_TIMEOUT, bench.ended().why());
        assertTrue(bench.isOverAt(limitNs + 1), "one nanosecond after the limit");
        assertFalse(bench.demand instanceof Demand.Dc || bench.demand instanceof Demand.Ac);
        bench.pass(300);
        assertEquals(new Demand.Nothing(), bench.demand);
    }

    @ParameterizedTest
    @MethodSource("states")
    void anEndAtAnyStateLeavesAStationThatServesTheNextCar(Kind kind, Stage stage) {
        for (Stop stop : Stop.values()) {
            SessionBench bench = kind.bench(kind.plan(1_000_000));
            long lastLoop = stage.compareTo(Stage.LOOP) > 0 ? 10 : 1_000_000;
            bench.again(kind.plan(lastLoop));
            bench.runUntil(() -> bench.evcc.position().stage() == stage, 60);
            endsAndServesTheNext(bench, kind, stop);
        }
    }

    private static void endsAndServesTheNext(SessionBench bench, Kind kind, Stop stop) {
        stop.happen(bench);
        bench.runUntil(() -> bench.secc.isOver(), 70);
        assertTrue(bench.secc.isOver(), stop + " ends the session");
        assertFalse(bench.demand instanceof Demand.Dc || bench.demand instanceof Demand.Ac);
        bench.pass(300);
        assertInstanceOf(Demand.Nothing.class, bench.demand, stop + " ends without energy");
        bench.readiness = Readiness.OPEN;
        bench.notice = Notice.NONE;
        bench.again(kind.plan(5)).run(60);
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
    }

    static Stream<Kind> renegotiable() {
        return kinds().stream().filter(k -> k.protocol() != Protocol.DIN_70121);
    }

    static Stream<Kind> latest() {
        return kinds().stream().filter(k -> k.protocol() == Protocol.ISO_15118_20);
    }

    /** Asked for a new schedule, the car has not told its part of it yet: contacts are closed. */
    private static SessionBench renegotiating(Kind kind) {
        Script script = new Script(10, Leave.TERMINATE, 0, false, Optional.empty());
        SessionBench bench = kind.bench(kind.plan(1_000_000).with(script));
        bench.runUntil(() -> isRenegotiating(bench), 60);
        assertTrue(isRenegotiating(bench), bench.evcc.position().toString());
        return bench;
    }

    private static boolean isRenegotiating(SessionBench bench) {
        return bench.evcc.renegotiations() > 0 && bench.evcc.position().stage() != Stage.LOOP;
    }

    private static SessionBench confirming(Kind kind) {
        Script script = new Script(0, Leave.TERMINATE, 0, true, Optional.empty());
        SessionBench bench = kind.bench(kind.plan(1_000_000).with(script));
        bench.runUntil(() -> bench.count(kind.loop()) >= 5, 60);
        bench.notice = Notice.METERING_CONFIRMATION;
        bench.runUntil(() -> bench.evcc.position().stage() == Stage.METERING, 10);
        assertEquals(Stage.METERING, bench.evcc.position().stage());
        return bench;
    }

    @ParameterizedTest
    @MethodSource("renegotiable")
    void anEndWithinARenegotiationLeavesAStationThatServesTheNextCar(Kind kind) {
        for (Stop stop : Stop.values()) {
            endsAndServesTheNext(renegotiating(kind), kind, stop);
        }
    }

    @ParameterizedTest
    @MethodSource("latest")
    void anEndBeforeTheMeteringConfirmationLeavesAStationThatServesTheNextCar(Kind kind) {
        for (Stop stop : Stop.values()) {
            endsAndServesTheNext(confirming(kind), kind, stop);
        }
    }

    @ParameterizedTest
    @MethodSource("renegotiable")
    void aCarSilentWithinARenegotiationIsGivenUpExactlyAtTheLimit(Kind kind) {
        SessionBench bench = renegotiating(kind);
        bench.deafen();
        bench.step(); // what the car said already is answered
        bench.step();
        long limitNs = bench.answeredNs + 60_000 * MS;
        assertFalse(bench.isOverAt(limitNs - 1), "one nanosecond before the limit");
        assertTrue(bench.isOverAt(limitNs), "at the limit");
        assertEquals(EndReason.SEQUENCE_TIMEOUT, bench.ended().why());
    }

    @ParameterizedTest
    @MethodSource("latest")
    void aCarThatOwesItsMeteringConfirmationIsGivenUpExactlyAtTheLimit(Kind kind) {
        SessionBench bench = confirming(kind);
        bench.deafen();
        long limitNs = bench.answeredNs + 500 * MS;
        assertFalse(bench.isOverAt(limitNs - 1), "one nanosecond before the limit");
        assertTrue(bench.isOverAt(limitNs), "at the limit");
        assertEquals(EndReason.SEQUENCE_TIMEOUT, bench.ended().why());
    }

    /** What may happen to a session at any time. */
    enum Stop {
        /** The owner stops it; the station takes no new transfer. */
        OWNER_STOP {
            @Override
            void happen(SessionBench bench) {
                bench.readiness = Readiness.CLOSED;
            }
        },
        /** The plug is pulled: the connection is gone with it. */
        UNPLUG {
            @Override
            void happen(SessionBench bench) {
                bench.hangUp();
            }
        },
        /** The station is taken out of service and the car is told nothing it hears. */
        DISABLE {
            @Override
            void happen(SessionBench bench) {
                bench.readiness = Readiness.CLOSED;
                bench.deafen();
            }
        },
        FAULT {
            @Override
            void happen(SessionBench bench) {
                bench.readiness = Readiness.TRIPPED;
            }
        };

        abstract void happen(SessionBench bench);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theDriversIdentificationIsAwaitedForThreeMinutes(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(5));
        bench.authorization = Authorization.PENDING;
        bench.runUntil(() -> bench.evcc.position().stage() == Stage.AUTHORIZATION, 30);
        long sinceNs = bench.nowNs;
        bench.runUntil(() -> bench.secc.isOver(), 200);
        assertEquals(EndReason.NOT_AUTHORIZED, bench.ended().why());
        long tookNs = bench.nowNs - sinceNs;
        assertTrue(tookNs >= 180_000 * MS - 20 * MS, "not before: " + tookNs);
        assertTrue(tookNs <= 180_000 * MS + 120 * MS, "with the next request: " + tookNs);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aClosedStationSaysOngoingForFiftyFiveSecondsAndThenFails(Kind kind) {
        Stage waits = kind.protocol() == Protocol.ISO_15118_20 ? Stage.SCHEDULE : Stage.PARAMETERS;
        SessionBench bench = kind.bench(kind.plan(5));
        bench.readiness = Readiness.CLOSED;
        bench.runUntil(() -> bench.evcc.position().stage() == waits, 30);
        long sinceNs = bench.nowNs;
        bench.runUntil(() -> bench.secc.isOver(), 70);
        assertEquals(EndReason.STATION_STOP, bench.ended().why());
        long tookNs = bench.nowNs - sinceNs;
        assertTrue(tookNs >= 55_000 * MS - 20 * MS, "not before: " + tookNs);
        assertTrue(tookNs <= 55_000 * MS + 120 * MS, "with the next request: " + tookNs);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void cableCheckAndPreChargeFailAtTheirLimits(Kind kind) {
        if (!kind.service().isDc()) {
            return;
        }
        SessionBench check = kind.bench(kind.plan(5));
        check.stageWorks = false;
        check.runUntil(() -> check.evcc.position().stage() == Stage.CABLE_CHECK, 30);
        long sinceNs = check.nowNs;
        check.runUntil(() -> check.secc.isOver(), 60);
        assertEquals(EndReason.CABLE_CHECK_FAILED, check.ended().why());
        isAbout(Timing.CABLE_CHECK_NS, check.nowNs - sinceNs);
        SessionBench charge = kind.bench(kind.plan(5));
        charge.runUntil(() -> charge.evcc.position().stage() == Stage.PRE_CHARGE, 30);
        charge.stageWorks = false;
        sinceNs = charge.nowNs;
        charge.runUntil(() -> charge.secc.isOver(), 60);
        assertEquals(EndReason.PRE_CHARGE_FAILED, charge.ended().why());
        boolean latest = kind.protocol() == Protocol.ISO_15118_20;
        isAbout(latest ? 10_000 * MS : 7_000 * MS, charge.nowNs - sinceNs);
    }

    private static void isAbout(long limitNs, long tookNs) {
        assertTrue(
                tookNs >= limitNs - 20 * MS && tookNs <= limitNs + 120 * MS,
                () -> "took " + tookNs);
    }
}
