package org.ebbflow.controller.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.safety.Asked;
import org.ebbflow.controller.safety.Permit;
import org.ebbflow.controller.safety.SafetyState;
import org.ebbflow.controller.safety.Supervision;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;

final class ControlCycleTest {

    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();
    private static final EnergyRequest TOO_MUCH =
            new EnergyRequest.DcTransfer(5_000, 300_000, 450_000, 30_000, 0);

    private static Outgoing send(int first) {
        return new Outgoing.Send(1, new byte[] {(byte) first});
    }

    private static Rig.Wanted wanted(EnergyRequest energy, Outgoing... toSend) {
        return new Rig.Wanted(
                List.of(toSend), energy, List.of(new SessionEvent.Answered("ChargeLoopReq")));
    }

    @Test
    void stepsComeInTheOneOrder() {
        Rig rig = new Rig();
        rig.script = (in, inputs) -> wanted(NOTHING, send(1));
        rig.run();
        assertEquals(
                List.of(
                        "freeze",
                        "offer",
                        "session Silence",
                        "apply",
                        "send 1",
                        "snapshot",
                        "flown"),
                rig.calls);
    }

    @Test
    void oneSessionStepPerReceivedThingAndAllAnswersAfterTheCommand() {
        Rig rig = new Rig();
        rig.inbox.receive(new CarInput.Connected(1, CarInput.Security.PLAIN), 0);
        rig.inbox.receive(new CarInput.Bytes(1, new byte[] {5}), 0);
        rig.script =
                (in, inputs) ->
                        in instanceof CarInput.Bytes
                                ? wanted(NOTHING, send(5))
                                : Rig.Wanted.NOTHING;
        rig.run();
        assertEquals(
                List.of(
                        "freeze",
                        "offer",
                        "session Connected",
                        "session Bytes",
                        "apply",
                        "send 5",
                        "snapshot",
                        "flown"),
                rig.calls);
    }

    @Test
    void outgoingOfANarrowedStepIsDroppedAndTheSessionStepsAgain() {
        Rig rig = new Rig();
        rig.inbox.receive(new CarInput.Bytes(1, new byte[] {5}), 0);
        rig.script =
                (in, inputs) ->
                        in instanceof CarInput.Refused
                                ? wanted(NOTHING, send(7))
                                : wanted(TOO_MUCH, send(6));
        rig.run();
        assertTrue(rig.calls.contains("session Refused"));
        assertTrue(rig.calls.contains("send 7"));
        assertFalse(rig.calls.contains("send 6"), "what was promised is not said");
        long answered =
                rig.events.stream()
                        .filter(
                                e ->
                                        e instanceof StationEvent.Session s
                                                && s.event() instanceof SessionEvent.Answered)
                        .count();
        assertEquals(1, answered, "one request, one answer");
        assertInstanceOf(BoardCommand.Stage.Off.class, rig.command.orElseThrow().stage());
    }

    @Test
    void throwInTheSessionEndsItAndHangsUp() {
        Rig rig = new Rig();
        rig.inbox.receive(new CarInput.Connected(1, CarInput.Security.PLAIN), 0);
        rig.run();
        rig.script =
                (in, inputs) -> {
                    throw new IllegalStateException("seven");
                };
        rig.run();
        assertTrue(rig.calls.contains("close 1"));
        assertTrue(rig.calls.contains("failed Silence"), "the safe session steps in this cycle");
        StationEvent.Failed failed =
                assertInstanceOf(StationEvent.Failed.class, rig.events.getLast());
        assertTrue(failed.text().contains("seven"));
        assertEquals(
                List.of(), rig.snapshot.orElseThrow().trips(), "no trip: only the session ends");
        rig.calls.clear();
        rig.run();
        assertTrue(rig.calls.contains("failed Silence"), "it stays so");
    }

    @Test
    void messageThatNestsTooDeeplyEndsItsSessionAndNotTheStation() {
        Rig rig = new Rig();
        rig.script =
                (in, inputs) -> {
                    throw new StackOverflowError("deep");
                };
        rig.run();
        StationEvent.Failed failed =
                assertInstanceOf(StationEvent.Failed.class, rig.events.getLast());
        assertTrue(failed.text().contains("nested too deeply"));
        assertEquals(List.of(), rig.snapshot.orElseThrow().trips());
        rig.run();
        assertTrue(rig.calls.contains("failed Silence"));
    }

    @Test
    void throwInTheArbiterLatchesATripAndNothingFlows() {
        Rig rig = new Rig();
        rig.arbiterThrows = true;
        rig.run();
        assertEquals(List.of(FaultCode.INTERNAL), rig.snapshot.orElseThrow().trips());
        assertEquals(1, rig.latched.size());
        assertInstanceOf(BoardCommand.Pilot.StateF.class, rig.command.orElseThrow().pilot());
        rig.arbiterThrows = false;
        rig.run();
        assertEquals(List.of(FaultCode.INTERNAL), rig.snapshot.orElseThrow().trips());
    }

