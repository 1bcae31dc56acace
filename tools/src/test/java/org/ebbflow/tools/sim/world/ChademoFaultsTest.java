package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.vehicle.chademo.ChademoFault;
import org.ebbflow.tools.vehicle.chademo.ChademoTraits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames and lines that lie, stop or contradict each other: every session ends safely. */
final class ChademoFaultsTest {

    private static CanFrame flipped(CanFrame frame, int bit) {
        return new CanFrame(frame.id(), frame.length(), frame.payload() ^ 1L << bit);
    }

    /** The power that must be gone after the longest way down. */
    private static void assertGoneOn(ChademoVisit visit, String when) {
        if (visit.rig.ended().isEmpty() && visit.rig.isRunning()) {
            return;
        }
        assertTrue(
                visit.rig.await(() -> visit.rig.ended().isPresent(), 25_000),
                () -> when + ": " + visit.story());
        visit.watch(1_000);
        visit.assertEndedSafely(when);
        visit.replug();
        visit.rig.wire = (frame, atMs) -> Optional.of(frame);
        visit.runningAt(-5_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x100, 0x101, 0x102, 0x200, 0x110, 0x201, 0x700, 0x202})
    void everyBitOfEveryFrameFlippedWhileEnergyFlowsIsSafe(int id) {
        ChademoVisit visit = ChademoVisit.quick().runningAt(-5_000);
        for (int bit = 0; bit < 64; bit++) {
            int wrong = bit;
            visit.rig.wire =
                    (frame, atMs) -> Optional.of(frame.id() == id ? flipped(frame, wrong) : frame);
            visit.watch(300);
            assertGoneOn(visit, "bit " + bit + " of " + Integer.toHexString(id));
            visit.rig.wire = (frame, atMs) -> Optional.of(frame);
            visit.watch(100);
            assertGoneOn(visit, "after bit " + bit + " of " + Integer.toHexString(id));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x100, 0x101, 0x102, 0x200, 0x110, 0x201, 0x700, 0x202})
    void aFrameMissingForAWhileOrForGoodIsSafe(int id) {
        ChademoVisit visit = ChademoVisit.quick().runningAt(-5_000);
        missing(visit, id, 300);
        visit.watch(1_000);
        assertTrue(visit.rig.ended().isEmpty(), visit::story);
        assertEquals(-5_000, visit.rig.powerW(), 300, visit::story);
        missing(visit, id, 1_000);
        assertGoneOn(visit, "missing for a second");
        visit.rig.wire = (frame, atMs) -> Optional.of(frame).filter(f -> f.id() != id);
        visit.watch(3_000);
        boolean vital = id == 0x102;
        assertEquals(vital, visit.rig.ended().isPresent() || !visit.rig.isRunning());
        if (id == 0x200) {
            assertEquals(0, visit.rig.powerW(), 100, "no discharge without the car's limits");
        }
        if (!vital) {
            visit.car.stop();
        }
        assertTrue(visit.rig.await(() -> visit.rig.ended().isPresent(), 25_000), visit::story);
        visit.watch(1_000);
        visit.assertEndedSafely("missing for good");
    }

    private static void missing(ChademoVisit visit, int id, long ms) {
        visit.rig.wire = (frame, atMs) -> Optional.of(frame).filter(f -> f.id() != id);
        visit.watch(ms);
        visit.rig.wire = (frame, atMs) -> Optional.of(frame);
    }

    @Test
    void theLossOfTheControlFrameEndsAtOneSecondAndNotBefore() {
        ChademoVisit visit = ChademoVisit.quick().runningAt(6_000);
        visit.rig.wire = (frame, atMs) -> Optional.of(frame).filter(f -> f.id() != 0x102);
        visit.watch(880);
        assertTrue(visit.rig.powerW() > 4_000, "a frame came at most 100 ms before");
        visit.watch(140);
        assertEquals(EnergyState.STOPPING, EnergyState.of(visit), visit::story);
        visit.watch(500);
        assertEquals(0, visit.rig.powerW(), 50, "current down within half a second");
        assertTrue(visit.rig.await(() -> visit.rig.ended().isPresent(), 5_000), visit::story);
        assertEquals(
                new SessionEvent.Ended(Reason.CONNECTION_LOST, false), visit.rig.ended().get());
    }

    private enum EnergyState {
        RUNNING,
        STOPPING;

        static EnergyState of(ChademoVisit visit) {
            return visit.rig.isRunning() ? RUNNING : STOPPING;
        }
    }

    @Test
    void linePermissionAloneEndsTheSessionThoughTheFramesGoOn() {
        ChademoVisit visit = ChademoVisit.quick().runningAt(6_000);
        visit.lines = side -> with(side, PilotLoad.B);
        visit.watch(600);
        assertEquals(0, visit.rig.powerW(), 50, "to 5 A within half a second, and a poll");
        assertTrue(visit.rig.await(() -> visit.rig.ended().isPresent(), 25_000), visit::story);
        visit.watch(1_000);
        visit.assertEndedSafely("line k off");
    }

