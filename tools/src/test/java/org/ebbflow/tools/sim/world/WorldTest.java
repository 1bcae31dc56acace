package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.api.Test;

/** Whole sessions in virtual time. */
final class WorldTest {

    private static Scenario plain(Vehicle vehicle, Action... actions) {
        List<Action> all = new ArrayList<>();
        all.add(new Action(500, Kind.PLUG, 0));
        all.addAll(List.of(actions));
        long lastMs = all.stream().mapToLong(Action::atMs).max().orElse(0);
        return new Scenario(7, vehicle, 600, Math.max(25_000, lastMs + 5_000), all);
    }

    private static Scenario brief(long seed, Vehicle vehicle) {
        Scenario all = Scenarios.of(seed, Scenarios.Faults.ALL, List.of(vehicle));
        return new Scenario(seed, vehicle, all.socDeciPercent(), 45_000, all.actions());
    }

    private static boolean tells(Outcome outcome, String text) {
        return outcome.trace().stream().anyMatch(line -> line.contains(text));
    }

    @Test
    void sameSeedGivesTheSameTraceAndAnotherSeedAnotherOne() {
        for (Vehicle vehicle : Scenarios.PRESENT) {
            Scenario one = brief(42, vehicle);
            Outcome first = World.run(one, true);
            assertEquals(first.trace(), World.run(one, true).trace());
            assertNotEquals(first.hash(), World.run(brief(43, vehicle), false).hash());
        }
    }

    @Test
    void bidirectionalCarChargesAndDischargesUnderASetpoint() {
        Outcome outcome =
                World.run(
                        plain(
                                Vehicle.ISO20_DC_BPT,
                                new Action(10_000, Kind.SETPOINT_W, 8_000),
                                new Action(25_000, Kind.SETPOINT_W, -15_000),
                                new Action(50_000, Kind.CAR_STOPS, 0)),
                        true);
        assertEquals(List.of(), outcome.broken());
        assertTrue(outcome.completed(), outcome.trace().toString());
        assertTrue(outcome.figures().chargedWh() > 15 && outcome.figures().dischargedWh() > 15);
    }

    @Test
    void everySessionOfABidirectionalCarChargesDischargesAndChangesDirection() {
        List<Vehicle> cars = Scenarios.PRESENT.stream().filter(Vehicle::isBidirectional).toList();
        Campaign calm =
                Runner.quiet()
                        .run(1, cars.size(), s -> Scenarios.of(s, Scenarios.Faults.NONE, cars));
        assertEquals(List.of(), calm.violations());
        assertEquals(
                new Campaign.Flows(cars.size(), cars.size(), cars.size(), cars.size()),
                calm.bidirectional());
    }

    @Test
    void pilotOnlyCarIsCharged() {
        Outcome outcome =
                World.run(plain(Vehicle.PWM, new Action(40_000, Kind.CAR_STOPS, 0)), true);
        assertEquals(List.of(), outcome.broken());
        assertTrue(outcome.completed());
        assertTrue(outcome.figures().chargedWh() > 50);
    }

    @Test
    void everyKindOfFaultInTheMiddleOfATransferBreaksNoInvariant() {
        for (Kind kind : Kind.values()) {
            if (kind.isFault()) {
                Outcome outcome =
                        World.run(
                                plain(
                                        Vehicle.ISO20_DC_BPT,
                                        new Action(10_000, Kind.SETPOINT_W, -6_000),
                                        new Action(20_000, kind, 1_200),
                                        new Action(30_000, Kind.UNPLUG, 0)),
                                true);
                assertEquals(List.of(), outcome.broken(), kind + " " + outcome.trace());
            }
        }
    }

    @Test
    void emergencyStopOpensTheContactorsAndRecordsTheTrip() {
        Outcome outcome =
                World.run(plain(Vehicle.PWM, new Action(10_000, Kind.ESTOP_MS, 2_000)), true);
        assertEquals(1, outcome.trips());
        assertTrue(tells(outcome, "trip EMERGENCY_STOP"));
        assertTrue(tells(outcome, "flight recorder frozen"));
    }

