package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.safety.Asked;
import org.ebbflow.controller.safety.Permit;
import org.ebbflow.controller.safety.SafetyState;
import org.ebbflow.controller.safety.Supervision;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.ebbflow.hal.Tick;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.api.Test;

/** A supervisor that is wrong on purpose is found, and its scenario shrunk to what matters. */
final class ShrinkingTest {

    /** Never sees an open door. */
    private record Blind(Supervision sound) implements Supervision {

        @Override
        public Observed observe(SafetyState state, Measured measured, Tick tick) {
            return sound.observe(state, doorShut(measured), tick);
        }

        @Override
        public Permit permit(SafetyState state, Asked asked, Measured measured, Tick tick) {
            return sound.permit(state, asked, doorShut(measured), tick);
        }

        @Override
        public SafetyState acknowledge(SafetyState state) {
            return sound.acknowledge(state);
        }

        private static Measured doorShut(Measured m) {
            if (!(m.safety() instanceof Reading.Taken<SafetyReading> taken)) {
                return m;
            }
            SafetyReading v = taken.value();
            SafetyInputs in = v.inputs();
            SafetyReading shut =
                    new SafetyReading(
                            v.pilot(),
                            v.proximity(),
                            v.dutyDeciPercent(),
                            v.outputContactors(),
                            v.lock(),
                            v.inletVoltageMv(),
                            new SafetyInputs(
                                    in.emergencyStop(),
                                    false,
                                    in.rcdTripped(),
                                    in.insulationFault(),
                                    in.pilotFault()),
                            v.cycleEcho(),
                            v.watchdogTripped());
            return new Measured(
                    m.stage(),
                    m.stationMeter(),
                    m.gridMeter(),
                    new Reading.Taken<>(shut, taken.takenNs()),
                    m.insulation(),
                    m.island());
        }
    }

    private static final Brains BLIND =
            new Brains() {
                @Override
                public Supervision supervision(BoardRatings ratings) {
                    return new Blind(new Supervisor(ratings));
                }
            };

    private static Scenario busy(Action fault) {
        return new Scenario(
                3,
                Vehicle.PWM,
                600,
                60_000,
                List.of(
                        new Action(500, Kind.PLUG, 0),
                        new Action(12_000, Kind.SETPOINT_W, 6_000),
                        new Action(14_000, Kind.HOUSE_STEP_W, 4_000),
                        new Action(16_000, Kind.METER_SLOW_MS, 3_000),
                        fault,
                        new Action(30_000, Kind.GRID_FLICKER, 2),
                        new Action(40_000, Kind.CLOCK_STEP_S, 3_600),
                        new Action(45_000, Kind.CAR_STOPS, 0)));
    }

    @Test
    void aWrongSupervisorIsFoundShrunkAndReplayed() {
        Scenario whole = busy(new Action(20_000, Kind.DOOR_MS, 4_000));
        assertEquals(List.of(), World.run(whole, Brains.PRODUCT, false).broken());
        Campaign campaign = new Runner(1, () -> true, done -> {}, BLIND).run(3, 1, seed -> whole);
        assertEquals(1, campaign.violations().size());
        Campaign.Violation found = campaign.violations().getFirst();
        assertTrue(found.text().startsWith("input: "), found.text());
        assertEquals(
                List.of(Kind.PLUG, Kind.DOOR_MS),
                found.shrunk().actions().stream().map(Action::kind).toList());
        assertTrue(found.shrunk().durationMs() < whole.durationMs());

        String file = ScenarioFile.text(found.shrunk(), found.trace());
        Scenario again = ScenarioFile.scenario(file).orElseThrow();
        assertEquals(ScenarioFile.trace(file), World.run(again, BLIND, true).trace());
        assertFalse(World.run(again, BLIND, false).broken().isEmpty());
        assertEquals(List.of(), World.run(again, Brains.PRODUCT, false).broken());
        assertEquals(Optional.of(found.shrunk()), Optional.of(again));
    }
}
