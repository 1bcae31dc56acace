package org.ebbflow.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.ebbflow.hal.SafetyReading.ProximityState;
import org.junit.jupiter.api.Test;

/**
 * @source IEC 61851-1 Table B.2
 */
final class ProximityStateTest {

    @Test
    void aLooseCableBearsWhatItsResistorSays() {
        assertEquals(OptionalInt.of(13), ProximityState.A13.maxCurrentA(3));
        assertEquals(OptionalInt.of(20), ProximityState.A20.maxCurrentA(3));
        assertEquals(OptionalInt.of(32), ProximityState.A32.maxCurrentA(1));
        assertEquals(OptionalInt.of(63), ProximityState.A63.maxCurrentA(2));
        assertEquals(OptionalInt.of(70), ProximityState.A63.maxCurrentA(1));
    }

    @Test
    void aTetheredPlugSaysNothingAndAnUnreadableCodingBearsNothing() {
        assertEquals(OptionalInt.empty(), ProximityState.NONE.maxCurrentA(1));
        assertEquals(OptionalInt.empty(), ProximityState.INSERTED.maxCurrentA(1));
        assertEquals(OptionalInt.empty(), ProximityState.BUTTON.maxCurrentA(1));
        assertEquals(OptionalInt.of(0), ProximityState.INVALID.maxCurrentA(1));
    }
}
