package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardCommand.Stage;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.ebbflow.hal.StageReading;
import org.junit.jupiter.api.Test;

/** What a CHAdeMO connector does differently: the car's contactors close first, at a dead inlet. */
final class ChademoPermitTest {

    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();
    private static final EnergyRequest PRE = new EnergyRequest.PreCharge(Bench.BATTERY_MV, 2_000);
    private static final ConnectorRequest.Pilot BOTH = new ConnectorRequest.Pilot.Lines(true, true);

    private static boolean coilsFed(Bench bench) {
        return bench.command().pilot() instanceof BoardCommand.Pilot.Lines lines && lines.d2();
    }

    /** Locked, proved open, d2 on, the car's battery at the inlet. */
    private static Bench withBattery() {
        Bench bench = Bench.chademo();
        bench.run(NOTHING, 500);
        bench.pilotWish = BOTH;
        bench.run(NOTHING, 100);
        bench.inletMv = Bench.BATTERY_MV;
        bench.dcFollows = false;
        bench.dcMv = 0;
        return bench;
    }

    private static Bench transferring() {
        Bench bench = withBattery();
        bench.dcFollows = true;
        bench.run(PRE, 600);
        bench.run(Bench.transfer(5_000), 100);
        assertTrue(bench.command().contactorsClosed());
        return bench;
    }

    @Test
    void coilsAreFedOnlyBehindTheLockAndOntoADeadInlet() {
        Bench live = Bench.chademo();
        live.run(NOTHING, 500);
        live.pilotWish = BOTH;
        live.inletMv = 20_000;
        live.run(NOTHING, 200);
        assertFalse(coilsFed(live));
        live.inletMv = 19_999;
        live.run(NOTHING, 20);
        assertTrue(coilsFed(live));
        live.inletMv = Bench.BATTERY_MV;
        live.run(NOTHING, 1_000);
        assertTrue(coilsFed(live), "the car's own battery does not take the coils back");

        Bench open = Bench.chademo();
        open.lock = LockState.UNLOCKED;
        open.pilotWish = BOTH;
        open.run(NOTHING, 500);
        assertFalse(coilsFed(open));

        Bench pilot = Bench.dc();
        pilot.pilotWish = BOTH;
        pilot.run(NOTHING, 500);
        assertFalse(coilsFed(pilot), "a board with a pilot has no such lines");
    }

    @Test
    void contactorsCloseOnlyOntoABatteryThatTheStageHasReached() {
        Bench dead = Bench.chademo();
        dead.dcFollows = false;
        dead.run(PRE, 1_000);
        assertFalse(dead.command().contactorsClosed(), "both sides at 0 V are no battery");

        Bench bench = withBattery();
        bench.run(PRE, 500);
        assertFalse(bench.command().contactorsClosed());
        Stage.HoldVoltage hold = assertInstanceOf(Stage.HoldVoltage.class, bench.command().stage());
        assertEquals(Bench.BATTERY_MV, hold.voltageMv());
        bench.dcMv = Bench.BATTERY_MV - 20_001;
        bench.run(PRE, 100);
        assertFalse(bench.command().contactorsClosed());
        bench.dcMv = Bench.BATTERY_MV - 20_000;
        bench.run(PRE, 50);
        assertTrue(bench.command().contactorsClosed());
        bench.run(PRE, 200);
        bench.run(Bench.transfer(5_000), 50);
        assertInstanceOf(Stage.FollowPower.class, bench.command().stage());
    }

    /** A frozen reading may show the battery's voltage by chance, of a stage that is long off. */
    @Test
    void contactorsCloseOntoAVoltageOnlyWhereTheStageSaysItMakesIt() {
        for (StageReading.Mode mode : StageReading.Mode.values()) {
            Bench bench = withBattery();
            bench.mode = mode;
            bench.dcMv = Bench.BATTERY_MV;
            bench.run(PRE, 100);
            assertEquals(
                    mode == StageReading.Mode.RUNNING,
                    bench.command().contactorsClosed(),
                    mode.name());
        }
    }

    @Test
    void aStopWhileTheContactorsCloseOpensThemAtOnce() {
        for (EnergyRequest stop :
                List.of(new EnergyRequest.RampDown(), NOTHING, Bench.transfer(5_000))) {
            Bench bench = withBattery();
            bench.run(PRE, 100);
            bench.dcMv = Bench.BATTERY_MV;
            bench.contactorsFollow = false;
            bench.run(PRE, 10);
            assertTrue(bench.command().contactorsClosed(), "on their way");
            bench.run(stop, 10);
            assertFalse(bench.command().contactorsClosed(), stop.toString());
        }
    }

