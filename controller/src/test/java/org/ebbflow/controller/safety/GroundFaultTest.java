package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.junit.jupiter.api.Test;

/** The ground fault protection of US stations may try again by itself; a European RCD may not. */
final class GroundFaultTest {

    private static final EnergyRequest AC = Bench.acTransfer(5_000);
    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();
    private static final int PAUSE_MS = 15 * 60 * 1_000;

    private static Bench charging(Bench bench, int ms) {
        bench.run(AC, 300);
        assertTrue(bench.command().contactorsClosed());
        bench.wait(AC, ms);
        return bench;
    }

    /** The safety board opens, tells it once, and is clear again. */
    private static void fault(Bench bench) {
        bench.inputs = new SafetyInputs(false, false, true, false, false);
        bench.run(AC, 10);
        assertEquals(List.of(FaultCode.RCD_TRIPPED), bench.trips());
        assertTrue(bench.isSafe());
        bench.inputs = SafetyInputs.CLEAR;
    }

    @Test
    void aLateGroundFaultIsTriedAgainAfterFifteenMinutesNotBefore() {
        Bench bench = charging(Bench.ccid(), 10_000);
        fault(bench);
        bench.wait(AC, PAUSE_MS - 10);
        assertEquals(List.of(FaultCode.RCD_TRIPPED), bench.trips());
        bench.run(AC, 20);
        assertEquals(List.of(), bench.trips());
        assertTrue(bench.command().contactorsClosed());
    }

    @Test
    void anEarlyGroundFaultWaitsForAPerson() {
        Bench bench = charging(Bench.ccid(), 9_600);
        fault(bench);
        bench.wait(AC, PAUSE_MS + 1_000);
        assertEquals(List.of(FaultCode.RCD_TRIPPED), bench.trips());
        bench.state = bench.supervisor.acknowledge(bench.state);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void theFourthGroundFaultOfACarWaitsForAPerson() {
        Bench bench = Bench.ccid();
        for (int i = 1; i <= 3; i++) {
            fault(charging(bench, 10_100));
            bench.wait(AC, PAUSE_MS + 10);
            assertEquals(List.of(), bench.trips(), "try " + i);
        }
        fault(charging(bench, 10_100));
        bench.wait(AC, PAUSE_MS + 1_000);
        assertEquals(List.of(FaultCode.RCD_TRIPPED), bench.trips());
        assertFalse(bench.state.trips().getFirst().cause().contains("at most"));
    }

    @Test
    void anotherCarHasItsOwnTries() {
        Bench bench = Bench.ccid();
        for (int i = 1; i <= 3; i++) {
            fault(charging(bench, 10_100));
            bench.wait(AC, PAUSE_MS + 10);
        }
        bench.pilot = PilotState.A;
        bench.run(NOTHING, 1_100);
        bench.pilot = PilotState.C;
        bench.run(NOTHING, 100);
        fault(charging(bench, 10_100));
        bench.wait(AC, PAUSE_MS + 10);
        assertEquals(List.of(), bench.trips());
    }

    @Test
    void aResidualCurrentDeviceAlwaysWaitsForAPersonAndSurvivesUnplugging() {
        Bench bench = charging(Bench.ac(), 10_100);
        fault(bench);
        bench.pilot = PilotState.A;
        bench.wait(NOTHING, PAUSE_MS + 1_000);
        assertEquals(List.of(FaultCode.RCD_TRIPPED), bench.trips());
    }

    @Test
    void aRestartTurnsTheWaitForTheNextTryIntoTheWaitForAPerson() {
        Bench bench = charging(Bench.ccid(), 10_100);
        fault(bench);
        Bench after = Bench.ccid();
        after.state = SafetyState.initial(bench.state.latched());
        after.wait(AC, PAUSE_MS + 10_000);
        assertEquals(List.of(FaultCode.RCD_TRIPPED), after.trips());
        assertFalse(after.command().contactorsClosed());
    }

    @Test
    void aFaultThatStillStandsIsNotTriedAgain() {
        Bench bench = charging(Bench.ccid(), 10_100);
        bench.inputs = new SafetyInputs(false, false, true, false, false);
        bench.wait(AC, PAUSE_MS + 1_000);
        assertEquals(List.of(FaultCode.RCD_TRIPPED), bench.trips());
        assertEquals(1, bench.state.memory().plug().groundFaults());
    }
}
