package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.hal.GridProfile;
import org.junit.jupiter.api.Test;

final class StationArbiterTest {

    private final Station station = new Station();

    private static Preferences owner(Preferences.Mode mode, boolean consent, int reserve) {
        return new Preferences(mode, consent, reserve, 0, 1000, "en");
    }

    @Test
    void minus15KilowattsBecomeMinus11500AndTheProductCapIsNamed() {
        station.directives = List.of(station.integrator(-15_000));
        Decision why = station.runFor(12);
        assertEquals(-11_500, why.powerW());
        assertEquals(Source.PRODUCT_CAP, why.boundBy());
        assertEquals(Source.INTEGRATOR, why.chosen());
        assertEquals(48, why.leaseEndsInS());
    }

    @Test
    void rampsWith1150WattsPerSecond() {
        station.directives = List.of(station.integrator(-11_500));
        station.step(10 * Station.MS);
        assertEquals(-5_750, station.run(5 * Station.SECOND).why().powerW(), 12);
    }

    /** A public car program tells 300 kW as its least in both directions. */
    @Test
    void aSmallestPowerOfTheCarCountsUnlessNoPowerOfTheStageWouldBeEnough() {
        for (int powerW : new int[] {5_000, -5_000}) {
            station.directives = List.of(station.integrator(powerW));
            station.least = new VehicleReport.Least(8_000, 8_000);
            assertEquals(0, station.runFor(6).powerW());
            station.least = new VehicleReport.Least(300_000, 300_000);
            assertEquals(powerW, station.runFor(12).powerW());
        }
    }

    @Test
    void directionChangesThroughZeroWithADwell() {
        station.directives = List.of(station.integrator(3_000));
        assertEquals(3_000, station.runFor(4).powerW());
        station.directives = List.of(station.integrator(-3_000));
        long zeroNs = 0;
        int last = 3_000;
        while (last != -3_000) {
            int now = station.step(10 * Station.MS).why().powerW();
            assertFalse(last > 0 && now < 0, "skipped 0");
            zeroNs += now == 0 ? 10 * Station.MS : 0;
            last = now;
        }
        assertTrue(zeroNs >= 2 * Station.SECOND, () -> "dwell too short");
        assertTrue(station.nowNs < 1_015 * Station.SECOND, "dwell too long");
    }

    @Test
    void dwellCountsFromWhenThePowerHasReallyStopped() {
        station.directives = List.of(station.integrator(-3_000));
        assertEquals(-3_000, station.runFor(6).powerW());
        station.follows = false;
        station.directives = List.of(station.integrator(3_000));
        assertEquals(0, station.runFor(6).powerW(), "the car still discharges");
        station.stationW = -100;
        assertEquals(0, station.run(1_900 * Station.MS).why().powerW());
        assertTrue(station.run(500 * Station.MS).why().powerW() > 0);
    }

    @Test
    void lapsedTargetReturnsToLocalModeWithoutDischarge() {
        Directive.Target target =
                new Directive.Target(
                        Source.INTEGRATOR,
                        new Lease(station.nowNs, 10 * Station.SECOND),
                        Directive.Rank.INTEGRATOR,
                        -5_000);
        station.directives = List.of(target);
        assertEquals(-5_000, station.runFor(9).powerW());
        Decision after = station.runFor(20);
        assertEquals(Source.DEFAULT, after.chosen());
        assertTrue(after.powerW() > 0);
    }

    @Test
    void lapsedBoundTightensToWhatItsOwnerDeclared() {
        station.directives =
                List.of(
                        new Directive.Bound(
                                Source.INTEGRATOR,
                                new Lease(station.nowNs, 5 * Station.SECOND),
                                new Interval(-9_000, 9_000),
                                new Interval(0, 2_000)));
        assertEquals(4_600, station.runFor(4).powerW(), 50);
        assertEquals(2_000, station.runFor(2).powerW());
        assertEquals(Source.INTEGRATOR, station.runFor(1).upper().source());
    }

    @Test
    void reserveTapersDischargeAndHoldsUntilThreePercentAbove() {
        station.directives = List.of(station.integrator(-11_500));
        station.socDeciPercent = 310;
        Decision half = station.runFor(12);
        assertEquals(-6_250, half.powerW());
        assertEquals(Source.RESERVE, half.boundBy());
        station.socDeciPercent = 300;
        assertEquals(0, station.runFor(1).powerW());
        station.socDeciPercent = 329;
        station.directives = List.of(station.integrator(-11_500));
        assertEquals(0, station.runFor(12).powerW());
        station.socDeciPercent = 330;
        assertEquals(-11_500, station.runFor(12).powerW());
    }

