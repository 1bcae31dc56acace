package org.ebbflow.hal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.DigitalInputs;
import org.ebbflow.hal.DigitalIo;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What wires and safety board say together, at the limits of the times. */
class WiredSafetyTest {
    private static final long START_NS = 5_000_000_000L;

    private Reading<DigitalInputs> wires = taken(inputs(Optional.empty()), START_NS);
    private final WiredSafety safety =
            new WiredSafety(
                    List.of(
                            new DigitalIo() {
                                @Override
                                public Reading<DigitalInputs> freeze() {
                                    return wires;
                                }

                                @Override
                                public void command(BoardCommand command) {
                                    throw new AssertionError("joining commands nothing");
                                }
                            }));

    private static <T> Reading<T> taken(T value, long atNs) {
        return new Reading.Taken<>(value, atNs);
    }

    private static DigitalInputs inputs(Optional<Boolean> mirror) {
        return new DigitalInputs(
                false, false, false, false, mirror, Optional.empty(), Optional.empty());
    }

    private static SafetyReading board(ContactorState contactors) {
        return new SafetyReading(
                PilotState.B,
                SafetyReading.ProximityState.INSERTED,
                50,
                contactors,
                LockState.UNLOCKED,
                0,
                SafetyReading.SafetyInputs.CLEAR,
                1,
                false);
    }

    private SafetyReading joined(ContactorState board, long afterNs) {
        Tick tick = new Tick(1, START_NS + afterNs, 0, false);
        return safety.joined(taken(board(board), START_NS), tick)
                        instanceof Reading.Taken<SafetyReading> all
                ? all.value()
                : board(ContactorState.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "true, OPEN, 200000000, CLOSED",
        "true, OPEN, 200000001, WELDED",
        "false, CLOSED, 500000000, OPEN",
        "false, CLOSED, 500000001, NOT_CLOSING",
        "true, CLOSED, 9000000000, CLOSED",
        "false, OPEN, 9000000000, OPEN"
    })
    void mirrorContactIsBelievedAndADifferenceThatLastsIsAFault(
            boolean mirror, ContactorState board, long afterNs, ContactorState expected) {
        wires = taken(inputs(Optional.of(mirror)), START_NS);
        joined(board, 0);
        assertEquals(expected, joined(board, afterNs).outputContactors());
    }

    @Test
    void agreementStartsTheTimeOfADifferenceAnew() {
        wires = taken(inputs(Optional.of(true)), START_NS);
        joined(ContactorState.OPEN, 0);
        joined(ContactorState.CLOSED, 150_000_000);
        joined(ContactorState.OPEN, 160_000_000);
        assertEquals(
                ContactorState.CLOSED, joined(ContactorState.OPEN, 360_000_000).outputContactors());
        assertEquals(
                ContactorState.WELDED, joined(ContactorState.OPEN, 360_000_001).outputContactors());
    }

    @Test
    void anyInputCountsAndLinesAndLockStandInThePlaceOfTheBoards() {
        wires =
                taken(
                        new DigitalInputs(
                                true,
                                false,
                                true,
                                false,
                                Optional.empty(),
                                Optional.of(PilotState.C),
                                Optional.of(LockState.LOCKED)),
                        START_NS);
        SafetyReading all = joined(ContactorState.OPEN, 0);
        assertTrue(all.inputs().emergencyStop() && all.inputs().rcdTripped());
        assertEquals(PilotState.C, all.pilot());
        assertEquals(LockState.LOCKED, all.lock());
    }

    @Test
    void olderOfTheTwoAgesCountsAndWithoutTheDeviceNothingIsKnown() {
        wires = taken(inputs(Optional.empty()), START_NS - 7);
        Tick tick = new Tick(1, START_NS, 0, false);
        Reading<SafetyReading> board = taken(board(ContactorState.OPEN), START_NS);
        assertTrue(
                safety.joined(board, tick) instanceof Reading.Taken<SafetyReading> all
                        && all.takenNs() == START_NS - 7);
        wires = new Reading.Missing<>(3, "gone");
        assertEquals(new Reading.Missing<SafetyReading>(3, "gone"), safety.joined(board, tick));
    }
}
