package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.TestGrid;
import org.ebbflow.controller.status.WhyNot;
import org.junit.jupiter.api.Test;

/** Freq-watt, volt-watt and what else the grid's rules mean for dispatch. */
final class GridLimitsTest {

    private static Decision asked(Station s, int watts) {
        s.directives = List.of(s.integrator(watts));
        return s.runFor(20);
    }

    @Test
    void dischargeFallsWithRisingFrequencyAndIsNamed() {
        Station s = new Station();
        s.gridMilliHz = 61_536;
        Decision half = asked(s, -11_000);
        assertEquals(-6_250, half.powerW(), "half of the rated 12.5 kW");
        assertEquals(Source.GRID_FREQUENCY, half.lower().source());
        assertEquals(Source.GRID_FREQUENCY, half.boundBy());
        assertEquals(Reason.GRID_FREQUENCY, WhyNot.of(half.boundBy(), true));
        s.gridMilliHz = 60_036;
        assertEquals(-11_000, asked(s, -11_000).powerW(), "inside the dead band");
    }

    @Test
    void chargeFallsWithFallingFrequency() {
        Station s = new Station();
        s.gridMilliHz = 58_464;
        Decision half = asked(s, 11_000);
        assertEquals(6_250, half.powerW());
        assertEquals(Source.GRID_FREQUENCY, half.upper().source());
    }

    @Test
    void dischargeFallsWithRisingVoltageAndIsNamed() {
        Station s = new Station();
        s.gridMv = 259_200;
        Decision half = asked(s, -11_000);
        assertEquals(-6_250, half.powerW());
        assertEquals(Source.GRID_VOLTAGE, half.lower().source());
        assertEquals(Reason.GRID_VOLTAGE, WhyNot.of(half.boundBy(), true));
        s.gridMv = 254_400;
        assertEquals(-11_000, asked(s, -11_000).powerW());
    }

    @Test
    void withoutAFreshLineNothingIsFed() {
        GridLimits limits = GridLimits.of(Station.RATINGS);
        Interval bounds = Envelope.of(limits.now(Optional.empty())).powerW();
        assertEquals(0, bounds.min());
        Station s = new Station();
        asked(s, -5_000);
        s.stageAgeNs = 2 * Station.SECOND + 1;
        Decision old = s.runFor(1);
        assertEquals(0, old.powerW());
        assertTrue(old.falseGates().contains(Reason.GRID_UNKNOWN), old.falseGates().toString());
    }

    @Test
    void aBoardWithoutSignedRulesOffersNoDischargeAndExportsNothing() {
        for (Station s :
                List.of(
                        Station.on(Optional.empty()),
                        Station.on(Optional.of(TestGrid.unsigned())))) {
            Decision why = asked(s, -5_000);
            assertEquals(0, why.powerW());
            assertEquals(List.of(Reason.NO_GRID_PROFILE), why.falseGates());
            assertEquals(false, s.step(10 * Station.MS).dischargeOffered());
            assertEquals(5_000, asked(s, 5_000).powerW());
        }
        assertTrue(new Station().step(10 * Station.MS).dischargeOffered());
    }

    @Test
    void afterPowerUpTheDelayRunsBeforeAnythingIsFed() {
        Station s = new Station();
        s.state = ArbiterState.INITIAL;
        Decision early = asked(s, -5_000);
        assertEquals(List.of(Reason.ENTER_SERVICE_WAIT), early.falseGates());
        assertEquals(0, early.powerW());
        s.directives = List.of();
        assertEquals(List.of(Reason.ENTER_SERVICE_WAIT), s.runFor(279).falseGates(), "299 s");
        assertEquals(-5_000, asked(s, -5_000).powerW());
    }
}
