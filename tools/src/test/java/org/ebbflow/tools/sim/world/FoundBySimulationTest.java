package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.api.Test;

/** Faults of the product that random sessions found, as the short scenarios they shrank to. */
final class FoundBySimulationTest {

    private static List<String> broken(Vehicle vehicle, long endMs, Action... actions) {
        Scenario scenario = new Scenario(7, vehicle, 600, endMs, List.of(actions));
        return World.run(scenario, false).broken();
    }

    /** The duty followed the limits of the house and never the power that was set. */
    @Test
    void aSetPowerBindsTheDutyOfAPilotOnlyCar() {
        for (int powerW : List.of(-10_000, 0, 4_842)) {
            assertEquals(
                    List.of(),
                    broken(
                            Vehicle.PWM,
                            70_000,
                            new Action(500, Kind.PLUG, 0),
                            new Action(20_000, Kind.SETPOINT_W, powerW)));
        }
    }

    @Test
    void aSetPowerBindsTheCurrentTheMessageOffers() {
        for (int powerW : List.of(-10_000, 4_842)) {
            assertEquals(
                    List.of(),
                    broken(
                            Vehicle.ISO2_AC,
                            70_000,
                            new Action(500, Kind.PLUG, 0),
                            new Action(20_000, Kind.SETPOINT_W, powerW)));
        }
    }

    /** A released target let the car charge again 0.7 s after its discharge. */
    @Test
    void dwellCountsWhenTheCarDecidesAgainAfterADischarge() {
        assertEquals(
                List.of(),
                broken(
                        Vehicle.ISO20_AC_BPT,
                        60_000,
                        new Action(500, Kind.PLUG, 0),
                        new Action(20_000, Kind.SETPOINT_W, -5_101),
                        new Action(45_000, Kind.RELEASE, 0)));
    }

    /** The bound of a car that took nothing was taken for power: 0 W became 11.5 kW at once. */
    @Test
    void aSetPowerTakesOverFromTheCarWithoutAJump() {
        Scenario full =
                new Scenario(
                        7,
                        Vehicle.ISO20_DC_BPT,
                        805,
                        40_000,
                        List.of(
                                new Action(500, Kind.PLUG, 0),
                                new Action(25_000, Kind.SETPOINT_W, 3_185)));
        assertEquals(List.of(), World.run(full, false).broken());
    }

    /** The house feed sticks, then the stage, which still forms, answers no more: no bond. */
    @Test
    void theNeutralBondStaysWithAStageThatAnswersNoMore() {
        for (Kind lost : List.of(Kind.STAGE_SILENT_MS, Kind.STAGE_EXCEPTION_MS)) {
            assertEquals(
                    List.of(),
                    atHome(
                            75_000,
                            new Action(1_482, Kind.PLUG, 0),
                            new Action(59_819, Kind.GRID_LOSS_MS, 30_000),
                            new Action(64_989, Kind.FEED_STUCK_MS, 20_000),
                            new Action(66_000, lost, 5_000)));
        }
    }

    /** A contactor welds and the grid goes: the house stays where it is, no switch moves. */
    @Test
    void noGridSwitchMovesUnderACarThatAWeldedContactorHolds() {
        assertEquals(
                List.of(),
                atHome(
                        Vehicle.ISO20_AC_BPT,
                        60_000,
                        new Action(500, Kind.PLUG, 0),
                        new Action(33_000, Kind.WELD_MS, 15_000),
                        new Action(35_000, Kind.GRID_LOSS_MS, 12_000)));
    }

    /** A stop met CHAdeMO contactors on their way: they closed while the stage let go. */
    @Test
    void aStopWhileContactorsCloseLeavesNoVoltageBetweenThem() {
        for (int stopMs = 10_600; stopMs <= 10_900; stopMs += 10) {
            assertEquals(
                    List.of(),
                    broken(
                            Vehicle.CHADEMO,
                            stopMs + 1_000,
                            new Action(500, Kind.PLUG, 0),
                            new Action(stopMs, Kind.STOP, 0)),
                    "stopped at " + stopMs + " ms");
        }
    }

    /** What a car was told at its start was still on its way when it was told the other way. */
    @Test
    void aSetPowerJustAfterTheCarsStartWaitsForWhatItWasTold() {
        Scenario scenario =
                new Scenario(
                        909_116,
                        Vehicle.ISO20_AC_BPT,
                        512,
                        125_000,
                        List.of(
                                new Action(1_907, Kind.PLUG, 0),
                                new Action(108_267, Kind.CONTROL_KILL_MS, 3_638),
                                new Action(121_770, Kind.SETPOINT_W, -9_506)));
        assertEquals(List.of(), World.run(scenario, false).broken());
    }

    /** The board lost its supply so shortly that nobody noticed; d2 stood on when it was back. */
    @Test
    void aSafetyBoardThatStartsAnewFeedsNoCoilOntoALiveInlet() {
        for (int lastsMs = 20; lastsMs <= 400; lastsMs += 40) {
            assertEquals(
                    List.of(),
                    broken(
                            Vehicle.CHADEMO,
                            35_000,
                            new Action(500, Kind.PLUG, 0),
                            new Action(25_000, Kind.SAFETY_RESTART_MS, lastsMs)),
                    "away for " + lastsMs + " ms");
        }
    }

    private static List<String> atHome(long endMs, Action... actions) {
        return atHome(Vehicle.ISO20_DC_BPT, endMs, actions);
    }

    private static List<String> atHome(Vehicle vehicle, long endMs, Action... actions) {
        Scenario scenario =
                new Scenario(7, vehicle, 600, endMs, List.of(actions), Scenario.Home.BACKUP);
        return World.run(scenario, false).broken();
    }
}
