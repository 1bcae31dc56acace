package org.ebbflow.controller.vehicle.pilot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.ConnectorRequest.Pilot;
import org.ebbflow.controller.energy.Direction;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.ProximityState;
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

    /** How long the current may take to go down is the supervisor's to say: once, not twice. */
    @Test
    void stopGoesToX1AndAsksForNothingAnyMore() {
        PilotRig rig = charging();
        rig.open = false;
        rig.run(10);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
        assertEquals(VehicleReport.Phase.STOPPING, rig.last.report().phase());
        rig.contactors = ContactorState.OPEN;
        rig.run(10);
        assertEquals(VehicleReport.Phase.READY, rig.last.report().phase());
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
    void sleepingCarIsWokenByANewOfferThenByStateFThenNotAgain() {
        PilotRig rig = authorized();
        rig.run(29_980);
        assertInstanceOf(Pilot.Duty.class, rig.wish());
        rig.run(20);
        assertInstanceOf(Pilot.X1.class, rig.wish(), "B2 to B1 after 30 s");
        rig.run(2_980);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        rig.run(20);
        assertEquals(new Pilot.Duty(533), rig.wish(), "B1 to B2 after 3 s");
        rig.run(29_980);
        assertInstanceOf(Pilot.Duty.class, rig.wish());
        rig.run(20);
        assertInstanceOf(Pilot.F.class, rig.wish());
        rig.pilot = PilotState.F;
        rig.run(3_980);
        assertInstanceOf(Pilot.F.class, rig.wish());
        rig.run(20);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        rig.pilot = PilotState.B;
        rig.run(740);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        rig.run(20);
        assertInstanceOf(Pilot.Duty.class, rig.wish());
        rig.run(120_000);
        assertInstanceOf(Pilot.Duty.class, rig.wish(), "not again");
    }

    @Test
    void carThatComesWhileItIsWokenIsNotWokenFurther() {
        PilotRig rig = authorized();
        rig.run(30_100);
        assertInstanceOf(Pilot.X1.class, rig.wish());
        rig.run(3_000);
        rig.pilot = PilotState.C;
        rig.run(1_000);
        rig.pilot = PilotState.B;
        rig.run(120_000);
        assertInstanceOf(Pilot.Duty.class, rig.wish());
    }

    /** The owner resumes in the morning: the car fell asleep in the night. */
    @Test
    void carThatSleepsAfterAPauseOfTheStationIsWokenToo() {
        PilotRig rig = charging();
        rig.open = false;
        rig.run(1_000);
        rig.pilot = PilotState.B;
        rig.run(60_000);
        rig.open = true;
        rig.run(10);
        assertInstanceOf(Pilot.Duty.class, rig.wish());
        rig.run(30_000);
        assertInstanceOf(Pilot.X1.class, rig.wish());
    }

    @Test
    void aCarIsWokenThreeTimesAtMostWhileItIsPlugged() {
        PilotRig rig = authorized();
        int woken = 0;
        for (int i = 0; i < 6; i++) {
            rig.open = true;
            rig.run(30_100);
            woken += rig.wish() instanceof Pilot.X1 ? 1 : 0;
            rig.open = false;
            rig.run(10_000);
        }
        assertEquals(3, woken);
    }

    @Test
    void stopWhileWakingEndsTheWaking() {
        PilotRig rig = authorized();
        rig.run(30_000 + 3_100 + 30_000);
        assertInstanceOf(Pilot.F.class, rig.wish());
        rig.open = false;
        rig.run(10);
        assertInstanceOf(Pilot.X1.class, rig.wish());
    }

    @Test
    void gridAboveNominalMakesNoMorePowerThanWanted() {
        int[][] table = {{0, 486}, {240_000, 486}, {246_000, 486}, {246_001, 462}, {270_000, 441}};
        for (int[] row : table) {
            PilotRig rig = authorized();
            rig.run(6_000);
            rig.target = new OfferTarget.Power(0);
            rig.wantedW = 7_000;
            rig.meterMv = row[0];
            rig.run(6_000);
            Pilot wish = rig.wish();
            int duty = wish instanceof Pilot.Duty offered ? offered.deciPercent() : 1_000;
            assertEquals(row[1], duty, row[0] + " mV");
        }
    }

    @Test
    void theStationsTargetIsTheDutyWithoutItsRamp() {
        int[][] table = {
            {3_000, 208}, {7_000, 486}, {1_441, 100}, {1_439, 1_000}, {0, 1_000}, {-5_000, 1_000}
        };
        for (int[] row : table) {
            PilotRig rig = authorized();
            rig.run(6_000);
            rig.target = new OfferTarget.Power(0);
            rig.wantedW = row[0];
            rig.run(6_000);
            Pilot wish = rig.wish();
            int duty = wish instanceof Pilot.Duty offered ? offered.deciPercent() : 1_000;
            assertEquals(row[1], duty, row[0] + " W");
        }
        PilotRig island = authorized();
        island.target = new OfferTarget.Island();
        island.run(10);
        assertInstanceOf(Pilot.X1.class, island.wish());
    }

    @Test
    void simplifiedCircuitGetsAtMostTenAmpere() {
        PilotRig rig = new PilotRig(PwmSession.simplified(false));
        rig.pilot = PilotState.C;
        rig.run(10);
        rig.answers = List.of(new Answer.Authorized(1));
        rig.run(10);
        assertEquals(new Pilot.Duty(166), rig.wish());
        rig.offerMa = 8_000;
        rig.run(1_000);
        assertEquals(new Pilot.Duty(133), rig.wish());
    }

    @Test
    void stateDInAVentilatedPlaceIsCharged() {
        PilotRig rig = new PilotRig(PwmSession.begin(true));
        rig.pilot = PilotState.B;
        rig.run(10);
        rig.answers = List.of(new Answer.Authorized(1));
        rig.run(10);
        rig.pilot = PilotState.D;
        rig.run(10);
        assertInstanceOf(EnergyRequest.AcTransfer.class, rig.last.energy());
        PilotRig closed = charging();
        closed.pilot = PilotState.D;
        closed.run(10);
        assertInstanceOf(Pilot.X1.class, closed.wish(), "no offer where the air is missing");
        assertInstanceOf(EnergyRequest.Nothing.class, closed.last.energy());
    }

    @Test
    void pressedLatchOrUnreadableCodingTakesTheOfferAway() {
        for (ProximityState seen : ProximityState.values()) {
            PilotRig rig = charging();
            rig.proximity = seen;
            rig.run(10);
            boolean bad = seen == ProximityState.BUTTON || seen == ProximityState.INVALID;
            assertEquals(bad, rig.wish() instanceof Pilot.X1, "with " + seen);
        }
    }

    @Test
    void noPilotStateButCGetsEnergy() {
        for (PilotState state : PilotState.values()) {
            PilotRig rig = charging();
            rig.pilot = state;
            rig.run(10);
            boolean flows = rig.last.energy() instanceof EnergyRequest.AcTransfer;
            assertEquals(state == PilotState.C, flows, "in " + state);
        }
    }

    @Test
    void stepsLastAsLongAsTheStandardSays() {
        assertEquals(3_000_000_000L, PilotSteps.X1_NS);
        assertEquals(4_000_000_000L, PilotSteps.EF_NS);
        assertEquals(750_000_000L, PilotSteps.AFTER_EF_NS);
        assertEquals(30_000_000_000L, WakeUp.PATIENCE_NS);
    }

    @Test
    void oldPilotReadingIsNoPilot() {
        PilotRig rig = charging();
        rig.safetyAgeNs = 501 * PilotRig.MS;
        rig.run(10);
        assertInstanceOf(EnergyRequest.Nothing.class, rig.last.energy());
    }
}