    @Test
    void enableBitAloneEndsTheSessionThoughTheLineStays() {
        ChademoVisit visit = ChademoVisit.quick().runningAt(-5_000);
        visit.rig.wire =
                (frame, atMs) -> Optional.of(frame.id() == 0x102 ? withoutEnable(frame) : frame);
        visit.lines = side -> with(side, PilotLoad.C);
        visit.watch(600);
        assertEquals(0, visit.rig.powerW(), 50);
        assertTrue(visit.rig.await(() -> visit.rig.ended().isPresent(), 25_000), visit::story);
        visit.watch(1_000);
        visit.assertEndedSafely("enable bit off");
    }

    private static CanFrame withoutEnable(CanFrame frame) {
        return new CanFrame(frame.id(), frame.length(), frame.payload() & ~(1L << 16));
    }

    private static CarSide with(CarSide side, PilotLoad load) {
        return new CarSide(
                load,
                side.plugged(),
                side.contactorsClosed(),
                side.batteryVoltageMv(),
                side.resistanceMilliOhm(),
                0,
                side.insulationOhm());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPEN", "NO_DIODE", "SHORT"})
    void linesThatContradictEachOtherOpenAtOnce(String load) {
        ChademoVisit visit = ChademoVisit.quick().runningAt(6_000);
        visit.lines = side -> with(side, PilotLoad.valueOf(load));
        visit.rig.run(150);
        assertTrue(!visit.rig.contactsTouch(), visit::story);
        assertEquals(0, visit.rig.powerW(), 50);
        assertTrue(!visit.rig.trips.isEmpty(), "a lost plug under load is a trip");
        visit.rig.run(1_000);
        assertTrue(!visit.car.contactorsClosed(), "d1 and d2 are off");
    }

    @Test
    void enableBitWithoutTheLineIsAFaultAndTheLineWithoutTheBitTimesOut() {
        ChademoVisit noLine =
                new ChademoVisit(ChademoTraits.leaf40(), ChademoFault.NO_PERMISSION, 500);
        assertTrue(noLine.rig.await(() -> noLine.rig.ended().isPresent(), 15_000), noLine::story);
        assertEquals(
                new SessionEvent.Ended(Reason.SEQUENCE_ERROR, false), noLine.rig.ended().get());
        ChademoVisit noBit = new ChademoVisit(ChademoTraits.leaf40(), ChademoFault.NO_ENABLE, 500);
        assertTrue(noBit.rig.await(() -> noBit.rig.ended().isPresent(), 15_000), noBit::story);
        assertEquals(new SessionEvent.Ended(Reason.SETUP_TIMEOUT, false), noBit.rig.ended().get());
        noBit.watch(1_500);
        noBit.assertEndedSafely("never allowed");
    }

    @ParameterizedTest
    @EnumSource(
            value = ChademoFault.class,
            names = {"NONE", "NO_PERMISSION", "NO_ENABLE"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyFaultOfACarEndsSafely(ChademoFault fault) {
        ChademoVisit visit = new ChademoVisit(ChademoTraits.leaf40(), fault, 600);
        visit.rig.setPower(6_000);
        boolean starts = visit.rig.await(visit.rig::isRunning, 25_000);
        visit.watch(8_000);
        if (fault == ChademoFault.CONTACTORS_WELDED) {
            assertTrue(starts, visit::story);
            visit.car.stop();
        }
        assertTrue(
                visit.rig.await(() -> visit.rig.ended().isPresent(), 40_000),
                () -> fault + " " + visit.story());
        visit.watch(500);
        Reason why = visit.rig.ended().get().why();
        assertEquals(expected(fault), why, visit::story);
        assertTrue(!visit.rig.contactsTouch(), visit::story);
        assertEquals(
                fault == ChademoFault.CONTACTORS_WELDED,
                visit.rig.plant.inlet().locked(),
                "locked as long as the inlet lives");
    }

    private static Reason expected(ChademoFault fault) {
        return switch (fault) {
            case CONTACTORS_STAY_OPEN -> Reason.SETUP_TIMEOUT;
            case CONTACTORS_WELDED -> Reason.WELDING_DETECTED;
            case FAULT_BIT -> Reason.VEHICLE_STOPPED;
            case POOR_INSULATION -> Reason.FAULT;
            case HIGH_VOLTAGE -> Reason.SERVICE_NOT_OFFERED;
            case NONE, NO_PERMISSION, NO_ENABLE -> Reason.NONE;
        };
    }

    @Test
    void everyStationFaultIsToldToTheCarBeforeTheStationFallsSilent() {
        ChademoVisit visit = ChademoVisit.quick().runningAt(6_000);
        visit.rig.wire = (frame, atMs) -> Optional.empty();
        assertTrue(visit.rig.await(() -> visit.rig.ended().isPresent(), 10_000), visit::story);
        visit.rig.run(2_000);
        List<Integer> flags = new ArrayList<>();
        visit.rig.sent.forEach(burst -> flags.add(burst.frames().get(1).octet(5)));
        assertTrue(flags.contains(0x05), "ran");
        assertTrue(flags.contains(0x35) || flags.contains(0x34), "link fault and stop: " + flags);
        assertEquals(0x30, flags.getLast() & 0x35, "at last no energy, fault and stop");
    }
}
