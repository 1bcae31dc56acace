package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.ProximityState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.junit.jupiter.api.Test;

/** Inputs of the safety board, pilot, contactors and lock. */
final class ConnectorTripsTest {

    private static final EnergyRequest POWER = Bench.transfer(5_000);
    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();

    private static void assertInputOpens(FaultCode code, SafetyInputs inputs) {
        Bench bench = Bench.dcTransferring(5_000);
        assertTrue(bench.command().contactorsClosed());
        bench.inputs = inputs;
        bench.run(POWER, 10);
        assertTrue(bench.isSafe(), code + " must open in the same cycle");
        assertEquals(List.of(code), bench.trips());
        assertEquals(new Verdict.Tripped(code, true), bench.verdict);
        bench.inputs = SafetyInputs.CLEAR;
        bench.run(POWER, 10_000);
        assertEquals(List.of(code), bench.trips(), "stands although its cause is gone");
    }

    @Test
    void emergencyStopOpensInTheSameCycleAndStandsAfterRelease() {
        assertInputOpens(
                FaultCode.EMERGENCY_STOP, new SafetyInputs(true, false, false, false, false));
    }

    @Test
    void openDoorOpensInTheSameCycle() {
        assertInputOpens(FaultCode.DOOR_OPEN, new SafetyInputs(false, true, false, false, false));
    }

    @Test
    void trippedRcdOpensInTheSameCycle() {
        assertInputOpens(FaultCode.RCD_TRIPPED, new SafetyInputs(false, false, true, false, false));
    }

    @Test
    void insulationFaultOpensInTheSameCycle() {
        assertInputOpens(
                FaultCode.INSULATION_FAULT, new SafetyInputs(false, false, false, true, false));
    }

    @Test
    void pilotFaultOpensInTheSameCycle() {
        assertInputOpens(FaultCode.PILOT_FAULT, new SafetyInputs(false, false, false, false, true));
    }

