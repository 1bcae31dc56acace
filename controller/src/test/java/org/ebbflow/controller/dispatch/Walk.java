package org.ebbflow.controller.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.settings.Week;

/** Random sequences of directives, events, losses, clock steps and restarts; one per seed. */
final class Walk {

    private static final int STEPS = 30;
    private static final Source[] SOURCES = {
        Source.OPENADR, Source.IEEE2030_5, Source.OCPP, Source.INTEGRATOR, Source.SITE_CAPACITY
    };

    private Walk() {}

    /** One step of a walk. @param where for people */
    record Step(Station station, EvseOffer offer, boolean restarted, String where) {}

    /** Looks at each step. */
    @FunctionalInterface
    interface Look {
        void at(Step step);
    }

    /** Walks once for each seed from 0 on. */
    static void walk(int seeds, Look look) {
        for (int seed = 0; seed < seeds; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Station station = new Station();
            Programs programs = new Programs(station, random);
            for (int i = 0; i < STEPS; i++) {
                boolean restarted = disturb(station, programs, random);
                programs.speak();
                EvseOffer offer = station.step(random.nextLong(5, 1_500) * Station.MS);
                look.at(new Step(station, offer, restarted, "seed " + seed + " step " + i));
            }
        }
    }

    /** Whether the station was restarted. */
    static boolean disturb(Station s, Programs programs, SplittableRandom random) {
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

    static List<Directive> directives(Station s, SplittableRandom random) {
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
}
