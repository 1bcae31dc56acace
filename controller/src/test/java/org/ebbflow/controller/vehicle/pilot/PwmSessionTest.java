package org.ebbflow.controller.vehicle.pilot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.ConnectorRequest.Pilot;
import org.ebbflow.controller.energy.Direction;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.junit.jupiter.api.Test;

final class PwmSessionTest {

    private static PilotRig authorized() {
        PilotRig rig = new PilotRig(PwmSession.begin(false));
        rig.pilot = PilotState.B;
        rig.run(10);
        rig.answers = List.of(new Answer.Authorized(1));
        rig.run(10);
        return rig;
    }

    private static PilotRig charging() {
        PilotRig rig = authorized();
        rig.pilot = PilotState.C;
        rig.contactors = ContactorState.CLOSED;
        rig.run(6_000);
        return rig;
    }

    @Test
    void asksOnceAndOffersNothingBeforeTheAnswer() {
        PilotRig rig = new PilotRig(PwmSession.begin(false));
        rig.pilot = PilotState.B;
        rig.run(10);
        assertEquals(List.of(new Ask.Authorize(1, "")), rig.last.asks());
        rig.run(60_000);
        assertEquals(List.of(), rig.last.asks());
        assertInstanceOf(Pilot.X1.class, rig.wish());
    }

    @Test
    void deniedSessionEndsWithItsReason() {
        PilotRig rig = new PilotRig(PwmSession.begin(false));
        rig.run(10);
        rig.answers = List.of(new Answer.Denied(1, Reason.NOT_AUTHORIZED));
        rig.run(10);
        assertTrue(rig.events.contains(new SessionEvent.Ended(Reason.NOT_AUTHORIZED, true)));
        assertInstanceOf(Pilot.X1.class, rig.wish());
    }

    @Test
    void offersTheCurrentAsDutyAndClosesInC() {
        PilotRig rig = authorized();
        assertEquals(new Pilot.Duty(533), rig.wish());
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
        rig.pilot = PilotState.C;
        rig.run(10);
        EnergyRequest.AcTransfer ac =
                assertInstanceOf(EnergyRequest.AcTransfer.class, rig.last.energy());
        assertEquals(Direction.CHARGE, ac.direction());
        assertEquals(7_675, ac.acPowerW());
    }

    @Test
    void stateDWithoutVentilationGetsNoEnergy() {
        PilotRig rig = authorized();
        rig.pilot = PilotState.D;
        rig.run(1_000);
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
    }

    @Test
    void moreCurrentIsOfferedNotFasterThanEveryFiveSeconds() {
        PilotRig rig = charging();
        rig.offerMa = 40_000;
        rig.run(10);
        assertEquals(new Pilot.Duty(666), rig.wish(), "the last change is longer ago");
        rig.offerMa = 48_000;
        rig.run(4_980);
        assertEquals(new Pilot.Duty(666), rig.wish());
        rig.run(20);
        assertEquals(new Pilot.Duty(800), rig.wish());
    }

    @Test
    void lessCurrentIsToldWithinOneSecond() {
        PilotRig rig = charging();
        rig.offerMa = 16_000;
        rig.run(10);
        assertEquals(new Pilot.Duty(266), rig.wish());
        rig.offerMa = 10_000;
        rig.run(980);
        assertEquals(new Pilot.Duty(266), rig.wish());
        rig.run(20);
        assertEquals(new Pilot.Duty(166), rig.wish());
    }

    @Test
    void stopGoesToX1AndOpensUnderLoadOnlyAfterSixSeconds() {
        PilotRig rig = charging();
        rig.open = false;
        rig.run(10);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        assertInstanceOf(EnergyRequest.RampDown.class, rig.last.energy());
        rig.run(5_980);
        assertInstanceOf(EnergyRequest.RampDown.class, rig.last.energy());
        rig.run(20);
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
    }

    @Test
    void carThatGoesBackToBGetsNothingAndMayComeAgain() {
        PilotRig rig = charging();
        rig.pilot = PilotState.B;
        rig.run(10);
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
        rig.pilot = PilotState.C;
        rig.run(10);
        assertInstanceOf(EnergyRequest.AcTransfer.class, rig.last.energy());
    }

    @Test
    void tripTakesTheOfferAway() {
        PilotRig rig = charging();
        rig.verdict = new Verdict.Tripped(FaultCode.DOOR_OPEN, true);
        rig.run(10);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
    }

    @Test
    void sleepingCarIsWokenOnceThroughF() {
        PilotRig rig = authorized();
        rig.run(29_980);
        assertInstanceOf(Pilot.Duty.class, rig.wish());
        rig.run(30);
        assertInstanceOf(Pilot.F.class, rig.wish());
        rig.run(4_000);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        rig.run(3_010);
        assertInstanceOf(Pilot.Duty.class, rig.wish());
        rig.run(120_000);
        assertInstanceOf(Pilot.Duty.class, rig.wish(), "not a second time");
    }

    @Test
    void oldPilotReadingIsNoPilot() {
        PilotRig rig = charging();
        rig.safetyAgeNs = 501 * PilotRig.MS;
        rig.run(10);
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
    }
}