    @Test
    void permissionTakenBackBringsTheCurrentDownBeforeTheContactorsOpen() {
        Bench bench = transferring();
        bench.dcMa = 12_000;
        bench.pilot = PilotState.B;
        bench.run(Bench.transfer(5_000), 10);
        assertTrue(bench.command().contactorsClosed());
        Stage.FollowPower down = assertInstanceOf(Stage.FollowPower.class, bench.command().stage());
        assertEquals(0, down.acPowerW());
        bench.run(Bench.transfer(5_000), 1_950);
        assertTrue(bench.command().contactorsClosed());
        bench.run(Bench.transfer(5_000), 60);
        assertFalse(bench.command().contactorsClosed(), "under load after 2 s");
        assertEquals(List.of(), bench.trips());

        Bench quick = transferring();
        quick.dcMa = 0;
        quick.pilot = PilotState.B;
        quick.run(Bench.transfer(5_000), 100);
        assertFalse(quick.command().contactorsClosed());
    }

    @Test
    void lostPlugOpensAtOnceAndTrips() {
        for (PilotState lost : List.of(PilotState.A, PilotState.INVALID)) {
            Bench bench = transferring();
            bench.pilot = lost;
            bench.run(Bench.transfer(5_000), 10);
            assertTrue(bench.isSafe(), "with the lines " + lost);
            assertEquals(List.of(FaultCode.PILOT_LOST), bench.trips());
        }
    }

    @Test
    void linesFallHalfASecondAfterAnImmediateTripAndNotBefore() {
        Bench bench = transferring();
        bench.inputs = new SafetyInputs(true, false, false, false, false);
        bench.run(NOTHING, 500);
        assertTrue(coilsFed(bench));
        bench.run(NOTHING, 20);
        assertEquals(new BoardCommand.Pilot.Lines(false, false), bench.command().pilot());
    }

    /** The bench's watchdog is 400 ms; a heartbeat is at most 100 ms on its way. */
    @Test
    void aPauseAsLongAsTheBoardsWatchdogTakesTheCoilsAwayUntilTheInletIsDead() {
        Bench shorter = transferring();
        stand(shorter, 299);
        assertTrue(coilsFed(shorter), "the board has held them, the current comes down first");

        Bench bench = transferring();
        stand(bench, 300);
        assertFalse(coilsFed(bench));
        assertEquals(List.of(FaultCode.CYCLE_OVERRUN), bench.trips());
        bench.run(NOTHING, 10_000);
        assertFalse(coilsFed(bench), "the inlet is live");
        bench.inletMv = 0;
        bench.pilot = PilotState.A;
        bench.run(NOTHING, 1_100);
        bench.pilot = PilotState.C;
        bench.run(NOTHING, 10_000);
        assertEquals(List.of(), bench.trips());
        assertTrue(coilsFed(bench), "a dead inlet may begin anew");
    }

    private static void stand(Bench bench, int ms) {
        bench.nowNs += ms * Bench.MS;
        bench.cycle++;
        bench.step(NOTHING);
    }

    @Test
    void aHeartbeatThatTheBoardMayNotHaveHeardForItsWatchdogTakesTheCoilsAway() {
        Bench bench = transferring();
        bench.echoes = false;
        bench.run(Bench.transfer(5_000), 300);
        assertTrue(coilsFed(bench));
        bench.run(Bench.transfer(5_000), 10);
        assertFalse(coilsFed(bench));
        bench.echoes = true;
        bench.run(NOTHING, 2_000);
        assertFalse(coilsFed(bench), "the inlet is live");
    }

    @Test
    void aReadingAsOldAsTheWatchdogTakesTheCoilsAwayUntilTheInletIsDead() {
        Bench bench = transferring();
        bench.safetyAgeNs = 300 * Bench.MS - 1;
        bench.run(Bench.transfer(5_000), 50);
        assertTrue(coilsFed(bench));
        bench.safetyAgeNs++;
        bench.run(Bench.transfer(5_000), 10);
        assertFalse(coilsFed(bench));
        bench.safetyAgeNs = 0;
        bench.run(NOTHING, 10_000);
        assertFalse(coilsFed(bench), "the inlet is live");
    }

    @Test
    void coilsThatTheBoardItselfDroppedStayOff() {
        Bench bench = transferring();
        bench.watchdog = true;
        bench.run(NOTHING, 10);
        assertFalse(coilsFed(bench));
        bench.watchdog = false;
        bench.run(NOTHING, 10_000);
        assertFalse(coilsFed(bench), "the inlet is live");
    }

    @Test
    void theLockStaysDownToTenVolt() {
        Bench bench = Bench.chademo();
        bench.locked = false;
        bench.inletMv = 10_000;
        bench.run(NOTHING, 1_000);
        assertTrue(bench.command().lockEngaged());
        bench.inletMv = 9_999;
        bench.run(NOTHING, 20);
        assertFalse(bench.command().lockEngaged());
        Bench welded = Bench.chademo();
        welded.locked = false;
        welded.contactorsFollow = false;
        welded.contactors = ContactorState.CLOSED;
        welded.run(NOTHING, 1_000);
        assertTrue(welded.command().lockEngaged());
    }
}
