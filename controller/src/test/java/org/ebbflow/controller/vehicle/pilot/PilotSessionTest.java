package org.ebbflow.controller.vehicle.pilot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.ConnectorRequest.Pilot;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.junit.jupiter.api.Test;

final class PilotSessionTest {

    private static PilotRig rig(Output output, boolean digital) {
        PilotRig rig = new PilotRig(PilotRig.selector(output, digital).atPowerUp());
        rig.run(50);
        return rig;
    }

    @Test
    void pluggedCarIsAskedToTalk() {
        PilotRig rig = rig(Output.DC, true);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        rig.pilot = PilotState.B;
        rig.run(10);
        assertEquals(List.of(new SessionEvent.Plugged()), rig.events);
        assertInstanceOf(Pilot.Digital.class, rig.wish());
    }

    @Test
    void carFoundPluggedAtPowerUpIsSteppedThroughFAndItsOldSessionClosedAsPowerLoss() {
        PilotRig rig = new PilotRig(PilotRig.selector(Output.DC, true).atPowerUp());
        rig.pilot = PilotState.C;
        rig.run(10);
        assertTrue(rig.events.contains(new SessionEvent.Ended(Reason.POWER_LOSS, false)));
        rig.run(3_990);
        assertInstanceOf(Pilot.F.class, rig.wish());
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
        rig.run(10);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        rig.run(740);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        rig.run(20);
        assertInstanceOf(Pilot.Digital.class, rig.wish());
    }

    /** A silent controller leaves the board at state F, with or without a car. */
    @Test
    void stateFAtPowerUpIsNoCarUntilASteadyPilotShowsOne() {
        for (PilotState shown : List.of(PilotState.F, PilotState.E, PilotState.INVALID)) {
            PilotRig rig = new PilotRig(PilotRig.selector(Output.DC, true).atPowerUp());
            rig.pilot = shown;
            rig.run(5_000);
            assertEquals(List.of(), rig.events, "at " + shown);
            assertInstanceOf(Pilot.X1.class, rig.wish());
            rig.pilot = PilotState.A;
            rig.run(1_000);
            assertEquals(List.of(), rig.events);
        }
    }

    @Test
    void carUnpluggedDuringTheStepIsGone() {
        PilotRig rig = new PilotRig(PilotRig.selector(Output.DC, true).atPowerUp());
        rig.pilot = PilotState.B;
        rig.run(1_000);
        rig.pilot = PilotState.F;
        rig.run(3_000);
        rig.pilot = PilotState.A;
        rig.run(300);
        assertTrue(rig.events.contains(new SessionEvent.Unplugged()));
        assertInstanceOf(Pilot.X1.class, rig.wish());
    }

    @Test
    void carThatIsReadyWithoutAnOfferHasTheSimplifiedCircuitAndGetsPlainPwmAtOnce() {
        for (PilotState ready : List.of(PilotState.C, PilotState.D)) {
            PilotRig rig = rig(Output.AC, true);
            rig.pilot = ready;
            rig.run(10);
            assertTrue(rig.events.contains(new SessionEvent.Started("IEC 61851", "")));
        }
        PilotRig usual = rig(Output.AC, true);
        usual.pilot = PilotState.B;
        usual.run(10);
        usual.pilot = PilotState.C;
        usual.run(10);
        assertInstanceOf(Pilot.Digital.class, usual.wish(), "B came first");
        PilotRig dc = rig(Output.DC, true);
        dc.pilot = PilotState.C;
        dc.run(10);
        assertInstanceOf(Pilot.Digital.class, dc.wish(), "a DC station has nothing else");
    }

    @Test
    void toggleOf200To400MsWakesAStationWhoseSessionHasEnded() {
        int[][] table = {{140, 0}, {150, 1}, {200, 1}, {400, 1}, {450, 1}, {460, 0}, {3_000, 0}};
        for (int[] row : table) {
            PilotRig rig = ended();
            rig.pilot = PilotState.C;
            rig.run(row[0]);
            rig.pilot = PilotState.B;
            rig.run(10);
            boolean woken = rig.last.energy() instanceof EnergyRequest.WeldCheck;
            assertEquals(row[1] == 1, woken, "a pulse of " + row[0] + " ms");
        }
    }

    /** The rig's inner session asks for a weld check while it lives. */
    private static PilotRig ended() {
        PilotRig rig = rig(Output.DC, true);
        rig.pilot = PilotState.B;
        rig.run(100);
        rig.give(new CarInput.Connected(1, CarInput.Security.PLAIN));
        rig.give(new CarInput.Bytes(1, new byte[4]));
        rig.give(new CarInput.Closed(1));
        rig.run(1_000);
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
        return rig;
    }

