package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.PilotCar.Habit;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.api.Test;

/**
 * The product against cars with habits, seen from the car's inlet.
 *
 * @source IEC 61851-1 Annex A: transitions and their times
 */
final class PilotBehaviourTest {

    private static final long S = 1_000_000;

    private static Outcome drive(PilotCar car, int seconds, Action... actions) {
        List<Action> all = new ArrayList<>();
        all.add(new Action(500, Kind.PLUG, 0));
        all.addAll(List.of(actions));
        Outcome outcome = World.run(new Scenario(11, Vehicle.PWM, 500, seconds * 1_000L, all), car);
        assertEquals(List.of(), outcome.broken());
        return outcome;
    }

    private static void assertBetween(long leastUs, long mostUs, long seenUs) {
        assertTrue(seenUs >= leastUs && seenUs <= mostUs, seenUs + " us");
    }

    @Test
    void contactorsCloseWithinThreeSecondsOfStateC() {
        PilotCar car = new PilotCar(Habit.USUAL);
        drive(car, 10);
        long readyUs = car.firstUs(0, s -> s.load() == PilotLoad.C);
        assertBetween(0, 3 * S, car.firstUs(0, PilotCar.Seen::powered) - readyUs);
    }

    @Test
    void contactorsOpenWithin100MsOfStateB() {
        PilotCar car = new PilotCar(Habit.LEAVES);
        drive(car, 20);
        long closedUs = car.firstUs(0, PilotCar.Seen::powered);
        long leftUs = car.firstUs(closedUs, s -> s.load() == PilotLoad.B);
        assertBetween(0, S / 10, car.firstUs(leftUs, s -> !s.powered()) - leftUs);
    }

    @Test
    void carThatStaysReadyWithoutAnOfferIsSwitchedOffUnderLoadAfterSixSeconds() {
        PilotCar car = new PilotCar(Habit.STUBBORN);
        drive(car, 30, new Action(10_000, Kind.STOP, 0));
        long steadyUs = car.firstUs(10 * S, s -> s.dutyDeciPercent() == 1_000);
        assertBetween(0, S / 2, steadyUs - 10 * S);
        long offUs = car.firstUs(steadyUs, s -> !s.powered());
        assertBetween(6 * S, 6 * S + S / 2, offUs - steadyUs);
    }

    @Test
    void lessCurrentIsToldWithinFiveSecondsAndMoreNotFasterThanEveryFive() {
        PilotCar car = new PilotCar(Habit.USUAL);
        drive(
                car,
                60,
                new Action(15_000, Kind.SETPOINT_W, 3_000),
                new Action(30_000, Kind.SETPOINT_W, 7_000));
        int first = dutyAt(car, 14 * S);
        long lessUs = car.firstUs(15 * S, s -> s.dutyDeciPercent() < first);
        assertBetween(0, 5 * S, lessUs - 15 * S);
        long beforeUs = 0;
        int beforeDuty = 1_000;
        for (PilotCar.Seen seen : car.diary) {
            boolean more = seen.dutyDeciPercent() > beforeDuty && seen.dutyDeciPercent() < 1_000;
            if (more) {
                assertTrue(seen.atUs() - beforeUs >= 5 * S, "more after " + seen);
            }
            if (seen.dutyDeciPercent() != beforeDuty) {
                beforeUs = seen.atUs();
                beforeDuty = seen.dutyDeciPercent();
            }
        }
        assertTrue(dutyAt(car, 59 * S) > dutyAt(car, 29 * S));
    }

    private static int dutyAt(PilotCar car, long atUs) {
        int duty = 0;
        for (PilotCar.Seen seen : car.diary) {
            duty = seen.atUs() <= atUs ? seen.dutyDeciPercent() : duty;
        }
        return duty;
    }

    @Test
    void carThatSleepsIsWokenByANewOffer() {
        PilotCar car = new PilotCar(Habit.WAITS_FOR_A_NEW_OFFER);
        drive(car, 50);
        assertBetween(33 * S, 38 * S, car.firstUs(0, PilotCar.Seen::powered));
    }

