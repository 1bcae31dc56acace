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
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Preferences;
import org.junit.jupiter.api.Test;

/** Holds for every sequence of directives, losses, clock jumps and restarts. */
final class ArbitrationPropertiesTest {

    private static final int SEQUENCES = 10_000;
    private static final int STEPS = 30;
    private static final Source[] SOURCES = {
        Source.OPENADR, Source.IEEE2030_5, Source.OCPP, Source.INTEGRATOR, Source.SITE_CAPACITY
    };

    @Test
    void noSequenceLeavesALimitExportsThroughAFalseGateOrUndercutsTheReserve() {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Station station = new Station();
            for (int i = 0; i < STEPS; i++) {
                disturb(station, random);
                Decision why = station.step(random.nextLong(5, 1_500) * Station.MS).why();
                check(station, why, "seed " + seed + " step " + i);
            }
        }
    }

    private static void check(Station station, Decision why, String where) {
        int power = why.powerW();
        assertTrue(
                power >= why.lower().powerW().min() && power <= why.upper().powerW().max(),
                () -> where + ": outside its bounds " + why);
        for (Directive d : station.directives) {
            if (d instanceof Directive.Bound b) {
                Interval valid = b.lease().isRunning(station.nowNs) ? b.powerW() : b.onLossW();
                assertTrue(valid.contains(power), () -> where + ": outside " + b + " " + why);
            }
        }
        assertTrue(power >= 0 || why.falseGates().isEmpty(), () -> where + ": gate " + why);
        int floor =
                Math.max(
                        station.owner.drivingReserveDeciPercent(),
                        station.owner.outageReserveDeciPercent());
        assertTrue(power >= 0 || station.socDeciPercent > floor, () -> where + ": reserve " + why);
        assertTrue(
                power == 0 || Math.abs(power) >= Station.RATINGS.minPowerW(),
                () -> where + ": below minimum " + why);
    }

    private static void disturb(Station s, SplittableRandom random) {
        switch (random.nextInt(14)) {
            case 0 -> s.directives = directives(s, random);
            case 1 -> s.bidirectional = random.nextInt(5) != 0;
            case 2 -> s.socDeciPercent = random.nextInt(-1, 1001);
            case 3 -> s.socAgeNs = random.nextLong(70) * Station.SECOND;
            case 4 -> s.houseW = random.nextInt(-15_000, 50_000);
            case 5 -> s.siteMeterAgeNs = random.nextLong(4) * Station.SECOND;
            case 6 -> s.stageAgeNs = random.nextLong(1_200) * Station.MS;
            case 7 -> s.stageDeciC = random.nextInt(200, 950);
            case 8 -> s.gridMv = random.nextInt(5) == 0 ? 150_000 : Station.VOLT;
            case 9 -> s.carW = new Interval(-random.nextInt(20_000), random.nextInt(20_000));
            case 10 -> s.wallTrusted = random.nextInt(5) != 0;
            case 11 ->
                    s.owner =
                            new Preferences(
                                    List.of(Preferences.Mode.values()).get(random.nextInt(5)),
                                    random.nextInt(5) != 0,
                                    random.nextInt(1001),
                                    random.nextInt(1001),
                                    random.nextInt(1001),
                                    "en");
            case 12 -> s.nowNs += random.nextLong(90) * Station.SECOND;
            default -> {
                s.state = Station.inService();
                s.stationW = 0;
            }
        }
    }

    private static List<Directive> directives(Station s, SplittableRandom random) {
        List<Directive> all = new ArrayList<>();
        for (Source source : SOURCES) {
            Lease lease = new Lease(s.nowNs, random.nextLong(1, 60) * Station.SECOND);
            if (random.nextBoolean()) {
                Interval now = new Interval(-random.nextInt(15_000), random.nextInt(15_000));
                Interval lost = new Interval(now.min() / 2, now.max() / 2);
                all.add(new Directive.Bound(source, lease, now, lost));
            }
            if (random.nextBoolean()) {
                int rank = 40 + 10 * random.nextInt(5);
                all.add(new Directive.Target(source, lease, rank, random.nextInt(-20_000, 20_000)));
            }
        }
        return all;
    }

    @Test
    void orderOfDirectivesNeverMatters() {
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Station one = new Station();
            Station other = new Station();
            one.directives = directives(one, random);
            List<Directive> shuffled = new ArrayList<>(one.directives);
            Collections.shuffle(shuffled, new Random(seed));
            other.directives = shuffled;
            assertEquals(one.step(500 * Station.MS), other.step(500 * Station.MS), "seed " + seed);
        }
    }

    @Test
    void addingALimitNeverWidensAndAWorseTargetNeverChangesAnything() {
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Station with = new Station();
            Station without = new Station();
            List<Directive> all = directives(with, random);
            without.directives = List.copyOf(all);
            Lease lease = new Lease(with.nowNs, 60 * Station.SECOND);
            Interval more = new Interval(-random.nextInt(9_000), random.nextInt(9_000));
            all.add(new Directive.Bound(Source.ISLAND, lease, more, more));
            with.directives = List.copyOf(all);
            Decision narrow = with.step(Station.SECOND).why();
            Decision wide = without.step(Station.SECOND).why();
            assertTrue(narrow.lower().powerW().min() >= wide.lower().powerW().min());
            assertTrue(narrow.upper().powerW().max() <= wide.upper().powerW().max());

            Station worse = new Station();
            List<Directive> extra = new ArrayList<>(without.directives);
            extra.add(new Directive.Target(Source.INSTALLER, lease, 99, random.nextInt(9_000)));
            worse.directives = extra;
            assertEquals(wide, worse.step(Station.SECOND).why(), "seed " + seed);
        }
    }

    @Test
    void takingEverythingAwayReturnsToLocalMode() {
        for (int seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Station station = new Station();
            for (int i = 0; i < 5; i++) {
                station.directives = directives(station, random);
                station.step(Station.SECOND);
            }
            station.directives = List.of();
            Decision why = station.step(Station.SECOND).why();
            assertEquals(Source.DEFAULT, why.chosen());
            for (int i = 0; i < 30; i++) {
                why = station.step(Station.SECOND).why();
            }
            assertEquals(11_500, why.powerW(), "seed " + seed);
        }
    }

    @Test
    void expiryShowsInTheNextCycle() {
        Station station = new Station();
        station.directives = List.of(station.integrator(-5_000));
        assertEquals(Source.INTEGRATOR, station.step(60 * Station.SECOND - 1).why().chosen());
        assertEquals(Source.DEFAULT, station.step(1).why().chosen());
    }

    @Test
    void fiftyDirectivesTakeLessThan50Microseconds() {
        Station station = new Station();
        List<Directive> fifty = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        while (fifty.size() < 50) {
            fifty.addAll(directives(station, random));
        }
        station.directives = fifty.subList(0, 50);
        for (int i = 0; i < 30_000; i++) {
            station.step(Station.MS);
        }
        long began = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            station.step(Station.MS);
        }
        long each = (System.nanoTime() - began) / 10_000;
        assertTrue(each < 50_000, () -> each + " ns per arbitration");
    }
}
