package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebbflow.iso15118.evcc.Evcc;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Fault;
import org.ebbflow.iso15118.evcc.EvccPlan.Leave;
import org.ebbflow.iso15118.evcc.EvccPlan.Needs;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Script;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.iso15118.evcc.Stage;
import org.ebbflow.iso15118.message.iso20.BPT_DC_CPDResEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.DC_ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.Dynamic_SEResControlMode;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeRes;
import org.ebbflow.iso15118.message.iso20.V2GMessage;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Notice;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.session.EverySessionTest.Kind;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.wire.Rational;
import org.ebbflow.iso15118.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pause and resume, renegotiation, requests of the station, metering. */
class ServicesTest {

    private static final Script PAUSES = new Script(0, Leave.PAUSE, 0, false, Optional.empty());
    private static final Script RENEGOTIATES =
            new Script(10, Leave.TERMINATE, 0, false, Optional.empty());
    private static final Script CHANGES_SERVICE =
            new Script(10, Leave.SERVICE_RENEGOTIATION, 0, false, Optional.empty());
    private static final Script ASKS_METER =
            new Script(0, Leave.TERMINATE, 0, true, Optional.empty());

    static List<Kind> kinds() {
        return EverySessionTest.kinds();
    }

    static Stream<Kind> latest() {
        return kinds().stream().filter(k -> k.protocol() == Protocol.ISO_15118_20);
    }

    static Stream<Kind> renegotiable() {
        return kinds().stream().filter(k -> k.protocol() != Protocol.DIN_70121);
    }

    private static Script resuming(Evcc.Kept kept) {
        return new Script(0, Leave.TERMINATE, 0, false, Optional.of(kept));
    }

