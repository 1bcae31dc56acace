package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.HouseLine;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.VehicleReport.Forming;
import org.ebbflow.controller.safety.BackupSequence.Step;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.ebbflow.hal.StageReading.Mode;
import org.junit.jupiter.api.Test;

/** The bounds of the interlock, each at its last value and one beyond. */
class IslandBoundsTest {

    private static final EnergyRequest TRANSFER = Bench.transfer(0);
    private static final EnergyRequest NOTHING = new EnergyRequest.Nothing();

    /** Where an island of 240 V, 60 Hz and 11 kW is after half a second of this. */
    private static Step afterHalfASecond(Consumer<Bench> change) {
        Bench bench = IslandInterlockTest.supplying();
        bench.gearFollows = false;
        change.accept(bench);
        bench.run(TRANSFER, 500);
        return bench.backupStep();
    }

    private static void assertStays(Consumer<Bench> change) {
        assertEquals(Step.SUPPLYING, afterHalfASecond(change));
    }

    private static void assertSheds(Consumer<Bench> change) {
        assertEquals(Step.SHEDDING, afterHalfASecond(change));
    }

    @Test
    void anIslandMayBeTenPercentOffItsVoltageAndOneHertzOffItsFrequency() {
        assertStays(b -> b.lineMv = 216_000);
        assertSheds(b -> b.lineMv = 215_999);
        assertStays(b -> b.lineMv = 264_000);
        assertSheds(b -> b.lineMv = 264_001);
        assertStays(b -> b.lineMilliHz = 59_000);
        assertSheds(b -> b.lineMilliHz = 58_999);
        assertStays(b -> b.lineMilliHz = 61_000);
        assertSheds(b -> b.lineMilliHz = 61_001);
    }

    @Test
    void moreThanTheLimitAndItsToleranceIsAnOverload() {
        assertStays(b -> b.stageW = -11_330);
        assertSheds(b -> b.stageW = -11_331);
    }

    @Test
    void aSaggingVoltageIsAnOverloadFrom95PercentOfTheLimit() {
        assertSheds(sagging(-10_450, 232_799));
        assertStays(sagging(-10_450, 232_800));
        assertStays(sagging(-10_449, 232_799));
        assertStays(sagging(10_450, 232_799));
    }

    private static Consumer<Bench> sagging(int acPowerW, int lineMv) {
        return bench -> {
            bench.stageW = acPowerW;
            bench.lineMv = lineMv;
        };
    }

    private static Step afterASecondWith(int utilityMv, int lineMv) {
        Bench bench = Bench.backup();
        bench.gearFollows = false;
        bench.gridPresent = false;
        bench.utilityMv = utilityMv;
        bench.lineMv = lineMv;
        bench.mode = Mode.RUNNING;
        bench.run(TRANSFER, 1_020);
        return bench.backupStep();
    }

    @Test
    void theGridIsGoneBelowHalfItsVoltageOnBothMeasurements() {
        assertEquals(Step.STAGE_OFF, afterASecondWith(119_999, 119_999));
        assertEquals(Step.PARALLEL, afterASecondWith(120_000, 119_999));
        assertEquals(Step.PARALLEL, afterASecondWith(119_999, 120_000));
    }

    private static Step withStage(Mode mode, boolean forming, int acPowerW) {
        Bench bench = Bench.backup();
        bench.gearFollows = false;
        bench.grid(false);
        bench.mode = Mode.RUNNING;
        bench.run(TRANSFER, 1_020);
        assertEquals(Step.STAGE_OFF, bench.backupStep());
        bench.mode = mode;
        bench.forming = forming;
        bench.stageW = acPowerW;
        bench.run(TRANSFER, 10);
        return bench.backupStep();
    }

    @Test
    void theSwitchWaitsForAStageThatIsOffFormsNothingAndMovesLessThan200Watt() {
        assertEquals(Step.OPENING_SWITCH, withStage(Mode.OFF, false, 199));
        assertEquals(Step.OPENING_SWITCH, withStage(Mode.STANDBY, false, -199));
        assertEquals(Step.STAGE_OFF, withStage(Mode.STANDBY, false, 200));
        assertEquals(Step.STAGE_OFF, withStage(Mode.OFF, false, -200));
        assertEquals(Step.STAGE_OFF, withStage(Mode.RUNNING, false, 0));
        assertEquals(Step.STAGE_OFF, withStage(Mode.FAULT, false, 0));
    }

    /** Where a station with an idle car is two seconds into an outage. */
    private static Step idleInAnOutage(Consumer<Bench> change) {
        Bench bench = Bench.backup();
        bench.dcMv = 0;
        bench.run(NOTHING, 400);
        change.accept(bench);
        bench.run(NOTHING, 200);
        bench.grid(false);
        bench.target = new OfferTarget.Island();
        bench.run(NOTHING, 1_500);
        return bench.backupStep();
    }

