package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.WirePower;
import org.ebbflow.controller.settings.Installation.Authority;

/**
 * The properties of arbitration, each as a method that throws where it does not hold; called by
 * name, also in classes with a deliberate fault.
 */
public final class SevenProperties {

    private static final int WALKS = 100;
    private static final int SEEDS = 250;

    private SevenProperties() {}

    /** 1. The output is inside every valid interval. */
    public static void insideEveryInterval() {
        Walk.walk(WALKS, SevenProperties::insideEveryInterval);
    }

    static void insideEveryInterval(Walk.Step step) {
        Station s = step.station();
        Decision why = step.offer().why();
        inside(new Interval(why.lower().powerW().min(), why.upper().powerW().max()), step, "own");
        inside(new Interval(-11_500, 11_500), step, "product cap");
        int carW = step.offer().conversion().toCarW(why.powerW());
        assertTrue(s.carW.contains(carW), () -> step.where() + ": the car's " + s.carW + why);
        boolean fresh = s.siteMeterAgeNs < 3 * Station.SECOND;
        for (Directive d : s.directives) {
            if (d instanceof Directive.Bound b) {
                inside(valid(b.lease(), b.powerW(), b.onLossW(), s), step, "bound");
            }
            if (d instanceof Directive.SiteBound b && fresh) {
                inside(beside(valid(b.lease(), b.powerW(), b.onLossW(), s), s), step, "site");
            }
        }
        if (fresh) {
            int fuseW = Station.WIRING.mainFuseA() * (Station.VOLT / 1_000);
            inside(beside(new Interval(-fuseW, fuseW), s), step, "main fuse");
        }
    }

    private static Interval valid(Lease lease, Interval w, Interval onLossW, Station station) {
        return lease.isRunning(station.nowNs) ? w : onLossW;
    }

    private static Interval beside(Interval atMeterW, Station s) {
        return new Interval(
                Math.min(0, atMeterW.min() - s.houseW), Math.max(0, atMeterW.max() - s.houseW));
    }

    private static void inside(Interval bounds, Walk.Step step, String whose) {
        Decision why = step.offer().why();
        assertTrue(
                bounds.contains(why.powerW()),
                () -> step.where() + ": outside " + whose + " " + bounds + why);
    }

