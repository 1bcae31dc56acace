package org.ebbflow.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.Snapshots;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionSelector;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.controller.vehicle.iso15118.Iso15118Sessions;
import org.ebbflow.hal.BoardCommand.Stage;
import org.ebbflow.hal.Tick;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.junit.jupiter.api.Test;

/** Whole decisions: the real cycle, arbiter and supervisor on the ideal board. */
final class ImaginedStationTest {

    private static final EvccPlan CAR =
            EvccPlan.of(EvccPlan.Protocol.ISO_15118_20, EvccPlan.Service.DC, EvccPlan.Stop.NEVER);

    private static ImaginedStation talking() {
        SeccConfig config =
                new SeccConfig(
                        "DE*EBB*E1",
                        SeccConfig.Supply.DC,
                        List.of(SeccConfig.Protocol.values()),
                        new SeccConfig.Bench(true, false));
        return new ImaginedStation(
                new SessionSelector(
                        Snapshots.RATINGS,
                        Optional.of(new Iso15118Sessions(config, () -> 42)),
                        false));
    }

    @Test
    void carWaitsOngoingUntilTheOwnerAllowsItOnThePanel() {
        ImaginedStation station = talking();
        station.run(500);
        CompletableFuture<Reply> early =
                station.inbox.submit(new Intent.Authorize(Source.PANEL, "panel"));
        station.run(20);
        assertInstanceOf(Reply.Refused.class, early.join(), "nobody waits yet");
        station.plug(CAR);
        station.run(20_000);
        assertEquals(Phase.WAITING_AUTHORIZATION, station.now().vehicle().phase());
        assertEquals(Reason.NOT_AUTHORIZED, station.now().whyNot());
        CompletableFuture<Reply> allowed =
                station.inbox.submit(new Intent.Authorize(Source.PANEL, "panel"));
        station.run(20_000);
        assertInstanceOf(Reply.Accepted.class, allowed.join());
        assertEquals(Phase.TRANSFER, station.now().vehicle().phase());
        assertTrue(station.now().session().loopMessages() > 0);
    }

    @Test
    void carThatIsDeniedOrThatNobodyAllowsInThreeMinutesEndsNotAuthorized() {
        ImaginedStation denied = talking();
        denied.run(500);
        denied.plug(CAR);
        denied.run(5_000);
        CompletableFuture<Reply> denial = denied.inbox.submit(new Intent.Deny(Source.PANEL));
        denied.run(2_000);
        assertInstanceOf(Reply.Accepted.class, denial.join());
        assertEquals(Reason.NOT_AUTHORIZED, denied.ended().getFirst().why());
        ImaginedStation late = talking();
        late.run(500);
        late.plug(CAR);
        late.run(170_000);
        assertEquals(List.of(), late.ended());
        late.run(20_000);
        assertEquals(Reason.NOT_AUTHORIZED, late.ended().getFirst().why());
        assertEquals(0, late.now().session().loopMessages());
    }

    @Test
    void aTighterSiteFileActsInTheNextCycleAWiderOneByTheRamp() {
        ImaginedStation station = talking();
        station.run(500);
        station.plug(CAR);
        station.run(20_000);
        CompletableFuture<Reply> allowed =
                station.inbox.submit(new Intent.Authorize(Source.PANEL, "panel"));
        station.run(20_000);
        assertInstanceOf(Reply.Accepted.class, allowed.join());
        assertEquals(Phase.TRANSFER, station.now().vehicle().phase());
        Lease forever = new Lease(0, Lease.FOREVER);
        CompletableFuture<Reply> charge =
                station.inbox.submit(
                        new Intent.Direct(
                                new Directive.Target(
                                        Source.INTEGRATOR,
                                        forever,
                                        Directive.Rank.INTEGRATOR,
                                        11_000)));
        station.run(30_000);
        assertInstanceOf(Reply.Accepted.class, charge.join());
        int before = station.now().offer().why().powerW();
        assertTrue(before > 8_000, "charges with " + before);
        assertInstanceOf(Reply.Accepted.class, install(station, 3_000).join());
        assertEquals(3_000, station.now().offer().why().powerW());
        assertEquals(Source.PRODUCT_CAP, station.now().offer().why().upper().source());
        assertInstanceOf(Reply.Accepted.class, install(station, 11_000).join());
        station.run(1_000);
        int grown = station.now().offer().why().powerW();
        assertTrue(grown > 3_500 && grown < 5_000, "by the ramp " + grown);
        station.run(10_000);
        int again = station.now().offer().why().powerW();
        assertTrue(Math.abs(again - before) < before / 100, before + " and again " + again);
    }

    private static CompletableFuture<Reply> install(ImaginedStation station, int capW) {
        Installation site = station.site;
        Installation.Wiring w = site.wiring();
        Installation.Wiring wiring =
                new Installation.Wiring(
                        w.mainFuseA(), w.breakerA(), w.supply(), capW, w.gridMeter(), 1_500);
        Installation changed =
                new Installation(
                        site.name(),
                        site.country(),
                        wiring,
                        site.permit(),
                        site.ramp(),
                        site.authority(),
                        site.faces(),
                        site.vehicle(),
                        site.owner(),
                        site.bench(),
                        site.dataDirectory());
        CompletableFuture<Reply> reply =
                station.inbox.submit(new Intent.Install(Source.INSTALLER, site.withLive(changed)));
        station.run(10);
        return reply;
    }

