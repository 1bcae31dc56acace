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
import org.ebbflow.controller.settings.Week;
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
            Programs programs = new Programs(station, random);
            for (int i = 0; i < STEPS; i++) {
                boolean restarted = disturb(station, programs, random);
                programs.speak();
                Decision why = station.step(random.nextLong(5, 1_500) * Station.MS).why();
                String where = "seed " + seed + " step " + i;
                check(station, why, where);
                assertTrue(!restarted || why.powerW() == 0, () -> where + ": restart " + why);
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
            if (d instanceof Directive.SiteBound b && station.siteMeterAgeNs < 3 * Station.SECOND) {
                Interval valid = b.lease().isRunning(station.nowNs) ? b.powerW() : b.onLossW();
                int least = Math.min(0, valid.min() - station.houseW);
                int most = Math.max(0, valid.max() - station.houseW);
                assertTrue(power >= least && power <= most, () -> where + ": site " + b + why);
            }
            if (d instanceof Directive.SocWindow w && w.lease().isRunning(station.nowNs)) {
                boolean above = station.socDeciPercent > w.minDeciPercent();
                assertTrue(power >= 0 || above, () -> where + ": kept " + w + why);
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

    /** Whether the station was restarted. */
    private static boolean disturb(Station s, Programs programs, SplittableRandom random) {
        switch (random.nextInt(24)) {
            case 0 -> programs.given(directives(s, random));
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
            case 13 -> s.wallMs += random.nextLong(-7_200_000, 7_200_000);
            case 14 -> s.owner = s.owner.with(week(random));
            case 15, 16, 17 -> programs.announce();
            case 18 -> programs.takeBackOrDecline();
            case 19 -> programs.leaveFallback();
            case 20 -> programs.fallSilentOrSpeak();
            case 21 -> s.follows = !s.follows;
            default -> {
                s.state = Station.inService();
                s.stationW = 0;
                programs.restart();
                return true;
            }
        }
        return false;
    }

    private static final List<Week.What> WHATS = List.of(Week.What.values());

    private static Week week(SplittableRandom random) {
        int from = random.nextInt(Week.DAY_MINUTES);
        Week.What what = WHATS.get(random.nextInt(WHATS.size()));
        int powerW = what == Week.What.EXPORT ? random.nextInt(1, 11_000) : 0;
        int to = (from + 1 + random.nextInt(Week.DAY_MINUTES - 1)) % Week.DAY_MINUTES;
        return new Week(
                List.of(new Week.Slot(Week.EVERY_DAY, from, to, what, powerW)),
                random.nextBoolean()
                        ? List.of()
                        : List.of(
                                new Week.Departure(
                                        Week.EVERY_DAY,
                                        random.nextInt(Week.DAY_MINUTES),
                                        random.nextInt(100, 1_001))));
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
            if (random.nextInt(4) == 0) {
                Interval now = new Interval(-random.nextInt(15_000), random.nextInt(25_000));
                all.add(new Directive.SiteBound(source, lease, now, Interval.ZERO));
            }
            if (random.nextInt(8) == 0) {
                all.add(new Directive.SocWindow(source, lease, random.nextInt(900), 1_000));
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
}
