package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Preferences;
import org.junit.jupiter.api.Test;

/** What an island may take from the car, and who has no say in it. */
class IslandGatesTest {

    private static Station island() {
        Station station = Station.withBackup();
        station.runFor(1);
        station.apart = true;
        station.bonded = true;
        station.utilityMv = 0;
        station.wallTrusted = false;
        station.siteMeterAgeNs = 60 * Station.SECOND;
        return station;
    }

    @Test
    void neitherClockNorSiteMeterNorPermitNorNetworkIsNeeded() {
        EvseOffer offer = island().run(Station.SECOND);
        assertInstanceOf(OfferTarget.Island.class, offer.target());
        assertEquals(List.of(), offer.why().falseGates());
        assertEquals(new Interval(-11_500, 0), offer.acPowerW());
        assertTrue(offer.dischargeOffered());
    }

    @Test
    void onTheGridTheSameStationMayNotExport() {
        EvseOffer offer = Station.withBackup().run(Station.SECOND);
        assertEquals(0, offer.acPowerW().min());
        assertTrue(offer.why().falseGates().contains(Reason.NO_PERMIT));
        assertTrue(offer.dischargeOffered(), "the car must be ready for an outage");
    }

    @Test
    void anOpenSwitchWithoutTheBondIsNoIsland() {
        Station station = island();
        station.bonded = false;
        EvseOffer offer = station.run(Station.SECOND);
        assertFalse(offer.target() instanceof OfferTarget.Island);
        assertEquals(0, offer.acPowerW().min());
    }

    @Test
    void theOutageSpendsItsOwnReserveAndStopsWholeAtTheOneForDriving() {
        Station station = island();
        station.owner = new Preferences(Preferences.Mode.AUTOMATIC, true, 300, 700, 1000, "en");
        station.socDeciPercent = 301;
        assertEquals(-11_500, station.run(Station.SECOND).acPowerW().min());
        station.socDeciPercent = 300;
        assertEquals(0, station.run(Station.SECOND).acPowerW().min());
        station.socDeciPercent = 329;
        assertEquals(0, station.run(Station.SECOND).acPowerW().min(), "no to and fro");
        station.socDeciPercent = 330;
        assertEquals(-11_500, station.run(Station.SECOND).acPowerW().min());
    }

    @Test
    void consentSessionKnownChargeAndSoundnessAreStillNeeded() {
        Station consent = island();
        consent.owner = new Preferences(Preferences.Mode.AUTOMATIC, false, 300, 0, 1000, "en");
        assertEquals(0, consent.run(Station.SECOND).acPowerW().min());
        Station session = island();
        session.bidirectional = false;
        assertEquals(0, session.run(Station.SECOND).acPowerW().min());
        Station unknown = island();
        unknown.socDeciPercent = -1;
        assertEquals(0, unknown.run(Station.SECOND).acPowerW().min());
        Station faulty = island();
        faulty.verdict = new Verdict.Tripped(FaultCode.STAGE_FAULT, true);
        assertEquals(0, faulty.run(Station.SECOND).acPowerW().min());
    }

    @Test
    void boundsOfThoseFarAwayEndWhereTheHouseIsAlone() {
        Station station = island();
        station.directives =
                List.of(
                        new Directive.Bound(
                                Source.OPENADR,
                                new Lease(0, Lease.FOREVER),
                                Interval.ZERO,
                                Interval.ZERO),
                        new Directive.SocWindow(
                                Source.INTEGRATOR, new Lease(0, Lease.FOREVER), 900, 1_000));
        assertEquals(-11_500, station.run(Station.SECOND).acPowerW().min());
    }

    @Test
    void theOwnersStopStopsTheIslandToo() {
        Station station = island();
        station.directives =
                List.of(
                        new Directive.Target(
                                Source.PANEL, new Lease(0, Lease.FOREVER), Directive.Rank.STOP, 0));
        assertFalse(station.run(Station.SECOND).open());
    }

    @Test
    void afterTheOutageTheDelayCountsFromTheUtilitysReturnNotFromTheIslandsOwnLine() {
        Station station = island();
        station.runFor(400);
        assertFalse(station.state.grid().entered(), "the island's own line is no grid");
        station.utilityMv = Station.VOLT;
        station.runFor(299);
        assertFalse(station.state.grid().entered());
        station.apart = false;
        station.bonded = false;
        station.runFor(2);
        assertTrue(station.state.grid().entered());
    }

    @Test
    void powerRampsFromZeroOnlyOnceTheHouseIsProvedOnTheGrid() {
        Station station = Station.withBackup();
        station.apart = true;
        station.runFor(5);
        assertEquals(0, station.state.ramp().powerMilliW(), "the bond is open, the switch is too");
        station.apart = false;
        station.bonded = true;
        station.runFor(5);
        assertEquals(0, station.state.ramp().powerMilliW(), "both are closed");
        station.bonded = false;
        station.runFor(1);
        long afterOneSecond = station.state.ramp().powerMilliW();
        assertTrue(afterOneSecond > 0 && afterOneSecond < 2_000_000, afterOneSecond + " mW");
    }
}
