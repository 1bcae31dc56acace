package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings.InputVoltage;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings.Levels;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings.ZeroCurrent;
import org.ebbflow.hal.BoardCommand.Stage;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.vehicle.chademo.ChademoFault;
import org.ebbflow.tools.vehicle.chademo.ChademoTraits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both directions over CHAdeMO: levels, ramps, idling, old cars, and every setting's effect. */
final class ChademoDischargeTest {

    private static ChademoSettings settings(
            InputVoltage input, int[] numbers, Levels levels, ZeroCurrent zero, boolean discharge) {
        return new ChademoSettings(
                input, numbers[0], numbers[1], numbers[2], levels, zero, discharge);
    }

    private static ChademoSettings zeroCurrent(ZeroCurrent zero) {
        return settings(InputVoltage.HIGHEST, new int[] {2, 5, 100}, Levels.AUTOMATIC, zero, true);
    }

    private static CanFrame last(ChademoVisit visit, int id) {
        return frame(visit, id).orElseThrow(() -> new AssertionError("never sent " + id));
    }

    private static Optional<CanFrame> frame(ChademoVisit visit, int id) {
        return visit.rig.sent.getLast().frames().stream().filter(f -> f.id() == id).findFirst();
    }

    @ParameterizedTest
    @CsvSource({"leaf40, 105, 1000", "leaf24, 305, 790"})
    void theCarsOwnLevelsEndOneDirectionOnly(String name, int emptyDeci, int fullDeci) {
        ChademoTraits traits =
                ChademoTraits.all().stream().filter(t -> t.name().equals(name)).findFirst().get();
        ChademoVisit low = new ChademoVisit(traits, ChademoFault.NONE, emptyDeci);
        low.rig.setPower(-5_000);
        low.running();
        low.watchAnyPower(5_000);
        assertEquals(0, low.rig.powerW(), 60, () -> "at its minimum: " + low.story());
        low.rig.setPower(5_000);
        low.watchAnyPower(12_000);
        assertEquals(5_000, low.rig.powerW(), 150, () -> "charging goes on: " + low.story());
        String window = name.equals("leaf24") ? "30 to 80 %" : "10 to 100 %";
        assertTrue(low.rig.snapshot().vehicle().service().contains(window), low::story);
        if (fullDeci < 1_000) {
            ChademoVisit high = new ChademoVisit(traits, ChademoFault.NONE, fullDeci + 20);
            high.rig.setPower(5_000);
            high.running();
            high.watchAnyPower(5_000);
            assertEquals(0, high.rig.powerW(), 60, () -> "at its maximum: " + high.story());
            high.rig.setPower(-5_000);
            high.watchAnyPower(12_000);
            assertEquals(-5_000, high.rig.powerW(), 150, () -> "discharge: " + high.story());
        }
    }

    /** 20 A/s up, at most 100 A/s down, through 0 A behind contactors that stay closed. */
    @Test
    void theChangeOfDirectionIsARampThroughZeroWithoutReopening() {
        ChademoVisit visit = ChademoVisit.quick().runningAt(6_000);
        int closings = closings(visit);
        visit.rig.setPower(-6_000);
        double beforeA = visit.rig.plant.dcCurrentA();
        boolean through = false;
        for (int i = 0; i < 1_500; i++) {
            visit.watch(10);
            double nowA = visit.rig.plant.dcCurrentA();
            double perCycle = nowA - beforeA;
            boolean up = Math.abs(nowA) > Math.abs(beforeA);
            assertTrue(
                    Math.abs(perCycle) <= (up ? 1.5 : 4),
                    () -> "a step of " + perCycle + " A in 10 ms");
            through |= Math.abs(nowA) < 0.5;
            beforeA = nowA;
        }
        assertTrue(through);
        assertEquals(-6_000, visit.rig.powerW(), 150, visit::story);
        assertEquals(closings, closings(visit), "the contactors stayed closed");
    }

    private static int closings(ChademoVisit visit) {
        return (int)
                visit.rig.plant.boardLog().stream()
                        .filter(e -> e.kind().name().equals("CLOSED"))
                        .count();
    }

    @Test
    void idlingAtZeroCurrentIsNothingAtAllUnlessThePulseIsChosen() {
        ChademoVisit idle = ChademoVisit.quick();
        idle.rig.setPower(0);
        idle.running();
        assertEquals(0, secondsWithCurrent(idle, 320));
        assertTrue(idle.rig.ended().isEmpty(), idle::story);
    }

    @Test
    void thePulseChargesTwoAmperesForThreeSecondsEveryFiveMinutesAndReportsWhatItMeasures() {
        ChademoVisit visit = ChademoVisit.quick(zeroCurrent(ZeroCurrent.PULSE));
        visit.rig.setPower(0);
        visit.running();
        assertEquals(0, secondsWithCurrent(visit, 295));
        int most = 0;
        int seconds = 0;
        for (int s = 0; s < 15; s++) {
            visit.watch(1_000);
            double nowA = visit.rig.plant.dcCurrentA();
            seconds += nowA > 1 ? 1 : 0;
            most = Math.max(most, last(visit, 0x109).octet(3));
            assertTrue(nowA < 2.6 && nowA > -0.3, () -> nowA + " A");
        }
        assertTrue(seconds >= 2 && seconds <= 4, seconds + " s of pulse");
        assertEquals(2, most, "0x109 tells what is measured");
        assertEquals(0, secondsWithCurrent(visit, 280));
        assertTrue(secondsWithCurrent(visit, 20) >= 2, "and the next one");
        visit.rig.setPower(-3_000);
        visit.watch(10_000);
        assertEquals(-3_000, visit.rig.powerW(), 100, visit::story);
    }