    @Test
    void anyPluggedCarStartsADarkHouseAndNothingElseDoes() {
        for (PilotState plugged : List.of(PilotState.B, PilotState.C, PilotState.D)) {
            assertEquals(Step.ISOLATED, idleInAnOutage(b -> b.pilot = plugged));
        }
        for (PilotState none : List.of(PilotState.A, PilotState.E, PilotState.F)) {
            assertEquals(Step.PARALLEL, idleInAnOutage(b -> b.pilot = none));
        }
    }

    @Test
    void aDarkHouseIsNotStartedWithoutAnOfferOrUnderATrip() {
        assertEquals(Step.PARALLEL, idleInAnOutage(b -> b.dischargeOffered = false), "no way back");
        assertEquals(Step.PARALLEL, idleInAnOutage(b -> b.open = false), "closed");
        assertEquals(
                Step.PARALLEL,
                idleInAnOutage(b -> b.inputs = new SafetyInputs(true, false, false, false, false)),
                "emergency stop");
    }

    @Test
    void aCarThatOnlyChargesStartsNoHouse() {
        Bench bench = Bench.backup();
        bench.grid(false);
        EnergyRequest charges = new EnergyRequest.DcTransfer(0, 300_000, 450_000, 30_000, 0);
        bench.run(charges, 3_000);
        assertEquals(Step.PARALLEL, bench.backupStep());
    }

    @Test
    void theReturnIsCountedDownOnlyApartFromAGridThatIsGood() {
        Bench bench = IslandInterlockTest.supplying();
        assertTrue(returnsInNs(bench) < 0, "no grid yet");
        bench.grid(true);
        bench.run(TRANSFER, 10);
        assertEquals(300_000 * Bench.MS, returnsInNs(bench));
        bench.wait(TRANSFER, 299_000);
        assertEquals(1_000 * Bench.MS, returnsInNs(bench));
        Bench joined = Bench.backup();
        joined.run(TRANSFER, 1_000);
        assertTrue(returnsInNs(joined) < 0, "on the grid");
    }

    private static long returnsInNs(Bench bench) {
        return bench.state.island().returnInNs(bench.tick());
    }

    @Test
    void theOwnerMayLeaveTheGridWithAReadyCarOnTheGridOrTryAgainInTheDark() {
        Bench bench = Bench.backup();
        bench.run(TRANSFER, 1_000);
        assertTrue(bench.state.island().mayGoOffGrid());
        bench.dischargeOffered = false;
        bench.run(TRANSFER, 10);
        assertFalse(bench.state.island().mayGoOffGrid(), "the car may not supply");
        Bench supplying = IslandInterlockTest.supplying();
        assertFalse(supplying.state.island().mayGoOffGrid(), "it supplies already");
        supplying.offerW = Interval.ZERO;
        supplying.run(TRANSFER, 100);
        assertEquals(Step.ISOLATED, supplying.backupStep());
        supplying.dischargeOffered = false;
        supplying.run(TRANSFER, 10);
        assertFalse(supplying.state.island().mayGoOffGrid(), "in the dark without a car");
    }

    @Test
    void aDarkLineIsToldOnlyWhereNoCarIsToForm() {
        Bench bench = CarIslandTest.apart();
        assertEquals(HouseLine.CAR, bench.state.island().line());
        bench.offerW = Interval.ZERO;
        bench.run(NOTHING, 10);
        assertEquals(HouseLine.DARK, bench.state.island().line());
        bench.offerW = new Interval(-1, 0);
        bench.run(NOTHING, 10);
        assertEquals(HouseLine.CAR, bench.state.island().line());
        bench.target = new OfferTarget.FollowVehicle();
        bench.run(NOTHING, 10);
        assertEquals(HouseLine.CALLS_CAR, bench.state.island().line());
    }

    @Test
    void aCarFormsOnlyWithAnOpenOfferToDischargeAndWithoutATrip() {
        assertTrue(forms(b -> {}));
        assertFalse(forms(b -> b.open = false));
        assertFalse(forms(b -> b.bidirectional = false));
        assertFalse(forms(b -> b.dischargeOffered = false));
        assertFalse(forms(b -> b.offerW = new Interval(0, 11_000)));
        assertFalse(forms(b -> b.said = Forming.NOT_ASKED));
        assertFalse(forms(b -> b.inputs = new SafetyInputs(true, false, false, false, false)));
    }

    private static boolean forms(Consumer<Bench> change) {
        Bench bench = CarIslandTest.apart();
        change.accept(bench);
        bench.run(Bench.acTransfer(0), 100);
        return bench.backupStep() == Step.FORMING;
    }
}
