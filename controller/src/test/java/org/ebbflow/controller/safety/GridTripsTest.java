package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.TestGrid;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.GridProfile.Watch;
import org.junit.jupiter.api.Test;

/** Trips, enter service and permission to feed by the rules of a grid. */
final class GridTripsTest {

    private static final EnergyRequest CHARGE = Bench.transfer(5_000);
    private static final EnergyRequest DISCHARGE = Bench.transfer(-5_000);
    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();
    private static final Optional<GridProfile> GRID = Optional.of(TestGrid.threeSteps());

    /** At the bound never, beyond it after its time and not a cycle before. */
    private static void tripsAfter(Watch watch, int step, Consumer<Bench> at, Consumer<Bench> out) {
        GridProfile.Trip trip = GRID.orElseThrow().trips(watch).get(step - 1);
        assertEquals(step, trip.step());
        GridProfile alone = only(trip);
        Bench bench = Bench.dcOn(Optional.of(alone), 5_000);
        at.accept(bench);
        bench.wait(CHARGE, trip.clearMs() + 1_000);
        assertEquals(List.of(), bench.trips(), "at the bound");
        out.accept(bench);
        bench.run(CHARGE, 10);
        bench.wait(CHARGE, trip.clearMs() - 10);
        assertEquals(List.of(), bench.trips(), "before its time");
        bench.run(CHARGE, 10);
        assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
    }

    /** The grid with this step only, so that no other one is earlier. */
    private static GridProfile only(GridProfile.Trip trip) {
        GridProfile whole = GRID.orElseThrow();
        List<GridProfile.Trip> trips =
                whole.trips().stream()
                        .filter(t -> t.watch() != trip.watch() || t.equals(trip))
                        .toList();
        return new GridProfile(
                whole.name(),
                whole.nominalMilliHz(),
                whole.enter(),
                trips,
                whole.droop(),
                whole.voltWatt(),
                whole.voltVar(),
                true);
    }

    private static Consumer<Bench> volts(int mv) {
        return bench -> bench.lineMv = mv;
    }

    private static Consumer<Bench> hertz(int milliHz) {
        return bench -> bench.lineMilliHz = milliHz;
    }

    @Test
    void firstStepOfUnderVoltage() {
        tripsAfter(Watch.UNDER_VOLTAGE, 1, volts(211_200), volts(211_199));
    }

    @Test
    void secondStepOfUnderVoltage() {
        tripsAfter(Watch.UNDER_VOLTAGE, 2, volts(120_000), volts(119_999));
    }

    @Test
    void thirdStepOfUnderVoltage() {
        tripsAfter(Watch.UNDER_VOLTAGE, 3, volts(28_800), volts(28_799));
    }

    @Test
    void firstStepOfOverVoltage() {
        tripsAfter(Watch.OVER_VOLTAGE, 1, volts(264_000), volts(264_001));
    }

    @Test
    void secondStepOfOverVoltage() {
        tripsAfter(Watch.OVER_VOLTAGE, 2, volts(288_000), volts(288_001));
    }

    @Test
    void thirdStepOfOverVoltage() {
        tripsAfter(Watch.OVER_VOLTAGE, 3, volts(312_000), volts(312_001));
    }

    @Test
    void firstStepOfUnderFrequency() {
        tripsAfter(Watch.UNDER_FREQUENCY, 1, hertz(58_500), hertz(58_499));
    }

    @Test
    void secondStepOfUnderFrequency() {
        tripsAfter(Watch.UNDER_FREQUENCY, 2, hertz(56_500), hertz(56_499));
    }

    @Test
    void thirdStepOfUnderFrequency() {
        tripsAfter(Watch.UNDER_FREQUENCY, 3, hertz(54_500), hertz(54_499));
    }

    @Test
    void firstStepOfOverFrequency() {
        tripsAfter(Watch.OVER_FREQUENCY, 1, hertz(61_200), hertz(61_201));
    }

    @Test
    void secondStepOfOverFrequency() {
        tripsAfter(Watch.OVER_FREQUENCY, 2, hertz(62_000), hertz(62_001));
    }

