package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.tools.sim.plant.SafetyInputs;
import org.ebbflow.tools.vehicle.chademo.ChademoFault;
import org.ebbflow.tools.vehicle.chademo.ChademoTraits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owner, integrator and house have the same say over a CHAdeMO session as over any other. */
final class ChademoOwnerTest {

    private static Preferences wants(Mode mode, int drivingDeciPercent, int outageDeciPercent) {
        return new Preferences(mode, true, drivingDeciPercent, outageDeciPercent, 1_000, "en");
    }

    private static void prefer(ChademoVisit visit, Preferences wanted) {
        visit.rig.submit(new Intent.Prefer(Source.PANEL, wanted));
    }

    private static void house(ChademoVisit visit, int loadW) {
        visit.rig.plant = visit.rig.plant.withSite(visit.rig.plant.site().withHouseLoadW(loadW));
    }

    private static void assertSettles(ChademoVisit visit, int powerW, String when) {
        visit.watchAnyPower(20_000);
        assertEquals(powerW, visit.rig.powerW(), 200, () -> when + ": " + visit.story());
    }

    /** Less than its 6 A the car does not charge with: see {@link LeastPowerTest}. */
    @ParameterizedTest
    @ValueSource(ints = {11_500, 6_000, 2_600, -100, -1_500, -6_000, -11_500})
    void everySetpointOfTheIntegratorIsReached(int powerW) {
        ChademoVisit visit = new ChademoVisit(ChademoTraits.leaf40(), ChademoFault.NONE, 600);
        visit.rig.setPower(powerW);
        visit.running();
        visit.watchAnyPower(16_000);
        assertEquals(powerW, visit.rig.powerW(), 30 + Math.abs(powerW) * 0.02, visit::story);
    }

    @Test
    void theOwnersStopEndsTheSessionInGoodOrderAndResumeBeginsAnotherWithoutReplugging() {
        ChademoVisit visit = ChademoVisit.quick().runningAt(-5_000);
        visit.rig.submit(new Intent.Stop(Source.PANEL));
        assertTrue(visit.rig.await(() -> visit.rig.ended().isPresent(), 15_000), visit::story);
        assertEquals(Reason.OWNER_STOP, visit.rig.ended().orElseThrow().why());
        visit.watch(3_000);
        visit.assertEndedSafely("owner's stop");
        assertTrue(!visit.rig.plant.inlet().locked(), "the connector is free");
        visit.rig.events.clear();
        visit.rig.submit(new Intent.Resume(Source.PANEL));
        visit.runningAt(4_000);
    }

    @Test
    void theModesOfTheOwnerMeanTheSame() {
        ChademoVisit visit = ChademoVisit.quick().running();
        prefer(visit, wants(Mode.CHARGE_NOW, 300, 0));
        assertSettles(visit, 11_500, "charge now");
        house(visit, 3_000);
        prefer(visit, wants(Mode.POWER_THE_HOUSE, 300, 0));
        assertSettles(visit, -3_000, "power the house");
        house(visit, 5_500);
        assertSettles(visit, -5_500, "power the house, more load");
        house(visit, -4_000);
        prefer(visit, wants(Mode.SOLAR_ONLY, 300, 0));
        assertSettles(visit, 4_000, "solar only");
        house(visit, 2_000);
        assertSettles(visit, 0, "solar only after sunset");
        prefer(visit, wants(Mode.STOP, 300, 0));
        assertTrue(visit.rig.await(() -> visit.rig.ended().isPresent(), 15_000), visit::story);
        assertEquals(Reason.OWNER_STOP, visit.rig.ended().orElseThrow().why());
    }

