package org.ebbflow.tools.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainPilotTest {

    @Test
    void currentFollowsTheTableOfTheStandard() {
        assertEquals(0, PlainPilot.currentMa(79));
        assertEquals(6_000, PlainPilot.currentMa(80));
        assertEquals(6_000, PlainPilot.currentMa(100));
        assertEquals(6_060, PlainPilot.currentMa(101));
        assertEquals(32_000, PlainPilot.currentMa(533) + 20);
        assertEquals(51_000, PlainPilot.currentMa(850));
        assertEquals(52_750, PlainPilot.currentMa(851));
        assertEquals(80_000, PlainPilot.currentMa(960));
        assertEquals(80_000, PlainPilot.currentMa(970));
        assertEquals(0, PlainPilot.currentMa(971));
    }

    @Test
    void digitalDutySteadyVoltageAndStateFPermitNoCurrent() {
        assertEquals(0, PlainPilot.currentMa(50));
        assertEquals(0, PlainPilot.currentMa(1_000));
        assertEquals(0, PlainPilot.currentMa(0));
    }
}