    @ParameterizedTest
    @MethodSource("renegotiable")
    void aPausedSessionKeepsItsIdAndGoesOn(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(10).with(PAUSES)).run(60);
        assertEquals(new SeccEvent.Ended(EndReason.PAUSED, true), bench.ended());
        assertEquals(CarFacts.Phase.PAUSED, bench.facts.phase());
        assertEquals(new Demand.Nothing(), bench.demand);
        Evcc.Kept kept = bench.evcc.kept();
        bench.again(kind.plan(10).with(resuming(kept))).run(60);
        assertTrue(bench.evcc.hasJoined(), "OK_OldSessionJoined");
        assertTrue(bench.heard.contains("OK_OldSessionJoined"));
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
        assertEquals(
                List.of(kept.sessionId().length), List.of(bench.evcc.kept().sessionId().length));
        assertEquals(10, bench.count(kind.loop()), () -> bench.answered.toString());
    }

    @ParameterizedTest
    @MethodSource("renegotiable")
    void anotherCarCannotJoinAPausedSession(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(5).with(PAUSES)).run(60);
        Evcc.Kept kept = bench.evcc.kept();
        byte[] other = kept.sessionId().clone();
        other[7] ^= 1;
        Evcc.Kept foreign = new Evcc.Kept(other, kept.parameterSetId(), kept.dynamic());
        bench.again(kind.plan(5).with(resuming(foreign))).run(60);
        assertFalse(bench.evcc.hasJoined());
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
    }

    @ParameterizedTest
    @MethodSource("renegotiable")
    void aSessionThatEndedCannotBeJoined(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(5)).run(60);
        bench.again(kind.plan(5).with(resuming(bench.evcc.kept()))).run(60);
        assertFalse(bench.evcc.hasJoined());
    }

    @ParameterizedTest
    @MethodSource("renegotiable")
    void theCarRenegotiatesAndGoesOn(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(20).with(RENEGOTIATES)).run(120);
        assertEquals("", bench.evcc.position().failure());
        assertEquals(1, bench.evcc.renegotiations());
        assertEquals(30, bench.count(kind.loop()));
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
        assertEquals(bench.requests, bench.frames);
    }

    @ParameterizedTest
    @MethodSource("renegotiable")
    void theStationAsksForRenegotiationAndTheCarFollows(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(40));
        bench.runUntil(() -> bench.count(kind.loop()) >= 5, 60);
        bench.notice = Notice.SCHEDULE_RENEGOTIATION;
        bench.runUntil(() -> bench.evcc.renegotiations() > 0, 10);
        bench.notice = Notice.NONE;
        bench.run(120);
        assertEquals(1, bench.evcc.renegotiations());
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
    }

    @ParameterizedTest
    @MethodSource("latest")
    void theCarChoosesAServiceAnewWithoutANewConnection(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(20).with(CHANGES_SERVICE)).run(120);
        assertEquals("", bench.evcc.position().failure());
        assertEquals(1, bench.evcc.renegotiations());
        assertEquals(2, bench.count("ServiceSelectionReq"));
        assertEquals(30, bench.count(kind.loop()));
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
    }

    @ParameterizedTest
    @MethodSource("latest")
    void aDischargePermitThatComesLaterMakesTheStationAskForANewService(Kind kind) {
        if (kind.service().isBidirectional()) {
            return;
        }
        SessionBench bench = kind.bench(kind.plan(30));
        bench.dischargeOffered = false;
        bench.runUntil(() -> bench.count(kind.loop()) >= 5, 60);
        assertEquals(0, bench.evcc.renegotiations());
        bench.dischargeOffered = true;
        bench.run(120);
        assertEquals(1, bench.evcc.renegotiations());
        assertEquals(2, bench.count("ServiceSelectionReq"));
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
    }

    @ParameterizedTest
    @MethodSource("latest")
    void aCarForBothDirectionsChargesWhereOnlyThatIsOfferedAndChangesWhenMoreIs(Kind kind) {
        if (!kind.service().isBidirectional()) {
            return;
        }
        SessionBench bench = kind.bench(kind.plan(30));
        bench.dischargeOffered = false;
        bench.runUntil(() -> bench.count(kind.loop()) >= 5, 60);
        assertEquals("", bench.evcc.position().failure());
        assertFalse(bench.facts.bidirectional());
        assertTrue(bench.mostW > 0, "charged");
        bench.dischargeOffered = true;
        bench.runUntil(() -> bench.facts.bidirectional(), 60);
        assertTrue(bench.facts.bidirectional());
        bench.run(120);
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
    }

    @ParameterizedTest
    @MethodSource("latest")
    void theStationAsksForAPauseAndTheSessionIsKept(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(1_000));
        bench.runUntil(() -> bench.count(kind.loop()) >= 5, 60);
        bench.notice = Notice.PAUSE;
        bench.run(30);
        assertEquals(new SeccEvent.Ended(EndReason.PAUSED, true), bench.ended());
        assertTrue(bench.secc.paused().isPresent());
    }

    @ParameterizedTest
    @MethodSource("latest")
    void tellsTheMeterOnlyWhenAskedAndTakesTheConfirmation(Kind kind) {
        SessionBench silent = kind.bench(kind.plan(10)).run(60);
        assertEquals(-1, silent.evcc.meterWh());
        SessionBench bench = kind.bench(kind.plan(10).with(ASKS_METER));
        bench.runUntil(() -> bench.count(kind.loop()) >= 5, 60);
        bench.notice = Notice.METERING_CONFIRMATION;
        bench.runUntil(() -> bench.count("MeteringConfirmationReq") > 0, 10);
        bench.notice = Notice.NONE;
        bench.run(60);
        assertEquals(12_345, bench.evcc.meterWh());
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
    }

    @ParameterizedTest
    @MethodSource("latest")
    void aScheduleOutOfReachForTwoMinutesIsRenegotiated(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(10_000));
        bench.runUntil(() -> bench.count(kind.loop()) >= 5, 60);
        bench.mostOfferedW = 4_000;
        bench.runUntil(() -> bench.evcc.renegotiations() > 0, 119);
        assertEquals(0, bench.evcc.renegotiations());
        bench.runUntil(() -> bench.evcc.renegotiations() > 0, 3);
        int expected = kind.mode() == EvccPlan.Mode.SCHEDULED ? 1 : 0;
        assertEquals(expected, bench.evcc.renegotiations());
        bench.runUntil(() -> bench.evcc.position().stage() == Stage.LOOP, 10);
        assertEquals(Stage.LOOP, bench.evcc.position().stage());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void limitsThatDropHoldAtOnceEvenIfTheCarSaysNothing(Kind kind) {
        SessionBench bench = kind.bench(kind.plan(10_000).with(new Needs(800, 200, 7200, 32_000)));
        bench.runUntil(() -> bench.count(kind.loop()) >= 20, 60);
        bench.mostOfferedW = 3_000;
        bench.pass(1);
        int askedW =
                switch (bench.demand) {
                    case Demand.Dc dc -> dc.powerW();
                    case Demand.Ac ac -> ac.powerW();
                    default -> throw new AssertionError(bench.demand.toString());
                };
        assertTrue(askedW <= 3_000, "asked " + askedW);
    }

    @ParameterizedTest
    @MethodSource("latest")
    void aTripDuringARenegotiationTakesPowerAwayAndEnds(Kind kind) {
        EvccPlan plan = kind.plan(20).with(RENEGOTIATES).with(new Fault.Silent(Stage.SCHEDULE));
        SessionBench bench = kind.bench(plan);
        bench.runUntil(() -> bench.evcc.position().stage() == Stage.RENEGOTIATION, 60);
        bench.step();
        bench.readiness = Readiness.TRIPPED;
        bench.step();
        assertFalse(bench.demand instanceof Demand.Dc);
        assertFalse(bench.demand instanceof Demand.Ac);
    }

    @ParameterizedTest
    @MethodSource("latest")
    void aSessionPausedBeforeItsAuthorizationIsNotAuthorizedByResuming(Kind kind) {
        EvccPlan early = kind.plan(5).with(PAUSES).with(new Fault.EarlyStop(Stage.AUTHORIZATION));
        SessionBench bench = kind.bench(early).run(60);
        bench.again(kind.plan(5).with(resuming(bench.evcc.kept()))).run(60);
        assertEquals(EndReason.SEQUENCE_ERROR, bench.ended().why());
        assertEquals(0, bench.count(kind.loop()));
    }

    @Test
    void dischargeLimitsGoWithTheSignTheCarUses() {
        for (boolean minus : List.of(false, true)) {
            EvccPlan plan =
                    EvccPlan.of(Protocol.ISO_15118_20, Service.DC_BPT, new EvccPlan.Stop(3, 2000));
            SessionBench bench =
                    new SessionBench(
                                    Supply.DC,
                                    minus ? plan.with(new Fault.NegativeDischargeLimits()) : plan)
                            .run(60);
            List<Integer> told = new ArrayList<>();
            for (byte[] bytes : bench.sent) {
                Frame frame = FrameReader.EMPTY.read(bytes).frames().getFirst();
                Optional<V2GMessage> message =
                        frame.payloadType() == 0x8001 ? Optional.empty() : Wire.iso20(frame);
                if (message.isPresent()
                        && message.get() instanceof DC_ChargeParameterDiscoveryRes r
                        && r.dcCpdResEnergyTransferMode()
                                instanceof BPT_DC_CPDResEnergyTransferMode both) {
                    told.add(Rational.whole(both.evseMaximumDischargePower()));
                    told.add(Rational.milli(both.evseMaximumDischargeCurrent()));
                }
            }
            assertEquals(minus ? List.of(-11_500, -32_000) : List.of(11_500, 32_000), told);
        }
    }

    @ParameterizedTest
    @MethodSource("latest")
    void aCarThatAsksTheStationHearsTheOwnersNeedsTightenedByItsOwn(Kind kind) {
        if (kind.mode() != EvccPlan.Mode.DYNAMIC) {
            return;
        }
        SessionBench bench = kind.bench(kind.plan(3).with(new Needs(900, 200, 7_200, 32_000)));
        bench.needs = new StationView.Needs(35, 80, 3_600);
        bench.run(60);
        List<Dynamic_SEResControlMode> told = new ArrayList<>();
        for (byte[] bytes : bench.sent) {
            Frame frame = FrameReader.EMPTY.read(bytes).frames().getFirst();
            Optional<V2GMessage> message =
                    frame.payloadType() == 0x8001 ? Optional.empty() : Wire.iso20(frame);
            if (message.isPresent()
                    && message.get() instanceof ScheduleExchangeRes r
                    && r.seResControlMode() instanceof Dynamic_SEResControlMode mode) {
                told.add(mode);
            }
        }
        assertEquals(List.of(new Dynamic_SEResControlMode(3_600L, 35, 80, null)), told);
    }
}