    @Test
    void thirdStepOfOverFrequency() {
        tripsAfter(Watch.OVER_FREQUENCY, 3, hertz(62_800), hertz(62_801));
    }

    @Test
    void anAcStationJudgesItsMeter() {
        Bench bench = Bench.acOn(GRID);
        bench.lineMv = 288_001;
        bench.run(Bench.acTransfer(5_000), 160);
        assertEquals(List.of(), bench.trips());
        bench.run(Bench.acTransfer(5_000), 10);
        assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
    }

    private static int commandedW(Bench bench) {
        return bench.command().stage() instanceof BoardCommand.Stage.FollowPower follow
                ? follow.acPowerW()
                : 0;
    }

    private static Bench waiting(int delayS) {
        return Bench.dcOn(Optional.of(TestGrid.ieee1547(delayS)), 0);
    }

    @Test
    void nothingIsFedBeforeTheGridWasInsideItsWindowForItsWholeDelay() {
        Bench bench = waiting(60);
        long goodSinceNs = bench.state.grid().goodSinceNs();
        bench.wait(DISCHARGE, 55_000);
        assertEquals(0, commandedW(bench));
        assertEquals(Optional.of(Reason.ENTER_SERVICE_WAIT), bench.permit.narrowed());
        while (bench.nowNs - goodSinceNs < 60_000 * Bench.MS - 10 * Bench.MS) {
            bench.run(DISCHARGE, 10);
        }
        assertEquals(0, commandedW(bench), "one cycle before the delay is over");
        bench.run(DISCHARGE, 10);
        assertEquals(-5_000, commandedW(bench));
        assertEquals(Optional.empty(), bench.permit.narrowed());
    }

    @Test
    void chargingDoesNotWaitForTheGridsDelay() {
        Bench bench = waiting(60);
        bench.run(CHARGE, 10);
        assertEquals(5_000, commandedW(bench));
    }

    @Test
    void aLineOutsideTheEnterServiceWindowStartsTheDelayAnew() {
        for (Consumer<Bench> outside :
                List.of(volts(220_079), volts(252_001), hertz(59_499), hertz(60_101))) {
            Bench bench = waiting(60);
            bench.wait(DISCHARGE, 30_000);
            outside.accept(bench);
            bench.run(DISCHARGE, 10);
            bench.lineMv = 240_000;
            bench.lineMilliHz = 60_000;
            bench.run(DISCHARGE, 59_990);
            assertEquals(0, commandedW(bench));
            bench.run(DISCHARGE, 10);
            assertEquals(-5_000, commandedW(bench));
        }
    }

    @Test
    void atTheEdgesOfTheWindowTheDelayRuns() {
        for (Consumer<Bench> edge :
                List.of(volts(220_080), volts(252_000), hertz(59_500), hertz(60_100))) {
            Bench bench = waiting(10);
            edge.accept(bench);
            bench.run(DISCHARGE, 10_500);
            assertEquals(-5_000, commandedW(bench));
        }
    }

    @Test
    void aTripMakesTheGridProveItselfAgain() {
        Bench bench = waiting(30);
        bench.wait(DISCHARGE, 31_000);
        assertEquals(-5_000, commandedW(bench));
        bench.lineMv = 119_000;
        bench.run(DISCHARGE, 2_100);
        assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
        bench.run(NOTHING, 1_000);
        bench.lineMv = 240_000;
        bench.run(NOTHING, 6_000);
        assertEquals(List.of(), bench.trips());
        assertEquals(Reason.ENTER_SERVICE_WAIT, bench.state.grid().why());
        bench.wait(NOTHING, 23_500);
        assertFalse(bench.state.grid().isEntered());
        bench.wait(NOTHING, 1_000);
        assertTrue(bench.state.grid().isEntered());
    }

