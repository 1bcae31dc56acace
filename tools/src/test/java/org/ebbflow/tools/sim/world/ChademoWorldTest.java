package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.api.Test;

/** A CHAdeMO car among the cars of the simulated world: every invariant holds for it too. */
final class ChademoWorldTest {

    @Test
    void aCarChargesAndDischargesUnderASetpointAndBreaksNoInvariant() {
        List<Action> course =
                List.of(
                        new Action(500, Kind.PLUG, 0),
                        new Action(14_000, Kind.SETPOINT_W, 8_000),
                        new Action(26_000, Kind.SETPOINT_W, -8_000),
                        new Action(50_000, Kind.CAR_STOPS, 0));
        Outcome outcome = World.run(new Scenario(7, Vehicle.CHADEMO, 600, 58_000, course), true);
        assertEquals(List.of(), outcome.broken());
        assertTrue(outcome.completed(), outcome.trace().toString());
        assertTrue(outcome.figures().chargedWh() > 10, outcome.trace().toString());
        assertTrue(outcome.figures().dischargedWh() > 10, outcome.trace().toString());
    }
}
