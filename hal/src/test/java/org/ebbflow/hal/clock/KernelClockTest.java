package org.ebbflow.hal.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class KernelClockTest {

    @Test
    void answersTheSameTwice() {
        assertEquals(KernelClock.isSynchronised(), KernelClock.isSynchronised());
    }
}