    /** 2. Adding a limit never widens, taking one away never shrinks. */
    public static void aLimitMoreNeverWidens() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Station with = new Station();
            Station without = new Station();
            List<Directive> all = Walk.directives(with, random);
            without.directives = List.copyOf(all);
            all.add(bound(any(random), with, random));
            with.directives = List.copyOf(all);
            for (int i = 0; i < 4; i++) {
                Decision narrow = with.step(Station.SECOND).why();
                Decision wide = without.step(Station.SECOND).why();
                String where = "seed " + seed + " " + narrow + " " + wide;
                assertTrue(narrow.lower().powerW().min() >= wide.lower().powerW().min(), where);
                assertTrue(narrow.upper().powerW().max() <= wide.upper().powerW().max(), where);
                // Later the wider one may have to wait at 0 W while it turns round.
                boolean less = Math.abs(narrow.powerW()) <= Math.abs(wide.powerW());
                assertTrue(i > 0 || less, where);
            }
        }
    }

    private static Source any(SplittableRandom random) {
        return List.of(Source.values()).get(random.nextInt(Source.values().length));
    }

    private static Directive bound(Source by, Station station, SplittableRandom random) {
        Lease lease = new Lease(station.nowNs, 60 * Station.SECOND);
        Interval w = new Interval(-random.nextInt(20_000), random.nextInt(20_000));
        return random.nextBoolean()
                ? new Directive.Bound(by, lease, w, w)
                : new Directive.SiteBound(by, lease, w, w);
    }

    /** 3. A set point of a worse rank never changes the output. */
    public static void aWorseSetPointChangesNothing() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Station without = new Station();
            Station with = new Station();
            without.directives = Walk.directives(without, random);
            int best = Directive.Rank.DEFAULT;
            for (Directive d : without.directives) {
                boolean stays = d.lease().isRunning(with.nowNs + 5 * Station.SECOND);
                best = d instanceof Directive.Target t && stays ? Math.min(best, t.rank()) : best;
            }
            List<Directive> more = new ArrayList<>(without.directives);
            more.add(
                    new Directive.Target(
                            any(random),
                            new Lease(with.nowNs, 60 * Station.SECOND),
                            best + 1 + random.nextInt(9),
                            random.nextInt(-9_000, 9_000)));
            with.directives = List.copyOf(more);
            for (int i = 0; i < 4; i++) {
                assertEquals(
                        without.step(Station.SECOND), with.step(Station.SECOND), "seed " + seed);
            }
        }
    }

    /** 4. No output below 0 with any gate false. */
    public static void noExportThroughAFalseGate() {
        Walk.walk(WALKS, SevenProperties::noExportThroughAFalseGate);
    }

    /** Judged by what the station is given, not by what it says of itself. */
    static void noExportThroughAFalseGate(Walk.Step step) {
        Station s = step.station();
        Decision why = step.offer().why();
        boolean socKnown = s.socDeciPercent >= 0 && s.socAgeNs <= 60 * Station.SECOND;
        boolean may =
                s.bidirectional
                        && socKnown
                        && s.owner.dischargeConsent()
                        && s.wallTrusted
                        && s.siteMeterAgeNs <= 3 * Station.SECOND
                        && s.stageAgeNs <= 2 * Station.SECOND;
        assertTrue(may || why.powerW() >= 0, () -> step.where() + ": exports " + why);
        assertTrue(
                why.falseGates().isEmpty() || why.powerW() >= 0,
                () -> step.where() + ": gate " + why);
    }

    /** 5. What ends at an instant has ended in the cycle at that instant. */
    public static void anEndShowsInTheNextCycle() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long lastsNs = random.nextLong(Station.MS, 60 * Station.SECOND);
            int w = random.nextInt(2_000, 9_000);
            Station station = new Station();
            Lease lease = new Lease(station.nowNs, lastsNs);
            Interval half = new Interval(-w / 2, w / 2);
            Interval whole = new Interval(-w, w);
            station.directives =
                    List.of(
                            new Directive.Target(Source.OCPP, lease, Directive.Rank.GRID, -w),
                            new Directive.Bound(Source.INTEGRATOR, lease, whole, half),
                            new Directive.SiteBound(
                                    Source.SITE_CAPACITY,
                                    lease,
                                    new Interval(-w - 500, w),
                                    new Interval(-w - 500, w / 2)),
                            new Directive.SocWindow(Source.OPENADR, lease, 700, 1_000));
            Decision last = station.step(lastsNs - 1).why();
            assertEquals(Source.OCPP, last.chosen(), "seed " + seed);
            assertEquals(w - station.houseW, last.upper().powerW().max(), "seed " + seed);
            assertEquals(0, last.lower().powerW().min(), "seed " + seed);
            Decision next = station.step(1).why();
            assertEquals(Source.DEFAULT, next.chosen(), "seed " + seed);
            assertEquals(w / 2 - station.houseW, next.upper().powerW().max(), "seed " + seed);
            assertEquals(-(w / 2), next.lower().powerW().min(), "seed " + seed);
            eventEnds(1 + (int) (lastsNs / Station.SECOND), w);
        }
    }

    private static void eventEnds(int lastsS, int w) {
        Station station = new Station();
        GridEvent.Timing now = new GridEvent.Timing(0, lastsS, 0);
        GridEvent event =
                new GridEvent(Source.OPENADR, "e", 0, false, now, new GridEvent.Ask.Power(-w));
        Directives.Rules rules = new Directives.Rules(Authority.OPENADR, false);
        Events events =
                Events.NONE
                        .heard(Source.OPENADR, station.tick())
                        .announce(event, rules, () -> 0, station.tick())
                        .next()
                        .step(station.tick(), true);
        station.nowNs += lastsS * Station.SECOND - 1;
        events = events.step(station.tick(), true);
        assertEquals(1, events.directives().size(), "runs for " + lastsS + " s");
        station.nowNs += 1;
        events = events.step(station.tick(), true);
        assertEquals(List.of(), events.directives(), "ends after " + lastsS + " s");
    }

    /** 6. The same directives in any order give the same output. */
    public static void orderNeverMatters() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Station one = new Station();
            Station other = new Station();
            one.directives = Walk.directives(one, random);
            List<Directive> shuffled = new ArrayList<>(one.directives);
            Collections.shuffle(shuffled, new Random(seed));
            other.directives = shuffled;
            for (int i = 0; i < 4; i++) {
                EvseOffer first = one.step(500 * Station.MS);
                assertEquals(first, other.step(500 * Station.MS), "seed " + seed);
            }
        }
    }

    /** 7. Every wire's sign becomes ours: plus is charge. */
    public static void everyWireHasItsSign() {
        Interval ratedW = new Interval(-11_500, 11_500);
        assertEquals(-5_750, WirePower.ofFixedW(5_000, ratedW), "IEEE 2030.5, +50 %");
        assertEquals(5_750, WirePower.ofFixedW(-5_000, ratedW), "IEEE 2030.5, -50 %");
        assertEquals(-5_750, WirePower.ofOcppW(-5_750), "OCPP 2.1");
        assertEquals(-5_750, WirePower.ofSunSpecW(5_750), "SunSpec WSet");
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Interval w = new Interval(-random.nextInt(1, 50_000), random.nextInt(1, 50_000));
            int hundredths = random.nextInt(-10_000, 10_001);
            int ours = WirePower.ofFixedW(hundredths, w);
            String where = "seed " + seed + ": " + hundredths + " of " + w + " is " + ours;
            assertTrue(hundredths == 0 || ours == 0 || ours < 0 == hundredths > 0, where);
            assertTrue(w.contains(ours), where);
            assertEquals(hundredths, WirePower.toSunSpecW(WirePower.ofSunSpecW(hundredths)));
            assertEquals(hundredths < 0, WirePower.ofOcppW(hundredths) < 0);
        }
        assertEquals(ratedW.min(), WirePower.ofFixedW(12_000, ratedW), "more than all is all");
        assertEquals(ratedW.max(), WirePower.ofFixedW(-12_000, ratedW), "more than all is all");
    }
}