    /** Asks for all that is offered; refused, it takes what is left of the offer, or nothing. */
    private record Greedy(long beganNs, int askedW) implements VehicleSession {
        @Override
        public SessionStep step(CarInput received, Inputs inputs) {
            long nowNs = inputs.tick().monotonicNs();
            long began = beganNs < 0 ? nowNs : beganNs;
            long ms = (nowNs - began) / 1_000_000L;
            EnergyRequest asked =
                    ms < 3_000
                            ? new EnergyRequest.InsulationTest(500_000)
                            : ms < 5_000
                                    ? new EnergyRequest.PreCharge(400_000, 2_000)
                                    : transfer(received, inputs.offer().acPowerW().max());
            return new SessionStep(
                    new Greedy(began, inputs.offer().acPowerW().max()),
                    List.of(),
                    asked,
                    new ConnectorRequest(new ConnectorRequest.Pilot.Digital(), true),
                    VehicleReport.NO_CAR,
                    List.of(),
                    List.of());
        }

        private EnergyRequest transfer(CarInput received, int offeredW) {
            boolean inVain = received instanceof CarInput.Refused && offeredW >= askedW;
            return inVain ? new EnergyRequest.RampDown() : all(offeredW);
        }
    }

    /** Offers the whole rating whatever the stage's temperature, so that only safety cuts. */
    private static final class Unheeding implements Arbiter<Integer> {

        private static final Interval RATED = new Interval(-12_500, 12_500);

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer restored(Object kept) {
            return (Integer) kept;
        }

        @Override
        public Arbiter<Integer> at(Installation site) {
            return this;
        }

        @Override
        public Offered<Integer> offer(Integer state, Arbiter.Inputs inputs, Tick tick) {
            Limit rated = new Limit(Source.STAGE, RATED);
            return new Offered<>(
                    0,
                    new EvseOffer(
                            true,
                            RATED,
                            RATED,
                            new Interval(-40_000, 40_000),
                            150_000,
                            950_000,
                            48_000,
                            1,
                            240_000,
                            60_000,
                            new OfferTarget.FollowVehicle(),
                            new Conversion(950, 950),
                            true,
                            new Decision(0, 0, rated, rated, Source.STAGE, List.of(), -1)));
        }
    }

    private static EnergyRequest all(int watts) {
        return new EnergyRequest.DcTransfer(watts, 300_000, 450_000, 40_000, 0);
    }

    @Test
    void transferThatTheSupervisorNarrowsSettlesAtWhatIsLeft() {
        ImaginedStation station =
                new ImaginedStation(
                        new SessionSelector(
                                Snapshots.RATINGS, Optional.of(() -> new Greedy(-1, 0)), false),
                        new Unheeding());
        station.run(500);
        station.board.plug();
        station.run(7_000);
        int full = followedW(station.flown.getLast());
        assertTrue(full > 5_000, "full power " + full);
        station.board.heat(870);
        station.run(100);
        int from = station.flown.size();
        station.run(5_000);
        List<Integer> hot =
                station.flown.subList(from, station.flown.size()).stream()
                        .map(ImaginedStationTest::followedW)
                        .distinct()
                        .toList();
        assertEquals(1, hot.size(), "one settled power " + hot);
        assertTrue(hot.getFirst() > 0 && hot.getFirst() < full, hot + " of " + full);
        station.board.heat(350);
        station.run(1_200);
        assertEquals(full, followedW(station.flown.getLast()), "more is asked again in time");
    }

    private static int followedW(FlightRecord record) {
        return record.decisions().command().stage() instanceof Stage.FollowPower follow
                ? follow.acPowerW()
                : 0;
    }

    /** Throws at the first step of its first car. */
    private record Faulty(boolean throwsNow) implements VehicleSession {
        @Override
        public SessionStep step(CarInput received, Inputs inputs) {
            if (throwsNow) {
                throw new IllegalStateException("seven");
            }
            return new SessionStep(
                    this,
                    List.of(),
                    new EnergyRequest.Nothing(),
                    new ConnectorRequest(new ConnectorRequest.Pilot.Digital(), true),
                    VehicleReport.NO_CAR,
                    List.of(),
                    List.of());
        }
    }

    @Test
    void sessionThatThrewIsOverUntilTheCarIsUnplugged() {
        boolean[] faulty = {true};
        ImaginedStation station =
                new ImaginedStation(
                        new SessionSelector(
                                Snapshots.RATINGS,
                                Optional.of(() -> new Faulty(faulty[0])),
                                false));
        station.run(500);
        station.board.plug();
        station.run(2_000);
        assertEquals(1, failures(station), "it is not tried again");
        assertEquals(Phase.FINISHED, station.now().vehicle().phase());
        assertEquals(List.of(), station.now().trips());
        faulty[0] = false;
        station.run(2_000);
        assertEquals(Phase.FINISHED, station.now().vehicle().phase(), "only unplugging clears it");
        station.board.unplug();
        station.run(1_000);
        station.board.plug();
        station.run(1_000);
        assertTrue(station.board.asksForTalk(), "the next session is served");
        assertEquals(1, failures(station));
    }

    private static long failures(ImaginedStation station) {
        return station.events.stream().filter(StationEvent.Failed.class::isInstance).count();
    }
}