    @Test
    void insideTheTripsTheStationRidesThrough() {
        Bench bench = waiting(5);
        bench.run(DISCHARGE, 6_000);
        bench.lineMv = 200_000;
        bench.run(DISCHARGE, 5_000);
        assertEquals(-5_000, commandedW(bench));
        bench.lineMv = 119_999;
        bench.run(DISCHARGE, 10);
        assertEquals(0, commandedW(bench), "beyond the last step nobody rides through");
    }

    @Test
    void anUnknownOrOldLineFeedsNothing() {
        Bench bench = waiting(0);
        bench.run(DISCHARGE, 50);
        assertEquals(-5_000, commandedW(bench));
        bench.stageAgeNs = 1_001 * Bench.MS;
        bench.run(DISCHARGE, 10);
        assertEquals(Reason.GRID_UNKNOWN, bench.state.grid().why());
        assertEquals(0, commandedW(bench));
        Bench dead = waiting(0);
        dead.lineMilliHz = 0;
        dead.run(DISCHARGE, 10);
        assertEquals(0, commandedW(dead), "a frequency of 0 is none measured");
    }

    @Test
    void rulesThatNobodySignedFeedNothing() {
        for (Optional<GridProfile> grid :
                List.of(Optional.<GridProfile>empty(), Optional.of(TestGrid.unsigned()))) {
            Bench bench = Bench.dcOn(grid, 0);
            bench.run(DISCHARGE, 1_000);
            assertEquals(0, commandedW(bench));
            assertEquals(Optional.of(Reason.NO_GRID_PROFILE), bench.permit.narrowed());
            bench.run(CHARGE, 50);
            assertEquals(5_000, commandedW(bench));
        }
    }

    @Test
    void aStageThatHasNotTakenTheRulesFeedsNothing() {
        for (GridProfile.Taken taken :
                List.of(GridProfile.Taken.NOT_YET, GridProfile.Taken.REFUSED)) {
            Bench bench = waiting(0);
            bench.profile = taken;
            bench.run(DISCHARGE, 50);
            assertEquals(0, commandedW(bench));
            assertEquals(Optional.of(Reason.STAGE_WITHOUT_PROFILE), bench.permit.narrowed());
            bench.profile = GridProfile.Taken.VERIFIED;
            bench.run(DISCHARGE, 50);
            assertEquals(-5_000, commandedW(bench));
        }
    }

    @Test
    void aCarsOwnInverterWaitsForTheGridToo() {
        Bench bench = Bench.acOn(Optional.of(TestGrid.ieee1547(60)));
        assertTrue(bench.command().contactorsClosed());
        bench.run(Bench.acTransfer(-5_000), 10);
        assertEquals(Optional.of(Reason.ENTER_SERVICE_WAIT), bench.permit.narrowed());
        Bench good = Bench.acOn(Optional.of(TestGrid.ieee1547(0)));
        good.run(Bench.acTransfer(-5_000), 50);
        assertEquals(Optional.empty(), good.permit.narrowed());
        assertTrue(good.command().contactorsClosed());
    }

    @Test
    void aValueThatFlapsAroundItsBoundLosesOnlyHalfOfThePause() {
        Bench bench = Bench.dcOn(GRID, 5_000);
        int stepMs = 200;
        int cycles = 0;
        while (bench.trips().isEmpty() && cycles < 60) {
            bench.lineMv = 119_999;
            bench.run(CHARGE, stepMs);
            bench.lineMv = 240_000;
            bench.run(CHARGE, stepMs);
            cycles++;
        }
        assertEquals(List.of(FaultCode.GRID_OUT_OF_WINDOW), bench.trips());
        assertTrue(cycles > 15, "2 s take " + cycles + " times 200 ms, less half of the pauses");
    }

    @Test
    void aValueThatIsBeyondForAQuarterOfTheTimeNeverTrips() {
        Bench bench = Bench.dcOn(GRID, 5_000);
        for (int i = 0; i < 100; i++) {
            bench.lineMv = 119_999;
            bench.run(CHARGE, 100);
            bench.lineMv = 240_000;
            bench.run(CHARGE, 300);
        }
        assertEquals(List.of(), bench.trips());
    }
}