    @Test
    void carThatSleepsDeeperIsWokenByStateFOfFourSeconds() {
        PilotCar car = new PilotCar(Habit.WAITS_FOR_STATE_F);
        drive(car, 80);
        long beganUs = car.firstUs(0, s -> s.dutyDeciPercent() == 0);
        long endedUs = car.firstUs(beganUs, s -> s.dutyDeciPercent() != 0);
        assertBetween(4 * S, 4 * S + S / 10, endedUs - beganUs);
        assertTrue(car.everPowered());
    }

    @Test
    void simplifiedCarGetsTenAmpereAtMost() {
        PilotCar car = new PilotCar(Habit.SIMPLIFIED);
        drive(car, 20);
        assertTrue(car.everPowered());
        assertTrue(
                car.diary.stream()
                        .mapToInt(PilotCar.Seen::dutyDeciPercent)
                        .filter(duty -> duty < 1_000)
                        .allMatch(duty -> duty <= 166),
                car.diary.toString());
    }

    @Test
    void carThatNeedsAirIsNotChargedIndoors() {
        PilotCar car = new PilotCar(Habit.GASSING);
        drive(car, 20);
        assertFalse(car.everPowered());
        PilotCar later = new PilotCar(Habit.GASSING_LATER);
        drive(later, 30);
        long gasUs = later.firstUs(0, s -> s.load() == PilotLoad.D);
        assertBetween(0, S / 2, later.firstUs(gasUs, s -> !s.powered()) - gasUs);
    }

    @Test
    void carWithoutADiodeIsNeverEnergised() {
        PilotCar car = new PilotCar(Habit.NO_DIODE);
        Outcome outcome = drive(car, 20);
        assertFalse(car.everPowered());
        assertTrue(outcome.trace().stream().anyMatch(line -> line.contains("trip PILOT_FAULT")));
    }

    /** The controller dies and comes back while a car is plugged and charging. */
    @Test
    void restartWithACarPluggedStepsThroughFClosesTheOldSessionAndBeginsANewOne() {
        PilotCar car = new PilotCar(Habit.USUAL);
        Outcome outcome = drive(car, 45, new Action(20_000, Kind.CONTROL_KILL_MS, 2_000));
        long offUs = car.firstUs(20 * S, s -> !s.powered());
        assertBetween(0, S, offUs - 20 * S);
        long againUs = car.firstUs(22 * S, PilotCar.Seen::powered);
        assertTrue(againUs > 22 * S + 4 * S + 3 * S / 4, "F, then steady, before an offer");
        assertEquals(0, dutyAt(car, 24 * S), "state F");
        assertEquals(1_000, dutyAt(car, 26 * S + S / 2), "steady");
        assertTrue(tells(outcome, "why=POWER_LOSS"));
    }

    @Test
    void restartDuringATransferOfADigitalCarIsDeadUntilANewSessionInBothDirections() {
        for (int watts : List.of(6_000, -6_000)) {
            Outcome outcome =
                    World.run(
                            new Scenario(
                                    7,
                                    Vehicle.ISO20_DC_BPT,
                                    600,
                                    50_000,
                                    List.of(
                                            new Action(500, Kind.PLUG, 0),
                                            new Action(10_000, Kind.SETPOINT_W, watts),
                                            new Action(20_000, Kind.CONTROL_KILL_MS, 2_000))),
                            true);
            assertEquals(List.of(), outcome.broken());
            assertTrue(tells(outcome, "why=POWER_LOSS"));
            long deadFrom = 22_000;
            long energyMs =
                    outcome.trace().stream()
                            .filter(line -> line.contains("contactors CLOSED"))
                            .mapToLong(PilotBehaviourTest::ms)
                            .filter(at -> at > deadFrom)
                            .min()
                            .orElseThrow();
            assertTrue(energyMs > 22_000 + 4_750, "closed again at " + energyMs + " ms");
            assertTrue(
                    outcome.trace().stream()
                            .filter(line -> line.contains(" sample "))
                            .filter(line -> ms(line) > 21_000 && ms(line) < energyMs)
                            .allMatch(line -> line.contains(" ac 0 W")),
                    outcome.trace().toString());
        }
    }

    private static long ms(String line) {
        return Math.round(Double.parseDouble(line.substring(0, line.indexOf(' '))) * 1_000);
    }

    private static boolean tells(Outcome outcome, String text) {
        return outcome.trace().stream().anyMatch(line -> line.contains(text));
    }
}
