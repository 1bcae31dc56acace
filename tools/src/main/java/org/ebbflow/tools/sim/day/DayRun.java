package org.ebbflow.tools.sim.day;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ebbflow.tools.sim.world.Outcome;
import org.ebbflow.tools.sim.world.World;

/**
 * A day that was run.
 *
 * @param of what
 * @param samples one a second, and one at each change of what decides
 * @param trace what happened, one line each
 * @param broken invariants that broke
 * @param tally sums over every cycle
 */
record DayRun(
        DayCase of, List<DaySample> samples, List<String> trace, List<String> broken, Tally tally) {

    private static final int EVERY_MS = 1_000;

    /** A station below this power does not follow the surplus. */
    private static final int FOLLOWS_W = 200;

    DayRun {
        samples = List.copyOf(samples);
        trace = List.copyOf(trace);
        broken = List.copyOf(broken);
    }

    /**
     * Sums over every cycle.
     *
     * @param circulatedWh energy from the home battery into the car or back
     */
    record Tally(double circulatedWh) {}

    /** Runs it. */
    static DayRun of(DayCase day, long seed) {
        Sampler sampler = new Sampler();
        Outcome outcome = World.run(day.scenario(seed), day.around(), true, sampler::see);
        return new DayRun(
                day,
                sampler.samples,
                outcome.trace(),
                outcome.broken(),
                new Tally(sampler.circulatedWs / 3_600));
    }

    /** What the claims and the invariants found wrong; empty is good. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(broken);
        for (Claim claim : of.claims()) {
            claim.problem(this).ifPresent(seen -> problems.add(claim.text() + ", but " + seen));
        }
        return problems;
    }

    /** The first sample of a span that is so. */
    Optional<DaySample> first(Claim.Span span, Predicate<DaySample> is) {
        return samples.stream()
                .filter(s -> s.ms() >= span.fromS() * 1_000L && s.ms() < span.toS() * 1_000L)
                .filter(is)
                .findFirst();
    }

    /** Mean of what crosses the house connection while the station charges inside its limits. */
    double meanErrorW(Claim.Span span) {
        return samples.stream()
                .filter(s -> s.ms() >= span.fromS() * 1_000L && s.ms() < span.toS() * 1_000L)
                .filter(DayRun::follows)
                .mapToInt(s -> Math.abs(s.flows().gridW()))
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** How often a transfer begins in a span. */
    int begins(Claim.Span span) {
        int times = 0;
        boolean before = false;
        for (DaySample s : samples) {
            boolean inside = s.ms() >= span.fromS() * 1_000L && s.ms() < span.toS() * 1_000L;
            times += inside && s.transfers() && !before ? 1 : 0;
            before = s.transfers();
        }
        return times;
    }

    private static boolean follows(DaySample s) {
        int commandW = s.why().powerW();
        return s.transfers()
                && Math.abs(commandW) > FOLLOWS_W
                && commandW < s.why().upper().powerW().max()
                && commandW > s.why().lower().powerW().min();
    }

    double circulatedWh() {
        return tally.circulatedWh();
    }

    /** Collects while the world runs. */
    private static final class Sampler {
        private final List<DaySample> samples = new ArrayList<>();
        private double circulatedWs;
        private long beganNs = -1;
        private long lastMs = -EVERY_MS;
        private long beforeMs;

        void see(org.ebbflow.tools.sim.world.Moment moment) {
            beganNs = beganNs < 0 ? moment.nowNs() : beganNs;
            DaySample now = DaySample.of(moment, beganNs);
            int carW = now.flows().stationW();
            int batteryW = now.flows().batteryW();
            if ((long) carW * batteryW < 0) {
                int both = Math.min(Math.abs(carW), Math.abs(batteryW));
                circulatedWs += both * (now.ms() - beforeMs) / 1_000.0;
            }
            beforeMs = now.ms();
            if (now.ms() - lastMs >= EVERY_MS || now.differsFrom(samples.getLast())) {
                samples.add(now);
                lastMs = now.ms();
            }
        }
    }
}
