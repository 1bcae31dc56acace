package org.ebbflow.hal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.junit.jupiter.api.Test;

final class SafetyCellTest {

    private static final SafetyInputs STOP = new SafetyInputs(true, false, false, false, false);
    private static final SafetyInputs DOOR = new SafetyInputs(false, true, false, false, false);

    private static SafetyReading reading(SafetyInputs inputs) {
        return new SafetyReading(
                SafetyReading.PilotState.B,
                SafetyReading.ProximityState.INSERTED,
                1_000,
                SafetyReading.ContactorState.OPEN,
                SafetyReading.LockState.LOCKED,
                0,
                inputs,
                1,
                false);
    }

    private static SafetyInputs frozen(SafetyCell cell) {
        return assertInstanceOf(Reading.Taken.class, cell.freeze()).value()
                        instanceof SafetyReading seen
                ? seen.inputs()
                : SafetyInputs.CLEAR;
    }

    @Test
    void inputsOfSeveralPollsAreJoinedUntilTheControlThreadHasSeenThem() {
        SafetyCell cell = new SafetyCell("not yet", 0);
        cell.taken(reading(STOP), 1);
        cell.taken(reading(DOOR), 2);
        cell.taken(reading(SafetyInputs.CLEAR), 3);
        assertEquals(new SafetyInputs(true, true, false, false, false), frozen(cell));
        assertEquals(SafetyInputs.CLEAR, frozen(cell));
    }

    /** The board clears its latch once it was read: nobody else would tell. */
    @Test
    void anEmergencyStopReadJustBeforeTheLinkWasLostIsToldWhenItIsBack() {
        SafetyCell cell = new SafetyCell("not yet", 0);
        cell.taken(reading(STOP), 1);
        cell.missing("silent", 2);
        assertInstanceOf(Reading.Missing.class, cell.freeze());
        assertInstanceOf(Reading.Missing.class, cell.freeze());
        cell.taken(reading(SafetyInputs.CLEAR), 3);
        assertEquals(STOP, frozen(cell));
        assertEquals(SafetyInputs.CLEAR, frozen(cell));
    }
}