    @Test
    void bothReservesEndDischargeAndNotCharge() {
        for (Preferences reserve :
                List.of(wants(Mode.AUTOMATIC, 700, 0), wants(Mode.AUTOMATIC, 300, 700))) {
            ChademoVisit visit = ChademoVisit.quick().runningAt(-5_000);
            prefer(visit, reserve);
            assertSettles(visit, 0, "at the reserve");
            assertEquals(0, visit.rig.snapshot().offer().carPowerW().min(), visit::story);
            visit.rig.setPower(5_000);
            assertSettles(visit, 5_000, "charging goes on");
            visit.rig.setPower(-5_000);
            prefer(visit, wants(Mode.AUTOMATIC, 300, 0));
            assertSettles(visit, -5_000, "and discharge below it");
        }
    }

    @Test
    void consentTakenBackEndsDischargeWithinSecondsAndTheSessionGoesOn() {
        ChademoVisit visit = ChademoVisit.quick().runningAt(-5_000);
        prefer(visit, new Preferences(Mode.AUTOMATIC, false, 300, 0, 1_000, "en"));
        visit.watchAnyPower(4_000);
        assertEquals(0, visit.rig.powerW(), 60, visit::story);
        assertTrue(visit.rig.ended().isEmpty(), visit::story);
    }

    @Test
    void theFullestChargeTheOwnerWantsEndsChargingOnly() {
        ChademoVisit visit = ChademoVisit.quick().runningAt(5_000);
        prefer(visit, new Preferences(Mode.AUTOMATIC, true, 300, 0, 550, "en"));
        assertSettles(visit, 0, "fuller than wanted");
        visit.rig.setPower(-4_000);
        assertSettles(visit, -4_000, "discharge goes on");
    }

    @Test
    void aLeaseThatIsNotRenewedFallsBackToTheOwnersMode() {
        ChademoVisit visit = ChademoVisit.quick();
        visit.running();
        visit.rig.submit(
                new Intent.Direct(
                        new Directive.Target(
                                Source.INTEGRATOR,
                                new Lease(visit.rig.nowNs(), 18_000 * ChademoRig.MS),
                                Directive.Rank.INTEGRATOR,
                                -6_000)));
        visit.watchAnyPower(15_000);
        assertEquals(-6_000, visit.rig.powerW(), 150, visit::story);
        visit.watchAnyPower(11_000);
        assertTrue(visit.rig.powerW() > -60, visit::story);
        visit.watchAnyPower(20_000);
        assertTrue(visit.rig.powerW() > 5_000, () -> "automatic: it charges " + visit.story());
    }

    @Test
    void aLimitOfTheGridBindsBothDirections() {
        ChademoVisit visit = ChademoVisit.quick().runningAt(-6_000);
        visit.rig.submit(
                new Intent.Direct(
                        new Directive.Bound(
                                Source.INTEGRATOR,
                                new Lease(visit.rig.nowNs(), Lease.FOREVER),
                                new Interval(-2_000, 3_000),
                                Interval.ZERO)));
        assertSettles(visit, -2_000, "bounded discharge");
        visit.rig.setPower(9_000);
        assertSettles(visit, 3_000, "bounded charge");
    }

    @Test
    void theEmergencyStopOpensAtOnceAndTellsTheCar() {
        ChademoVisit visit = ChademoVisit.quick().runningAt(-11_500);
        visit.rig.plant =
                visit.rig.plant.withInputs(new SafetyInputs(true, false, false, false, false));
        visit.rig.run(150);
        assertTrue(!visit.rig.contactsTouch(), visit::story);
        assertEquals(0, visit.rig.powerW(), 50);
        visit.rig.run(800);
        int flags = visit.rig.sent.getLast().frames().get(1).octet(5);
        assertEquals(2, flags & 2, "station fault in 0x109");
        assertEquals(0x20, flags & 0x21, "stop set, charging not");
        assertTrue(!visit.car.contactorsClosed(), visit::story);
        assertTrue(visit.rig.trips.toString().contains("EMERGENCY_STOP"), visit::story);
        visit.rig.plant = visit.rig.plant.withInputs(SafetyInputs.CLEAR);
        visit.rig.run(3_000);
        visit.replug();
        visit.rig.submit(new Intent.AcknowledgeTrips(Source.PANEL));
        visit.rig.run(500);
        visit.runningAt(-4_000);
    }
}