    @Test
    void clockStepsOfOneHourChangeNothingButTheWallTime() {
        List<String> calm = events(World.run(plain(Vehicle.ISO20_DC_BPT), true));
        for (int seconds : List.of(3_600, -3_600)) {
            Outcome stepped =
                    World.run(
                            plain(
                                    Vehicle.ISO20_DC_BPT,
                                    new Action(3_000, Kind.CLOCK_STEP_S, seconds),
                                    new Action(5_000, Kind.CLOCK_STEP_S, seconds),
                                    new Action(20_000, Kind.CLOCK_STEP_S, seconds)),
                            true);
            assertEquals(calm, events(stepped));
        }
    }

    private static List<String> events(Outcome outcome) {
        return outcome.trace().stream().filter(line -> !line.contains("script")).toList();
    }

    @Test
    void sessionsWithFaultsBreakNoInvariant() {
        Campaign campaign =
                Runner.quiet()
                        .run(
                                1_000,
                                16,
                                seed ->
                                        Scenarios.of(
                                                seed, Scenarios.Faults.ALL, Scenarios.PRESENT));
        assertEquals(List.of(), campaign.violations());
        assertEquals(16, campaign.sessions());
        assertTrue(campaign.completed() >= 7, "only " + campaign.completed() + " completed");
    }

    @Test
    void twoThreadsFindTheSameAsOne() {
        List<Vehicle> one = List.of(Vehicle.PWM);
        Campaign alone =
                Runner.quiet().run(1, 6, seed -> Scenarios.of(seed, Scenarios.Faults.ALL, one));
        Campaign together =
                new Runner(2, () -> true, done -> {}, Brains.PRODUCT)
                        .run(1, 6, seed -> Scenarios.of(seed, Scenarios.Faults.ALL, one));
        assertEquals(alone.endedWithReason(), together.endedWithReason());
        assertEquals(alone.faults(), together.faults());
        assertEquals(alone.effort().cycles(), together.effort().cycles());
    }

    @Test
    void everyKindOfFaultIsDrawnOften() {
        Map<Kind, Integer> counts = new TreeMap<>();
        for (long seed = 0; seed < 10_000; seed++) {
            Scenario scenario = Scenarios.of(seed, Scenarios.Faults.ALL, Scenarios.IN_TURN);
            assertTrue(scenario.faults().size() >= 2);
            scenario.faults().forEach(fault -> counts.merge(fault.kind(), 1, Integer::sum));
        }
        for (Kind kind : Kind.values()) {
            if (kind.isFault()) {
                assertTrue(counts.getOrDefault(kind, 0) >= 200, kind + " only " + counts.get(kind));
            }
        }
    }

    @Test
    void tenThousandScenariosLastThreeMinutesInTheMean() {
        long sumMs = 0;
        for (long seed = 0; seed < 10_000; seed++) {
            sumMs += Scenarios.of(seed, Scenarios.Faults.ALL, Scenarios.IN_TURN).durationMs();
        }
        assertTrue(sumMs / 10_000 >= 180_000, "mean " + sumMs / 10_000 + " ms");
    }

    @Test
    void aTraceFileGivesItsScenarioBack() {
        Scenario scenario = Scenarios.of(5, Scenarios.Faults.ALL, Scenarios.IN_TURN);
        List<String> trace = List.of("0.000000 one", "0.000001 two");
        String text = ScenarioFile.text(scenario, trace);
        assertEquals(Optional.of(scenario), ScenarioFile.scenario(text));
        assertEquals(trace, ScenarioFile.trace(text));
        assertEquals(Optional.empty(), ScenarioFile.scenario("something else"));
        assertEquals(Optional.empty(), ScenarioFile.scenario(text.replace("at ", "at x")));
    }

    /** An invariant that cannot fail proves nothing: a station that lies is found out. */
    @Test
    void invariantsFindAForeignTruth() {
        Invariants invariants = new Invariants(Vehicle.ISO20_DC_BPT);
        invariants.settle(36_000_000, 0);
        assertEquals(1, invariants.broken().size());
    }
}