    @Test
    void unknownOrOldStateOfChargeForbidsDischarge() {
        station.directives = List.of(station.integrator(-5_000));
        station.socAgeNs = 60 * Station.SECOND;
        assertEquals(-5_000, station.runFor(8).powerW());
        station.socAgeNs = 60 * Station.SECOND + 1;
        Decision old = station.runFor(1);
        assertEquals(0, old.powerW());
        assertEquals(List.of(Reason.SOC_UNKNOWN), old.falseGates());
        station.socDeciPercent = -1;
        assertEquals(0, station.runFor(1).powerW());
    }

    /** The car's own inverter on an AC station: the same rule, from unknown to known to old. */
    @Test
    void anAcCarGivesOnlyWhileItsChargeIsKnown() {
        Station ac = Station.onAc();
        ac.directives = List.of(ac.integrator(-5_000));
        ac.socDeciPercent = -1;
        assertEquals(List.of(Reason.SOC_UNKNOWN), ac.runFor(10).falseGates());
        assertEquals(0, ac.runFor(1).powerW());
        ac.socDeciPercent = 600;
        assertEquals(-5_000, ac.runFor(10).powerW());
        ac.socAgeNs = 60 * Station.SECOND + 1;
        assertEquals(0, ac.runFor(1).powerW());
    }

    @Test
    void everyGateAloneForbidsDischarge() {
        assertGate(Reason.SESSION_NOT_BIDIRECTIONAL, s -> s.bidirectional = false, Station.SITE);
        assertGate(
                Reason.NO_CONSENT,
                s -> s.owner = owner(Preferences.Mode.AUTOMATIC, false, 300),
                Station.SITE);
        assertGate(Reason.CLOCK_NOT_TRUSTED, s -> s.wallTrusted = false, Station.SITE);
        assertGate(
                Reason.SITE_METER_STALE,
                s -> s.siteMeterAgeNs = 3 * Station.SECOND + 1,
                Station.SITE);
        assertGate(Reason.ENTER_SERVICE_WAIT, s -> s.gridMv = 119_000, Station.SITE);
        assertGate(
                Reason.STAGE_WITHOUT_PROFILE,
                s -> s.profile = GridProfile.Taken.REFUSED,
                Station.SITE);
        assertGate(
                Reason.FAULT,
                s -> s.verdict = new Verdict.Tripped(FaultCode.DOOR_OPEN, false),
                Station.SITE);
        assertGate(
                Reason.NO_PERMIT,
                s -> {},
                Station.site(Station.WIRING, new Installation.Permit(false, 12_000, 300)));
    }

    private static void assertGate(Reason gate, Consumer<Station> fault, Installation site) {
        Station s = new Station(site);
        fault.accept(s);
        s.directives = List.of(s.integrator(-5_000));
        Decision why = s.runFor(10);
        assertEquals(0, why.powerW(), gate.name());
        assertEquals(List.of(gate), why.falseGates());
    }

    @Test
    void waits300SecondsAfterAnOutageBeforeItExports() {
        station.directives = List.of(station.integrator(-5_000));
        station.runFor(8);
        station.gridMv = 100_000;
        assertEquals(0, station.runFor(1).powerW());
        station.gridMv = Station.VOLT;
        for (int s = 0; s < 299; s++) {
            station.directives = List.of(station.integrator(-5_000));
            assertEquals(0, station.runFor(1).powerW());
        }
        station.directives = List.of(station.integrator(-5_000));
        assertEquals(-5_000, station.runFor(10).powerW());
    }

    @Test
    void tightensAtOnceAndLoosensByRamp() {
        station.directives = List.of(station.integrator(11_500));
        assertEquals(11_500, station.runFor(12).powerW());
        station.carW = new Interval(-20_000, 1_920);
        assertEquals(2_000, station.step(10 * Station.MS).why().powerW());
        assertEquals(Source.VEHICLE, station.runFor(1).boundBy());
        station.carW = new Interval(-20_000, 20_000);
        assertEquals(3_150, station.runFor(1).powerW(), 12);
    }

    @Test
    void smallerThanTheStagesMinimumIsZeroAndNeverRoundedUp() {
        station.directives = List.of(station.integrator(299));
        assertEquals(0, station.runFor(3).powerW());
        station.directives = List.of(station.integrator(300));
        assertEquals(300, station.runFor(3).powerW());
        station.directives = List.of(station.integrator(-299));
        assertEquals(0, station.runFor(6).powerW());
    }

    @Test
    void automaticLetsTheCarDecideInsideARisingBound() {
        EvseOffer offer = station.run(2 * Station.SECOND);
        assertInstanceOf(OfferTarget.FollowVehicle.class, offer.target());
        assertEquals(2_300, offer.acPowerW().max(), 20);
        assertEquals(11_500, station.run(12 * Station.SECOND).acPowerW().max());
        assertEquals(0, new Station().step(10 * Station.MS).why().powerW());
    }

