package org.ebbflow.tools.sim.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ebbflow.tools.sim.plant.BoardEvent.Kind;
import org.ebbflow.tools.sim.plant.BoardValues.Contact;
import org.ebbflow.tools.sim.plant.BoardValues.LockPosition;
import org.ebbflow.tools.sim.plant.BoardValues.SelfTest;
import org.junit.jupiter.api.Test;

class SafetyBoardTest {

    private static BoardEvent lastEvent(Bench bench) {
        return bench.plant.boardLog().getLast();
    }

    private static Contact contacts(Bench bench) {
        return bench.plant.boardValues().contactors();
    }

    @Test
    void coilFallsOneMillisecondPastTheWatchdogTime() {
        Bench bench = Bench.transferring(0);
        bench.order(true, true).run(1);
        bench.beating = false;
        bench.run(499);
        assertTrue(bench.plant.flows().board().drive().contactors().coil());
        assertFalse(bench.plant.boardValues().watchdogTripped());
        bench.run(1);
        assertFalse(bench.plant.flows().board().drive().contactors().coil());
    }

    @Test
    void watchdogOpensAfterItsTimeAndSaysSo() {
        Bench bench = Bench.transferring(0);
        bench.run(1);
        bench.beating = false;
        int openMs = bench.until(plant -> !plant.contactsTouch(), 1_000);
        assertTrue(openMs > 500 && openMs <= 525, () -> "open after " + openMs + " ms");
        assertTrue(bench.plant.boardValues().watchdogTripped());
        assertEquals(Kind.OPENED_BY_WATCHDOG, lastEvent(bench).kind());
        assertEquals(
                "watchdog opened contactors 520 ms after the last heartbeat",
                lastEvent(bench).text());
    }

    @Test
    void staysOpenAfterAWatchdogOpeningUntilItSeesCommandZero() {
        Bench bench = Bench.transferring(0);
        bench.beating = false;
        bench.run(600);
        bench.beating = true;
        bench.run(500);
        assertEquals(Contact.OPEN, contacts(bench));
        assertTrue(bench.plant.boardValues().watchdogTripped());
        bench.order(false, true).run(20);
        assertFalse(bench.plant.boardValues().watchdogTripped());
        bench.order(true, true).run(50);
        assertEquals(Contact.CLOSED, contacts(bench));
    }

    @Test
    void emergencyStopOpensWithinThirtyMilliseconds() {
        Bench bench = Bench.transferring(-5_000);
        bench.plant = bench.plant.withInputs(new SafetyInputs(true, false, false, false, false));
        int openMs = bench.until(plant -> !plant.contactsTouch(), 100);
        assertTrue(openMs <= 30, () -> "open after " + openMs + " ms");
        assertEquals(Kind.OPENED_BY_EMERGENCY_STOP, lastEvent(bench).kind());
    }

    @Test
    void shortEmergencyStopIsLatchedUntilReadOnce() {
        Bench bench = Bench.transferring(0);
        bench.plant = bench.plant.withInputs(new SafetyInputs(true, false, false, false, false));
        bench.run(1);
        bench.plant = bench.plant.withInputs(SafetyInputs.CLEAR);
        bench.run(100);
        assertTrue(bench.plant.boardValues().inputs().emergencyStop());
        bench.plant = bench.plant.boardRead();
        assertFalse(bench.plant.boardValues().inputs().emergencyStop());
    }

    @Test
    void pilotFallingBackToStateBOpensWithinAHundredMilliseconds() {
        Bench bench = Bench.transferring(0);
        bench.pilot(CarSide.PilotLoad.B);
        int openMs = bench.until(plant -> !plant.contactsTouch(), 200);
        assertTrue(openMs <= 100, () -> "open after " + openMs + " ms");
        assertEquals(Kind.OPENED_BY_PILOT, lastEvent(bench).kind());
    }

    @Test
    void glitchShorterThanTheDebounceIsNotAPilotState() {
        Bench bench = Bench.transferring(0);
        bench.pilot(CarSide.PilotLoad.B).run(14).pilot(CarSide.PilotLoad.C).run(50);
        assertEquals(Contact.CLOSED, contacts(bench));
    }

    @Test
    void refusesToCloseInStateB() {
        Bench bench = new Bench(PlantTraits.dc());
        bench.order(false, true).run(500).order(true, true).run(100);
        assertEquals(Contact.OPEN, contacts(bench));
        assertEquals("refused to close: the pilot is in state B", lastEvent(bench).text());
    }

    @Test
    void refusesToCloseUnlocked() {
        Bench bench = new Bench(PlantTraits.dc());
        bench.pilot(CarSide.PilotLoad.C).order(false, false).run(100);
        bench.order(true, false).run(100);
        assertEquals(Contact.OPEN, contacts(bench));
        assertEquals("refused to close: the connector is not locked", lastEvent(bench).text());
    }

    @Test
    void boltStaysInWhileTheContactsTouch() {
        Bench bench = Bench.transferring(0);
        bench.order(true, false).run(1_000);
        assertEquals(LockPosition.LOCKED, bench.plant.boardValues().lock());
        bench.order(false, false).run(1_000);
        assertEquals(LockPosition.UNLOCKED, bench.plant.boardValues().lock());
    }

    @Test
    void weldedContactsShowAfterTheCommandToOpen() {
        Bench bench = Bench.transferring(0);
        bench.plant =
                bench.plant.withFaults(PlantFaults.NONE.withContactors(ContactorFault.WELDED));
        bench.order(false, true).run(199);
        assertEquals(Contact.CLOSED, contacts(bench));
        bench.run(10);
        assertEquals(Contact.WELDED, contacts(bench));
    }

    @Test
    void contactorsThatDoNotCloseShowAfterHalfASecond() {
        Bench bench = new Bench(PlantTraits.dc());
        bench.plant =
                bench.plant.withFaults(PlantFaults.NONE.withContactors(ContactorFault.NOT_CLOSING));
        bench.order(false, true).run(500).pilot(CarSide.PilotLoad.C).run(50);
        bench.order(true, true).run(490);
        assertEquals(Contact.OPEN, contacts(bench));
        bench.run(20);
        assertEquals(Contact.NOT_CLOSING, contacts(bench));
    }

    @Test
    void selfTestOfTheInsulationMonitorTakesItsTime() {
        Bench bench = new Bench(PlantTraits.dc());
        bench.insulation(BoardOrder.Insulation.SELF_TEST).run(2_490);
        assertEquals(SelfTest.RUNNING, bench.plant.boardValues().selfTest());
        bench.run(20);
        assertEquals(SelfTest.PASSED, bench.plant.boardValues().selfTest());
        assertEquals(5_000_000, bench.plant.boardValues().insulationOhm());
    }

    @Test
    void silentControllerTakesItsOfferOffThePilot() {
        Bench bench = new Bench(PlantTraits.dc());
        bench.order(false, false).run(100);
        assertEquals(50, bench.plant.inlet().dutyDeciPercent());
        bench.beating = false;
        bench.run(520);
        assertEquals(0, bench.plant.inlet().dutyDeciPercent());
        assertEquals(PilotState.F, bench.plant.boardValues().pilot());
    }

    @Test
    void closingOntoAForeignVoltageLeavesALineInTheLog() {
        Bench bench = new Bench(PlantTraits.dc());
        bench.order(false, true).run(500).pilot(CarSide.PilotLoad.C).run(50);
        bench.order(true, true).run(50);
        assertTrue(bench.plant.boardLog().stream().anyMatch(event -> event.kind() == Kind.INRUSH));
    }
}
