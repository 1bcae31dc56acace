package org.ebbflow.hal.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.board.GpioConfig;
import org.ebbflow.hal.board.GpioConfig.Line;
import org.ebbflow.hal.board.GpioConfig.Pattern;
import org.ebbflow.hal.board.GpioConfig.Role;
import org.junit.jupiter.api.Test;

/** Lock, button and joined inputs in virtual time. */
final class LineLogicTest {

    private static final long MS = 1_000_000;
    private static final GpioConfig.Lock LOCK = new GpioConfig.Lock(300, 800);

    /** Lines that a test sets. */
    private static final class Wires implements DigitalIo {
        final Set<Role> on = EnumSet.noneOf(Role.class);
        final Set<Role> was = EnumSet.noneOf(Role.class);

        @Override
        public boolean isOn(Role input) {
            return on.contains(input);
        }

        @Override
        public boolean wasOn(Role input) {
            return was.remove(input);
        }

        @Override
        public void set(Role output, boolean level) {
            throw new IllegalStateException("inputs only");
        }

        @Override
        public void close() {
            on.clear();
        }
    }

    @Test
    void theMotorRunsForItsPulseAndTheBoltMustFollowInTime() {
        LockDrive drive = LockDrive.IDLE;
        assertEquals(
                new LockDrive.Output(false, false, LockState.UNLOCKED),
                drive.output(false, LOCK, 0));
        drive = drive.wanting(true, 1_000 * MS);
        assertEquals(
                new LockDrive.Output(true, false, LockState.MOVING),
                drive.output(false, LOCK, 1_299 * MS));
        assertEquals(
                new LockDrive.Output(false, false, LockState.MOVING),
                drive.output(false, LOCK, 1_300 * MS));
        assertEquals(LockState.LOCKED, drive.output(true, LOCK, 1_300 * MS).state());
        assertEquals(LockState.MOVING, drive.output(false, LOCK, 1_799 * MS).state());
        assertEquals(LockState.FAULT, drive.output(false, LOCK, 1_800 * MS).state());
        assertEquals(drive, drive.wanting(true, 5_000 * MS), "no second pulse for the same wish");
        LockDrive back = drive.wanting(false, 6_000 * MS);
        assertEquals(
                new LockDrive.Output(false, true, LockState.MOVING),
                back.output(true, LOCK, 6_000 * MS));
        assertEquals(LockState.UNLOCKED, back.output(false, LOCK, 6_300 * MS).state());
        assertEquals(LockState.FAULT, back.output(true, LOCK, 6_800 * MS).state());
    }

    @Test
    void aPressCountsAfterItStoodAndChatterDoesNot() {
        Debounce button = Debounce.RELEASED;
        for (int ms = 0; ms < 40; ms += 3) {
            button = button.seen(ms % 2 == 0, 40, ms * MS);
        }
        assertFalse(button.stable());
        button = button.seen(true, 40, 100 * MS);
        assertFalse(button.seen(true, 40, 139 * MS).stable());
        assertTrue(button.seen(true, 40, 140 * MS).stable());
    }

    @Test
    void aPatternIsLitAndDarkInEqualParts() {
        assertTrue(Pattern.STEADY.isLit(10_000));
        assertTrue(Pattern.SLOW.isLit(999));
        assertFalse(Pattern.SLOW.isLit(1_000));
        assertTrue(Pattern.FAST.isLit(500));
        assertTrue(Pattern.FAST.isLit(749));
        assertFalse(Pattern.FAST.isLit(750));
    }

    private static GpioConfig config(Role... roles) {
        Map<Role, Line> lines = new EnumMap<>(Role.class);
        for (Role role : roles) {
            lines.put(role, new Line(lines.size(), false, GpioConfig.Pull.NONE));
        }
        return new GpioConfig("", lines, Optional.empty(), 0, Map.of(), 500);
    }

    private static Reading<SafetyReading> board(ContactorState contactors) {
        return new Reading.Taken<>(
                new SafetyReading(
                        PilotState.B,
                        SafetyReading.ProximityState.INSERTED,
                        50,
                        contactors,
                        LockState.LOCKED,
                        0,
                        SafetyReading.SafetyInputs.CLEAR,
                        7,
                        false),
                100);
    }