    @Test
    void beforeTheTransferTheStandingBoundsAreOfferedAndNoPowerIsCommanded() {
        station.phase = Phase.PREPARING;
        station.bidirectional = false;
        station.socDeciPercent = -1;
        EvseOffer offer = station.run(Station.SECOND);
        assertEquals(new Interval(-11_500, 11_500), offer.acPowerW());
        assertTrue(offer.dischargeOffered());
        assertEquals(0, offer.why().powerW());
        station.owner = owner(Preferences.Mode.AUTOMATIC, false, 300);
        assertEquals(0, station.run(Station.SECOND).acPowerW().min());
    }

    @Test
    void mainFuseLeavesWhatTheHouseDoesNotTake() {
        Installation small =
                Station.site(
                        new Installation.Wiring(
                                50, 60, Installation.Supply.SPLIT_PHASE, 11_500, true, 1_500),
                        new Installation.Permit(true, 12_000, 300));
        Station s = new Station(small);
        s.houseW = 7_200;
        s.directives = List.of(s.integrator(11_500));
        Decision why = s.runFor(12);
        assertEquals(4_800, why.powerW(), 2);
        assertEquals(Source.HOUSE_FUSE, why.boundBy());
        s.siteMeterAgeNs = 3 * Station.SECOND + 1;
        assertEquals(1_500, s.runFor(1).powerW());
    }

    @Test
    void breakerTableOf80Percent() {
        int[][] table = {{60, 11_500}, {50, 9_600}, {40, 7_680}, {30, 5_760}};
        for (int[] row : table) {
            Station s =
                    new Station(
                            Station.site(
                                    new Installation.Wiring(
                                            200,
                                            row[0],
                                            Installation.Supply.SPLIT_PHASE,
                                            11_500,
                                            true,
                                            1_500),
                                    new Installation.Permit(true, 12_000, 300)));
            s.directives = List.of(s.integrator(-15_000));
            assertEquals(-row[1], s.runFor(12).powerW());
        }
    }

    @Test
    void permitLimitsExportOnly() {
        Station s =
                new Station(
                        Station.site(Station.WIRING, new Installation.Permit(true, 5_000, 300)));
        s.directives = List.of(s.integrator(-9_000));
        Decision why = s.runFor(10);
        assertEquals(-5_000, why.powerW());
        assertEquals(Source.PERMIT, why.boundBy());
        s.directives = List.of(s.integrator(9_000));
        assertEquals(9_000, s.runFor(20).powerW());
    }

    @Test
    void ownerModesPutTheCarWhereTheSurplusIs() {
        station.owner = owner(Preferences.Mode.SOLAR_ONLY, true, 300);
        station.houseW = -4_000;
        assertEquals(4_000, station.runFor(10).powerW());
        station.houseW = 2_000;
        assertEquals(0, station.runFor(10).powerW());
        station.owner = owner(Preferences.Mode.POWER_THE_HOUSE, true, 300);
        Decision house = station.runFor(10);
        assertEquals(-1_970, house.powerW(), 5);
        assertEquals(Source.LOCAL_PLAN, house.chosen());
    }

    @Test
    void stopRampsDownAndClosesTheOffer() {
        station.directives = List.of(station.integrator(-5_000));
        station.runFor(8);
        station.owner = owner(Preferences.Mode.STOP, true, 300);
        EvseOffer offer = station.run(6 * Station.SECOND);
        assertFalse(offer.open());
        assertEquals(0, offer.why().powerW());
        assertEquals(Source.PANEL, offer.why().chosen());
    }

    @Test
    void powerBeyondTheEnvelopeIsReducedAfter2SecondsAndStoppedAfter5() {
        station.directives = List.of(station.integrator(-5_000));
        station.runFor(8);
        station.carW = new Interval(-3_141, 20_000);
        station.follows = false;
        station.stationW = -5_000;
        assertEquals(-3_000, station.run(1_900 * Station.MS).why().powerW(), 2);
        assertTrue(station.run(500 * Station.MS).why().powerW() > -3_000);
        assertEquals(0, station.runFor(3).powerW());
        station.stationW = 0;
        assertEquals(0, station.runFor(5).powerW());
        station.phase = Phase.READY;
        station.runFor(1);
        station.phase = Phase.TRANSFER;
        assertTrue(station.runFor(2).powerW() < 0);
    }

    @Test
    void silentStageLeavesNothing() {
        station.directives = List.of(station.integrator(5_000));
        station.runFor(8);
        station.stageAgeNs = Station.SECOND + 1;
        Decision why = station.runFor(1);
        assertEquals(0, why.powerW());
        assertEquals(Source.STAGE, why.boundBy());
    }

    @Test
    void hotStageFades() {
        station.directives = List.of(station.integrator(11_500));
        station.stageDeciC = 825;
        assertEquals(6_250, station.runFor(12).powerW());
        station.stageDeciC = 900;
        assertEquals(0, station.runFor(1).powerW());
    }
}