    @Test
    void throwInObserveAndInPermitLatchesATripAndTheOutputIsSafe() {
        for (boolean inObserve : List.of(true, false)) {
            Rig rig = new Rig(new Throwing(inObserve));
            rig.run();
            assertEquals(
                    List.of(FaultCode.INTERNAL),
                    rig.snapshot.orElseThrow().trips(),
                    "" + inObserve);
            assertFalse(rig.command.orElseThrow().contactorsClosed());
            rig.run();
            assertEquals(2, rig.calls.stream().filter("apply"::equals).count(), "goes on safely");
        }
    }

    private record Throwing(boolean inObserve) implements Supervision {

        private static final Supervisor SOUND = new Supervisor(Rig.RATINGS);

        @Override
        public Observed observe(SafetyState state, Measured measured, Tick tick) {
            if (inObserve) {
                throw new ArithmeticException("observe");
            }
            return SOUND.observe(state, measured, tick);
        }

        @Override
        public Permit permit(SafetyState state, Asked asked, Measured measured, Tick tick) {
            if (!inObserve) {
                throw new ArithmeticException("permit");
            }
            return SOUND.permit(state, asked, measured, tick);
        }

        @Override
        public SafetyState acknowledge(SafetyState state) {
            return SOUND.acknowledge(state);
        }
    }

    @Test
    void stopStandsUntilItsSourceResumesAndAnEarlierResumeDoesNotUndoIt() {
        Rig rig = new Rig();
        CompletableFuture<Reply> early = rig.inbox.submit(new Intent.Resume(Source.PANEL));
        give(rig.inbox, new Intent.Stop(Source.PANEL));
        rig.run();
        assertInstanceOf(Reply.Refused.class, early.join());
        assertEquals(1, stops(rig));
        give(rig.inbox, new Intent.Resume(Source.INTEGRATOR));
        rig.run();
        assertEquals(1, stops(rig), "another source does not take it back");
        CompletableFuture<Reply> late = rig.inbox.submit(new Intent.Resume(Source.PANEL));
        rig.run();
        assertInstanceOf(Reply.Accepted.class, late.join());
        assertEquals(0, stops(rig));
    }

    private static long stops(Rig rig) {
        return rig.offeredWith.directives().stream()
                .filter(d -> d instanceof Directive.Target t && t.rank() == Directive.Rank.STOP)
                .count();
    }

    @Test
    void targetsAreTakenFromTheOneAuthorityOnlyAndLapse() {
        Rig rig = new Rig();
        CompletableFuture<Reply> other = direct(rig, Source.OCPP);
        CompletableFuture<Reply> ours = direct(rig, Source.INTEGRATOR);
        rig.run();
        assertInstanceOf(Reply.Refused.class, other.join());
        assertInstanceOf(Reply.Accepted.class, ours.join());
        assertEquals(1, rig.offeredWith.directives().size());
        for (int i = 0; i < 10; i++) {
            rig.run();
        }
        assertEquals(0, rig.offeredWith.directives().size(), "100 ms without a sign of life");
    }

    private static CompletableFuture<Reply> direct(Rig rig, Source source) {
        return rig.inbox.submit(
                new Intent.Direct(
                        new Directive.Target(
                                source,
                                new Lease(0, 100_000_000L),
                                Directive.Rank.INTEGRATOR,
                                -5_000)));
    }

    @Test
    void answerTimesCountFromTheLastByteReadToTheLastByteWritten() {
        Rig rig = new Rig();
        rig.inbox.receive(new CarInput.Bytes(1, new byte[] {5}), 2_000_000_000L - 300_000);
        rig.script = (in, inputs) -> wanted(NOTHING, send(5));
        rig.run();
        rig.script = (in, inputs) -> Rig.Wanted.NOTHING;
        rig.run();
        var times = rig.snapshot.orElseThrow().answers().getFirst();
        assertEquals("ChargeLoopReq", times.message());
        assertEquals(1, times.count());
        assertEquals(300, times.maxMicros());
        assertEquals(300, times.firstMicros());
    }

    @Test
    void answerTimesOfOneSessionDoNotCountInTheNext() {
        Rig rig = new Rig();
        rig.inbox.receive(new CarInput.Bytes(1, new byte[] {5}), 2_000_000_000L - 300_000);
        rig.script = (in, inputs) -> wanted(NOTHING, send(5));
        rig.run();
        rig.script = (in, inputs) -> Rig.Wanted.NOTHING;
        rig.run();
        assertEquals(1, rig.snapshot.orElseThrow().answers().size());
        SessionEvent started = new SessionEvent.Started("ISO 15118-2", "");
        rig.script = (in, inputs) -> new Rig.Wanted(List.of(), NOTHING, List.of(started));
        rig.run();
        assertEquals(List.of(), rig.snapshot.orElseThrow().answers());
    }

    @Test
    void overrunsAreCountedAbove10MsAndToldAbove50Ms() {
        Rig rig = new Rig();
        Tick tick = new Tick(0, 0, 0, true);
        rig.cycle.lasted(tick, 10_000_000L);
        rig.cycle.lasted(tick, 10_000_001L);
        rig.cycle.lasted(tick, 50_000_000L);
        assertEquals(List.of(), rig.events);
        rig.cycle.lasted(tick, 50_000_001L);
        assertEquals(1, rig.events.size());
        rig.run();
        assertEquals(3, rig.snapshot.orElseThrow().loop().overruns());
    }

    private static void give(Inbox inbox, Intent intent) {
        assertFalse(inbox.submit(intent).isCancelled());
    }
}