    @Test
    void emergencyStopOfAStaleReadingStillCounts() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.inputs = new SafetyInputs(true, false, false, false, false);
        bench.safetyAgeNs = 10_000 * Bench.MS;
        bench.run(POWER, 10);
        assertTrue(bench.trips().contains(FaultCode.EMERGENCY_STOP));
    }

    @Test
    void recoversWhenTheCarIsUnpluggedAndTheCauseIsGone() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.inputs = new SafetyInputs(true, false, false, false, false);
        bench.run(NOTHING, 500);
        bench.pilot = PilotState.A;
        bench.run(NOTHING, 500);
        assertEquals(List.of(FaultCode.EMERGENCY_STOP), bench.trips(), "still pressed");
        bench.inputs = SafetyInputs.CLEAR;
        bench.run(NOTHING, 490);
        assertEquals(List.of(FaultCode.EMERGENCY_STOP), bench.trips(), "A for 990 ms");
        bench.run(NOTHING, 20);
        assertEquals(List.of(), bench.trips());
    }

    /** A bounce of the pilot must not clear what only unplugging may clear. */
    @Test
    void shortVisitToStateADoesNotClearATrip() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.inputs = new SafetyInputs(true, false, false, false, false);
        bench.run(NOTHING, 500);
        bench.inputs = SafetyInputs.CLEAR;
        for (int i = 0; i < 5; i++) {
            bench.pilot = PilotState.A;
            bench.run(NOTHING, 900);
            bench.pilot = PilotState.C;
            bench.run(NOTHING, 10);
        }
        assertEquals(List.of(FaultCode.EMERGENCY_STOP), bench.trips());
    }

    /** The safety board opens faster than it is polled: the loss has its name all the same. */
    @Test
    void pilotLostIsTrippedAlsoWhenTheBoardHasOpenedAlready() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.pilot = PilotState.A;
        bench.contactors = ContactorState.OPEN;
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.PILOT_LOST), bench.trips());
    }

    /** The watchdog takes the pilot away by itself: it recovers by itself. */
    @Test
    void pilotTakenAwayByTheWatchdogIsNoLostPilot() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.pilot = PilotState.F;
        bench.contactors = ContactorState.OPEN;
        bench.watchdog = true;
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.WATCHDOG), bench.trips());
    }

    @Test
    void codingThatCannotBeReadUnderPowerOpensAfter200MsNotBefore() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.proximity = ProximityState.INVALID;
        bench.run(POWER, 200);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.PILOT_FAULT), bench.trips());
        assertTrue(bench.isSafe());
    }

    @Test
    void pressedLatchUnderPowerTakesTheCurrentDownAfter100MsNotBefore() {
        for (int watts : List.of(5_000, -5_000)) {
            Bench bench = Bench.dcTransferring(watts);
            EnergyRequest asked = Bench.transfer(watts);
            bench.proximity = ProximityState.BUTTON;
            bench.run(asked, 100);
            assertEquals(List.of(), bench.trips());
            BoardCommand command = bench.run(asked, 10);
            assertEquals(List.of(FaultCode.PILOT_FAULT), bench.trips());
            assertTrue(command.contactorsClosed(), "the current goes first");
            assertEquals(
                    0,
                    command.stage() instanceof BoardCommand.Stage.FollowPower follow
                            ? follow.acPowerW()
                            : 0);
            bench.dcMa = 0;
            bench.run(NOTHING, 100);
            assertTrue(bench.isSafe(), "and then the contactors");
            bench.proximity = ProximityState.INSERTED;
            bench.run(asked, 20_000);
            assertEquals(List.of(FaultCode.PILOT_FAULT), bench.trips(), "until it is unplugged");
        }
    }

    @Test
    void acPowerThroughOpenContactorsIsAWeldAfterOneSecond() {
        for (int watts : List.of(201, -201)) {
            Bench bench = Bench.ac();
            bench.run(NOTHING, 1_000);
            bench.meterW = watts;
            bench.run(NOTHING, 1_000);
            assertEquals(List.of(), bench.trips());
            bench.run(NOTHING, 10);
            assertEquals(List.of(FaultCode.CONTACTOR_WELDED), bench.trips());
        }
        Bench idle = Bench.ac();
        idle.meterW = 200;
        idle.run(NOTHING, 4_000);
        assertEquals(List.of(), idle.trips());
    }

    /** A meter that fell silent under power is fresh for 3 s: that power is no weld. */
    @Test
    void powerReadBeforeTheContactorsOpenedIsNoWeld() {
        Bench bench = Bench.acTransferring();
        bench.meterW = 7_000;
        bench.pilot = PilotState.B;
        for (int ms = 0; ms < 2_900; ms += 10) {
            bench.run(NOTHING, 10);
            bench.meterAgeNs += 10 * Bench.MS;
        }
        assertFalse(bench.command().contactorsClosed());
        assertFalse(bench.trips().contains(FaultCode.CONTACTOR_WELDED));
    }

    @Test
    void pilotToAOpensAtOnceAndTripsWhileContactorsAreClosed() {
        for (PilotState lost :
                List.of(PilotState.A, PilotState.E, PilotState.F, PilotState.INVALID)) {
            Bench bench = Bench.dcTransferring(5_000);
            bench.contactorsFollow = false;
            bench.pilot = lost;
            bench.run(POWER, 10);
            assertTrue(bench.isSafe(), "opens on " + lost);
            assertEquals(List.of(FaultCode.PILOT_LOST), bench.trips());
        }
    }

    @Test
    void pilotToBOpensAtOnceWithoutATrip() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.pilot = PilotState.B;
        bench.run(POWER, 10);
        assertFalse(bench.command().contactorsClosed());
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void reportedWeldTripsAfter200MsNotBefore() {
        Bench bench = Bench.dc();
        bench.run(NOTHING, 100);
        bench.contactorsFollow = false;
        bench.contactors = ContactorState.WELDED;
        bench.run(NOTHING, 200);
        assertEquals(List.of(), bench.trips());
        bench.run(NOTHING, 10);
        assertEquals(List.of(FaultCode.CONTACTOR_WELDED), bench.trips());
    }

    @Test
    void closedFeedbackLongAfterTheOpenCommandIsAWeld() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.contactorsFollow = false;
        bench.pilot = PilotState.B;
        bench.run(NOTHING, 330);
        assertEquals(List.of(), bench.trips(), "20 ms to open and 300 ms for the poll are allowed");
        bench.run(NOTHING, 20);
        assertEquals(List.of(FaultCode.CONTACTOR_WELDED), bench.trips());
        assertEquals(1, bench.state.latched().size(), "kept over a restart");
    }

    @Test
    void weldStandsUntilSomebodyAcknowledgesItWithTheCauseGone() {
        Bench bench = Bench.dc();
        bench.contactorsFollow = false;
        bench.contactors = ContactorState.WELDED;
        bench.run(NOTHING, 500);
        bench.state = bench.supervisor.acknowledge(bench.state);
        assertEquals(List.of(FaultCode.CONTACTOR_WELDED), bench.trips(), "still welded");
        bench.contactors = ContactorState.OPEN;
        bench.pilot = PilotState.A;
        bench.run(NOTHING, 500);
        assertEquals(List.of(FaultCode.CONTACTOR_WELDED), bench.trips(), "needs a person");
        bench.state = bench.supervisor.acknowledge(bench.state);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void latchedTripOfTheLastRunForbidsEnergyFromTheFirstCycleOn() {
        Bench bench = Bench.dc();
        bench.state =
                SafetyState.initial(
                        List.of(
                                new TripRecord(
                                        FaultCode.CONTACTOR_WELDED, 1_780_000_000_000L, "")));
        bench.run(new EnergyRequest.PreCharge(Bench.BATTERY_MV, 2_000), 1_000);
        assertTrue(bench.isSafe());
        assertInstanceOf(Verdict.Tripped.class, bench.verdict);
    }

    @Test
    void reportedNoCloseTripsAfter200MsNotBefore() {
        Bench bench = Bench.dc();
        bench.run(NOTHING, 100);
        bench.contactorsFollow = false;
        bench.contactors = ContactorState.NOT_CLOSING;
        bench.run(NOTHING, 200);
        assertEquals(List.of(), bench.trips());
        bench.run(NOTHING, 10);
        assertEquals(List.of(FaultCode.CONTACTOR_NOT_CLOSING), bench.trips());
    }

    @Test
    void openFeedbackLongAfterTheCloseCommandTrips() {
        Bench bench = Bench.ac();
        bench.run(NOTHING, 300);
        bench.contactorsFollow = false;
        bench.run(Bench.acTransfer(3_000), 830);
        assertEquals(List.of(), bench.trips(), "35 ms to close and 800 ms are allowed");
        bench.run(Bench.acTransfer(3_000), 30);
        assertEquals(List.of(FaultCode.CONTACTOR_NOT_CLOSING), bench.trips());
        assertFalse(bench.command().contactorsClosed());
    }

    @Test
    void contactorsThatOpenByThemselvesUnderPowerTripAfter300Ms() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.contactorsFollow = false;
        bench.contactors = ContactorState.OPEN;
        bench.run(POWER, 300);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.CONTACTOR_NOT_CLOSING), bench.trips());
    }

    @Test
    void lostLockUnderPowerTripsAfter200MsNotBefore() {
        Bench bench = Bench.dcTransferring(5_000);
        bench.lock = LockState.UNLOCKED;
        bench.run(POWER, 200);
        assertEquals(List.of(), bench.trips());
        bench.run(POWER, 10);
        assertEquals(List.of(FaultCode.LOCK_FAULT), bench.trips());
        assertTrue(bench.isSafe());
    }

    @Test
    void lockThatReportsAFaultTripsAfterOneSecond() {
        Bench bench = Bench.dc();
        bench.run(NOTHING, 100);
        bench.lock = LockState.FAULT;
        bench.run(NOTHING, 1_000);
        assertEquals(List.of(), bench.trips());
        bench.run(NOTHING, 10);
        assertEquals(List.of(FaultCode.LOCK_FAULT), bench.trips());
    }
}
