package org.ebbflow.hal.device;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class StillnessTest {
    private static final long S = 1_000_000_000L;

    @Test
    void theSameValueMayStandTenSecondsWhilePowerFlowsAndNotLonger() {
        Stillness still = new Stillness();
        assertFalse(still.stands("a", 1_000, 0));
        assertFalse(still.stands("a", 1_000, 10 * S));
        assertTrue(still.stands("a", 1_000, 10 * S + 1));
        assertFalse(still.stands("b", 1_000, 11 * S), "it moves again");
    }

    @Test
    void bothDirectionsCountAndWithoutPowerNothingCanBeSaid() {
        Stillness still = new Stillness();
        assertFalse(still.stands("a", 999, 0));
        assertFalse(still.stands("a", 999, 100 * S));
        assertFalse(still.stands("a", -1_000, 101 * S));
        assertTrue(still.stands("a", -1_000, 111 * S));
        assertTrue(still.stands("a", Integer.MIN_VALUE, 112 * S));
    }

    @Test
    void aHeartbeatMustCountOnlyOnceItHasCounted() {
        Heartbeat beat = new Heartbeat();
        assertFalse(beat.stands(OptionalLong.of(7), 0));
        assertFalse(
                beat.stands(OptionalLong.of(7), 100 * S), "a device without one holds a number");
        assertFalse(beat.stands(OptionalLong.of(8), 101 * S));
        assertFalse(beat.stands(OptionalLong.of(8), 106 * S));
        assertTrue(beat.stands(OptionalLong.of(8), 106 * S + 1));
        assertFalse(beat.stands(OptionalLong.of(0), 107 * S), "it may begin anew");
        assertFalse(beat.stands(OptionalLong.empty(), 120 * S));
    }
}