    @Test
    void aCarWhoseSessionEndedIsCalledFiveSecondsAfterTheHouseWentDark() {
        PilotRig rig = ended();
        rig.run(60_000);
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy(), "the grid is there");
        rig.discharge = true;
        rig.target = new OfferTarget.Island();
        rig.run(5_000);
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
        assertInstanceOf(Pilot.Digital.class, rig.wish());
        rig.run(10);
        assertInstanceOf(Pilot.F.class, rig.wish());
        rig.run(4_000);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        rig.run(750);
        assertInstanceOf(EnergyRequest.WeldCheck.class, rig.last.energy(), "a fresh session");
    }

    @Test
    void aSilentCarIsCalledThreeTimesInADarkHouseAndNotWithoutConsent() {
        PilotRig rig = ended();
        rig.target = new OfferTarget.Island();
        rig.run(100_000);
        assertInstanceOf(Pilot.Digital.class, rig.wish(), "discharge is not offered");
        rig.discharge = true;
        int calls = 0;
        boolean before = false;
        for (int i = 0; i < 3_000; i++) {
            rig.run(100);
            boolean now = rig.wish() instanceof Pilot.F;
            calls += now && !before ? 1 : 0;
            before = now;
        }
        assertEquals(3, calls);
    }

    /** A session that an outage ended: on the grid again, nobody has been called yet. */
    private static PilotRig costAnOutage(int end) {
        PilotRig rig = rig(Output.DC, true);
        rig.pilot = PilotState.B;
        rig.run(100);
        rig.give(new CarInput.Connected(1, CarInput.Security.PLAIN));
        rig.target = new OfferTarget.Island();
        rig.run(100);
        rig.give(new CarInput.Bytes(1, new byte[end]));
        rig.give(new CarInput.Closed(1));
        rig.run(3_000);
        rig.target = new OfferTarget.FollowVehicle();
        return rig;
    }

    private static int calls(PilotRig rig, int seconds) {
        int calls = 0;
        boolean before = false;
        for (int i = 0; i < seconds * 10; i++) {
            rig.run(100);
            boolean now = rig.wish() instanceof Pilot.F;
            calls += now && !before ? 1 : 0;
            before = now;
        }
        return calls;
    }

    @Test
    void aCarWhoseSessionAnOutageEndedIsCalledOnceWhenTheGridIsBackAndEnergyMayFlow() {
        PilotRig rig = costAnOutage(4);
        rig.run(5_000);
        assertInstanceOf(Pilot.Digital.class, rig.wish(), "it may come by itself");
        rig.run(10);
        assertInstanceOf(Pilot.F.class, rig.wish());
        rig.run(4_760);
        assertInstanceOf(Pilot.Digital.class, rig.wish());
        assertInstanceOf(EnergyRequest.WeldCheck.class, rig.last.energy(), "a fresh session");
        rig.give(new CarInput.Connected(2, CarInput.Security.PLAIN));
        rig.give(new CarInput.Bytes(2, new byte[4]));
        rig.give(new CarInput.Closed(2));
        assertEquals(0, calls(rig, 300), "once");
    }

    @Test
    void aStoppedStationAndACarThatLeftByItselfAreLeftAlone() {
        PilotRig stopped = costAnOutage(4);
        stopped.open = false;
        assertEquals(0, calls(stopped, 300), "the owner's stop stands");
        stopped.open = true;
        assertEquals(1, calls(stopped, 300), "it is made up for later");
        PilotRig nothing = costAnOutage(4);
        nothing.offerMa = 0;
        assertEquals(0, calls(nothing, 300), "nothing to give");
        assertEquals(0, calls(costAnOutage(5), 300), "the car wished to leave");
    }

    @Test
    void laterPulsesOfTheSameSequenceDoNotWakeAgain() {
        PilotRig rig = ended();
        for (int i = 0; i < 3; i++) {
            rig.pilot = PilotState.C;
            rig.run(300);
            rig.pilot = PilotState.B;
            rig.run(300);
            if (i == 0) {
                rig.give(new CarInput.Connected(2, CarInput.Security.PLAIN));
                rig.give(new CarInput.Bytes(2, new byte[4]));
                rig.give(new CarInput.Closed(2));
            }
        }
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy(), "still the same sequence");
        rig.run(3_700);
        rig.pilot = PilotState.C;
        rig.run(300);
        rig.pilot = PilotState.B;
        rig.run(10);
        assertInstanceOf(EnergyRequest.WeldCheck.class, rig.last.energy(), "a new sequence");
    }

    @Test
    void toggleDuringAConnectionChangesNothing() {
        PilotRig rig = rig(Output.DC, true);
        rig.pilot = PilotState.B;
        rig.run(100);
        rig.give(new CarInput.Connected(1, CarInput.Security.PLAIN));
        rig.give(new CarInput.Bytes(1, new byte[4]));
        rig.pilot = PilotState.C;
        rig.run(300);
        rig.pilot = PilotState.B;
        rig.run(100);
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
    }

    @Test
    void nothingIsDoneBeforeThePilotIsKnown() {
        PilotRig rig = new PilotRig(PilotRig.selector(Output.DC, true).atPowerUp());
        rig.safetyAgeNs = 501 * PilotRig.MS;
        rig.pilot = PilotState.B;
        rig.run(5_000);
        assertEquals(List.of(), rig.events);
        assertInstanceOf(Pilot.X1.class, rig.wish());
    }

    @Test
    void acCarThatDoesNotTalkWithinTenSecondsGetsPlainPwm() {
        PilotRig rig = rig(Output.AC, true);
        rig.pilot = PilotState.B;
        rig.run(10_000);
        assertInstanceOf(Pilot.Digital.class, rig.wish());
        rig.run(20);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        rig.run(3_000);
        assertTrue(rig.events.contains(new SessionEvent.Started("IEC 61851", "")));
    }

    @Test
    void acCarThatTalksKeepsTheDigitalPilot() {
        PilotRig rig = rig(Output.AC, true);
        rig.pilot = PilotState.B;
        rig.run(5_000);
        rig.give(new CarInput.Connected(1, CarInput.Security.PLAIN));
        rig.run(60_000);
        assertInstanceOf(Pilot.Digital.class, rig.wish());
    }

    @Test
    void stateAOf200MsIsUnpluggedAndHangsUp() {
        PilotRig rig = rig(Output.DC, true);
        rig.pilot = PilotState.B;
        rig.run(100);
        rig.give(new CarInput.Connected(7, CarInput.Security.PLAIN));
        rig.pilot = PilotState.A;
        rig.run(200);
        assertFalse(rig.events.contains(new SessionEvent.Unplugged()));
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy(), "but no energy at once");
        rig.run(10);
        assertTrue(rig.events.contains(new SessionEvent.Ended(Reason.UNPLUGGED, false)));
        assertTrue(rig.events.contains(new SessionEvent.Unplugged()));
        assertEquals(List.of(new Outgoing.Close(7)), rig.last.toSend());
        assertFalse(rig.last.connector().locked());
    }

    @Test
    void shortBounceToAKeepsTheSession() {
        PilotRig rig = rig(Output.DC, true);
        rig.pilot = PilotState.B;
        rig.run(100);
        rig.pilot = PilotState.A;
        rig.run(190);
        rig.pilot = PilotState.B;
        rig.run(1_000);
        assertFalse(rig.events.contains(new SessionEvent.Unplugged()));
        assertInstanceOf(EnergyRequest.WeldCheck.class, rig.last.energy());
    }

    @Test
    void carThatConnectsAgainAfterItsSessionEndedIsServedAFewTimes() {
        PilotRig rig = rig(Output.DC, true);
        rig.pilot = PilotState.B;
        rig.run(100);
        for (int i = 1; i <= 10; i++) {
            rig.give(new CarInput.Connected(i, CarInput.Security.PLAIN));
            rig.give(new CarInput.Bytes(i, new byte[4]));
            rig.give(new CarInput.Closed(i));
        }
        long ended = rig.events.stream().filter(e -> e instanceof SessionEvent.Ended).count();
        assertTrue(ended >= 8, "served " + ended);
        rig.run(10);
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
    }

    @Test
    void failedSessionIsOverUntilUnplugged() {
        PilotRig rig =
                new PilotRig(
                        PilotRig.selector(Output.DC, true).afterFailure(Reason.INTERNAL_ERROR));
        rig.pilot = PilotState.C;
        rig.run(60_000);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
        rig.give(new CarInput.Connected(3, CarInput.Security.PLAIN));
        assertEquals(List.of(new Outgoing.Close(3)), rig.last.toSend());
        rig.pilot = PilotState.A;
        rig.run(300);
        rig.pilot = PilotState.B;
        rig.run(20);
        assertInstanceOf(Pilot.Digital.class, rig.wish());
    }
}