    private static SafetyReading value(Reading<SafetyReading> reading) {
        return reading instanceof Reading.Taken<SafetyReading> taken
                ? taken.value()
                : value(board(ContactorState.UNKNOWN));
    }

    @Test
    void aShortEmergencyStopIsShownOnceAndAStandingOneAlways() throws GpioFault {
        Wires wires = new Wires();
        GpioInputs inputs = new GpioInputs(config(Role.EMERGENCY_STOP, Role.DOOR), 0);
        wires.was.add(Role.EMERGENCY_STOP);
        wires.on.add(Role.DOOR);
        inputs.look(wires, LockState.NOT_FITTED, 10);
        inputs.look(wires, LockState.NOT_FITTED, 20);
        SafetyReading first = value(inputs.joined(board(ContactorState.OPEN), 30));
        assertTrue(first.inputs().emergencyStop() && first.inputs().doorOpen());
        inputs.look(wires, LockState.NOT_FITTED, 40);
        SafetyReading second = value(inputs.joined(board(ContactorState.OPEN), 50));
        assertFalse(second.inputs().emergencyStop());
        assertTrue(second.inputs().doorOpen());
    }

    @Test
    void linesThatCannotBeReadMakeTheReadingMissing() throws GpioFault {
        GpioInputs inputs = new GpioInputs(config(Role.EMERGENCY_STOP), 0);
        assertTrue(inputs.joined(board(ContactorState.OPEN), 1) instanceof Reading.Missing);
        inputs.look(new Wires(), LockState.NOT_FITTED, 50);
        assertEquals(
                new Reading.Taken<>(value(board(ContactorState.OPEN)), 50),
                inputs.joined(board(ContactorState.OPEN), 200),
                "the older of both ages");
        inputs.missing("gone", 300);
        assertEquals(
                new Reading.Missing<SafetyReading>(300, "gone"),
                inputs.joined(board(ContactorState.OPEN), 400));
    }

    @Test
    void aFeedbackThatContradictsTheBoardIsFirstUnknownThenAFault() throws GpioFault {
        Wires wires = new Wires();
        GpioInputs inputs = new GpioInputs(config(Role.CONTACTOR_FEEDBACK), 0);
        wires.on.add(Role.CONTACTOR_FEEDBACK);
        inputs.look(wires, LockState.NOT_FITTED, 0);
        Reading<SafetyReading> open = board(ContactorState.OPEN);
        Reading<SafetyReading> closed = board(ContactorState.CLOSED);
        assertEquals(ContactorState.UNKNOWN, value(inputs.joined(open, 0)).outputContactors());
        assertEquals(
                ContactorState.UNKNOWN, value(inputs.joined(open, 499 * MS)).outputContactors());
        assertEquals(
                ContactorState.WELDED, value(inputs.joined(open, 500 * MS)).outputContactors());
        assertEquals(
                ContactorState.CLOSED, value(inputs.joined(closed, 501 * MS)).outputContactors());
        wires.on.clear();
        inputs.look(wires, LockState.NOT_FITTED, 600 * MS);
        inputs.joined(closed, 600 * MS);
        assertEquals(
                ContactorState.NOT_CLOSING,
                value(inputs.joined(closed, 1_100 * MS)).outputContactors());
    }

    @Test
    void theLinesOfAChademoPlugAreAPilot() throws GpioFault {
        Wires wires = new Wires();
        GpioInputs inputs = new GpioInputs(config(Role.H, Role.K), 0);
        Map<Set<Role>, PilotState> table =
                Map.of(
                        Set.of(), PilotState.A,
                        Set.of(Role.H), PilotState.B,
                        Set.of(Role.H, Role.K), PilotState.C,
                        Set.of(Role.K), PilotState.INVALID);
        table.forEach(
                (on, pilot) -> {
                    wires.on.clear();
                    wires.on.addAll(on);
                    try {
                        inputs.look(wires, LockState.NOT_FITTED, 0);
                    } catch (GpioFault impossible) {
                        throw new IllegalStateException(impossible);
                    }
                    assertEquals(
                            pilot, value(inputs.joined(board(ContactorState.OPEN), 0)).pilot());
                });
    }
}