    private static int secondsWithCurrent(ChademoVisit visit, int seconds) {
        return (int)
                IntStream.range(0, seconds)
                        .filter(
                                s -> {
                                    visit.watch(1_000);
                                    return Math.abs(visit.rig.plant.dcCurrentA()) > 0.9;
                                })
                        .count();
    }

    @Test
    void theSettingsWhereSourcesDifferStandOnTheWire() {
        ChademoVisit usual = ChademoVisit.quick().runningAt(-5_000);
        assertEquals(500, last(usual, 0x208).littleEndian(1), "highest");
        assertEquals(2, last(usual, 0x209).octet(0));
        assertEquals(5, last(usual, 0x209).littleEndian(1));
        ChademoVisit other =
                ChademoVisit.quick(
                                settings(
                                        InputVoltage.LOWEST,
                                        new int[] {1, 0, 110},
                                        Levels.PERCENT,
                                        ZeroCurrent.IDLE,
                                        true))
                        .runningAt(-5_000);
        assertEquals(150, last(other, 0x208).littleEndian(1), "lowest");
        assertEquals(1, last(other, 0x209).octet(0));
        assertEquals(0, last(other, 0x209).littleEndian(1));
        assertEquals(35_400, capacityWh(usual));
        assertEquals(38_940, capacityWh(other));
    }

    private static long capacityWh(ChademoVisit visit) {
        return visit.rig.snapshot().vehicle().soc().orElseThrow().capacityWh();
    }

    @Test
    void withDischargeOffNothingOfItIsOnTheBusAndTheCarIsChargedOnly() {
        ChademoVisit visit = ChademoVisit.quick(ChademoSettings.USUAL.chargeOnly());
        visit.rig.setPower(-5_000);
        visit.running();
        visit.watch(4_000);
        assertEquals(0, visit.rig.powerW(), 60, visit::story);
        assertEquals(0, last(visit, 0x109).octet(4));
        assertEquals(Optional.empty(), frame(visit, 0x208));
        assertEquals(Optional.empty(), frame(visit, 0x209));
        assertFalse(visit.rig.snapshot().vehicle().bidirectional());
        visit.runningAt(4_000);
    }

    /** What a car asks beyond 255 A, and beyond 600 V, is in fields nobody has published. */
    @Test
    void highCurrentAndHighVoltageAreNeverOffered() {
        ChademoVisit visit = new ChademoVisit(ChademoTraits.newest(), ChademoFault.NONE, 500);
        visit.rig.setPower(5_000);
        visit.running();
        for (ChademoRig.Sent burst : visit.rig.sent) {
            for (CanFrame f : burst.frames()) {
                assertTrue(f.id() != 0x118 || (f.octet(0) & 6) == 0, f.toString());
                assertTrue(f.id() != 0x109 || f.octet(0) == 2, f.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chademo-3, true",
        "leaf40, true",
        "leaf24, true",
        "chademo-old, false",
        "chademo-0, false"
    })
    void carsOfProtocolNumbers0To3AreServed(String name, boolean both) {
        ChademoTraits traits =
                ChademoTraits.all().stream().filter(t -> t.name().equals(name)).findFirst().get();
        ChademoVisit visit = new ChademoVisit(traits, ChademoFault.NONE, 600);
        visit.rig.setPower(4_000);
        visit.running();
        visit.watch(14_000);
        assertEquals(4_000, visit.rig.powerW(), 150, visit::story);
        visit.rig.setPower(-4_000);
        visit.watch(14_000);
        assertEquals(both ? -4_000 : 0, visit.rig.powerW(), 150, visit::story);
        assertEquals(both, visit.rig.snapshot().vehicle().bidirectional());
        visit.car.stop();
        assertTrue(visit.rig.await(() -> visit.rig.ended().isPresent(), 20_000), visit::story);
        assertEquals(
                new SessionEvent.Ended(Reason.VEHICLE_STOPPED, true),
                visit.rig.ended().orElseThrow());
        visit.watch(1_000);
        visit.assertEndedSafely(name);
        assertTrue(visit.car.completed(), visit::story);
    }

    @Test
    void aChargeOnlyCarSeesItsRemainingTimeCountDownAndItsSessionEndsThen() {
        ChademoTraits old = ChademoTraits.old();
        ChademoTraits.Numbers n = old.numbers();
        ChademoTraits brief =
                new ChademoTraits(
                        old.name(),
                        old.battery(),
                        old.protocol(),
                        old.times(),
                        new ChademoTraits.Numbers(
                                n.targetV(), n.maxV(), 0, 0, 0, 0, 2, n.belowOfferA()),
                        old.extras());
        ChademoVisit visit = new ChademoVisit(brief, ChademoFault.NONE, 300);
        visit.rig.setPower(3_000);
        visit.running();
        visit.watch(58_000);
        assertEquals(2, last(visit, 0x109).octet(7));
        visit.watch(3_000);
        assertEquals(1, last(visit, 0x109).octet(7));
        assertEquals(255, last(visit, 0x109).octet(6));
        visit.watch(57_000);
        assertTrue(visit.rig.isRunning(), visit::story);
        visit.watch(10_000);
        assertEquals(
                List.of(Reason.COMPLETED),
                visit.rig.ended().map(SessionEvent.Ended::why).stream().toList(),
                visit::story);
        assertTrue(visit.rig.command().stage() instanceof Stage.Off);
    }
}
