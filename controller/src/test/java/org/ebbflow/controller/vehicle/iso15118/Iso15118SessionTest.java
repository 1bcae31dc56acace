package org.ebbflow.controller.vehicle.iso15118;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.Tick;
import org.ebbflow.iso15118.evcc.CarView;
import org.ebbflow.iso15118.evcc.Evcc;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Iso15118SessionTest {

    private static SeccConfig config(Supply supply) {
        return new SeccConfig(
                "DE*EBB*E1",
                supply,
                List.of(SeccConfig.Protocol.values()),
                new SeccConfig.Bench(true, false));
    }

    @ParameterizedTest
    @EnumSource
    void everyProtocolRunsThroughTheSessionInterface(Supply supply) {
        assertTrue(VirtualSession.runAll(config(supply), 20));
    }

    @Test
    void tellsServiceEnergyAndEnd() {
        EvccPlan plan =
                EvccPlan.of(
                        EvccPlan.Protocol.ISO_15118_20,
                        EvccPlan.Service.DC_BPT,
                        new EvccPlan.Stop(10, 2000));
        List<SessionEvent> events = VirtualSession.run(config(Supply.DC), plan);
        assertTrue(
                events.contains(new SessionEvent.ServiceSelected("DC_BPT dynamic")),
                events::toString);
        assertTrue(events.contains(new SessionEvent.EnergyStarted()), events::toString);
        assertTrue(
                events.contains(new SessionEvent.Ended(Reason.COMPLETED, true)), events::toString);
        assertEquals(
                10,
                events.stream()
                        .filter(new SessionEvent.Answered("DC_ChargeLoopReq")::equals)
                        .count());
    }

    private static EvccPlan.Script pauses() {
        return new EvccPlan.Script(0, EvccPlan.Leave.PAUSE, 0, false, Optional.empty());
    }

    @Test
    void aPausedSessionGoesOnWithoutAskingForTheRightToChargeAgain() {
        for (EvccPlan.Protocol protocol :
                List.of(EvccPlan.Protocol.ISO_15118_2, EvccPlan.Protocol.ISO_15118_20)) {
            EvccPlan plan =
                    EvccPlan.of(protocol, EvccPlan.Service.DC, new EvccPlan.Stop(10, 2000))
                            .with(pauses());
            List<SessionEvent> events = VirtualSession.pauseAndResume(config(Supply.DC), plan);
            assertTrue(
                    events.contains(new SessionEvent.Ended(Reason.COMPLETED, true)),
                    events::toString);
        }
    }

    @Test
    void aCarThatHasHadNothingToDoForFiveMinutesIsAskedToPause() {
        EvccPlan plan =
                EvccPlan.of(
                        EvccPlan.Protocol.ISO_15118_20,
                        EvccPlan.Service.DC_BPT,
                        new EvccPlan.Stop(100_000, 2000));
        List<SessionEvent> events = VirtualSession.runIntoNothing(config(Supply.DC), plan);
        assertTrue(
                events.contains(new SessionEvent.Ended(Reason.VEHICLE_STOPPED, true)),
                () -> events.getLast().toString());
        long loops =
                events.stream()
                        .filter(new SessionEvent.Answered("DC_ChargeLoopReq")::equals)
                        .count();
        assertTrue(loops >= 2_900, "not before: " + loops);
    }

    @Test
    void aRefusedStepStillAnswersTheCarAndAsksNoPower() {
        VehicleSession waiting = new Iso15118Sessions(config(Supply.DC), () -> 7).begin();
        VehicleSession.Inputs inputs = inputs(1);
        VehicleSession connected =
                waiting.step(new CarInput.Connected(3, CarInput.Security.PLAIN), inputs).next();
        SessionStep answered = connected.step(new CarInput.Bytes(3, handshake()), inputs(2));
        SessionStep refused = answered.next().step(new CarInput.Refused(Reason.FAULT), inputs(2));
        assertEquals(answered.toSend(), refused.toSend());
        assertEquals(1, refused.toSend().size());
        assertInstanceOf(EnergyRequest.Nothing.class, refused.energy());
    }

    @Test
    void aSecondConnectionIsHungUpWhileTheFirstIsServed() {
        VehicleSession waiting = new Iso15118Sessions(config(Supply.DC), () -> 7).begin();
        VehicleSession first =
                waiting.step(new CarInput.Connected(3, CarInput.Security.PLAIN), inputs(1)).next();
        SessionStep second =
                first.step(new CarInput.Connected(4, CarInput.Security.PLAIN), inputs(2));
        assertEquals(List.of(new Outgoing.Close(4)), second.toSend());
        SessionStep still = second.next().step(new CarInput.Bytes(3, handshake()), inputs(3));
        assertEquals(1, still.toSend().size());
    }

    private static byte[] handshake() {
        EvccPlan plan =
                EvccPlan.of(
                        EvccPlan.Protocol.ISO_15118_20,
                        EvccPlan.Service.DC_BPT,
                        EvccPlan.Stop.NEVER);
        CarView view =
                new CarView(
                        0,
                        0,
                        new CarView.Battery(400_000, 500, 100_000),
                        new CarView.Limits(300_000, 460_000, 1, 1, 1, 1),
                        0,
                        false);
        return Evcc.connected(plan, 0).observed(view).toSend().getFirst();
    }

    private static VehicleSession.Inputs inputs(long cycle) {
        Tick tick = new Tick(cycle, cycle * 10_000_000L, cycle * 10, true);
        VirtualStage stage = new VirtualStage(Supply.DC);
        return new VehicleSession.Inputs(
                stage.measured(new EnergyRequest.Nothing(), tick),
                stage.offer(),
                new Verdict.Healthy(List.of()),
                List.of(),
                tick);
    }
}
