package org.ebbflow.controller.vehicle.pilot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * @source IEC 61851-1 Table A.8 and SAE J1772, as quoted by public implementations
 */
final class DutyCycleTest {

    @Test
    void knownCurrentsHaveTheirKnownDuty() {
        assertEquals(100, DutyCycle.ofCurrent(6_000));
        assertEquals(266, DutyCycle.ofCurrent(16_000));
        assertEquals(533, DutyCycle.ofCurrent(32_000));
        assertEquals(800, DutyCycle.ofCurrent(48_000));
        assertEquals(850, DutyCycle.ofCurrent(51_000));
        assertEquals(960, DutyCycle.ofCurrent(80_000));
    }

    @Test
    void belowSixAmpereThePilotStaysSteadyAndAboveEightyItIsEighty() {
        assertEquals(1_000, DutyCycle.ofCurrent(5_999));
        assertEquals(1_000, DutyCycle.ofCurrent(0));
        assertEquals(960, DutyCycle.ofCurrent(80_001));
        assertEquals(960, DutyCycle.ofCurrent(Integer.MAX_VALUE));
    }

    @Test
    void bandsOfTheDutyHaveTheirCurrent() {
        int[][] pairs = {
            {0, 0},
            {50, 0},
            {79, 0},
            {80, 6_000},
            {100, 6_000},
            {101, 6_060},
            {850, 51_000},
            {851, 52_750},
            {960, 80_000},
            {970, 80_000},
            {971, 0},
            {1_000, 0}
        };
        for (int[] pair : pairs) {
            assertEquals(pair[1], DutyCycle.currentMa(pair[0]), pair[0] + " tenths of a percent");
        }
    }

    @Test
    void aDutyNeverOffersMoreThanWasAsked() {
        for (int currentMa = 6_000; currentMa <= 80_000; currentMa += 10) {
            int offered = DutyCycle.currentMa(DutyCycle.ofCurrent(currentMa));
            assertTrue(offered <= currentMa, currentMa + " became " + offered);
            assertTrue(offered > currentMa - 1_800, currentMa + " became " + offered);
        }
    }
}
