package org.ebbflow.tools.sim.world;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.LongFunction;

/**
 * Runs many scenarios on several threads; what comes out depends on the seeds alone.
 *
 * @param threads worker threads, at least 1
 * @param goOn asked before each session
 * @param progress told after each session how many are done; from any worker thread
 * @param brains what decides in each world
 */
public record Runner(int threads, BooleanSupplier goOn, IntConsumer progress, Brains brains) {

    /** So many violations are shrunk; more would only repeat them. */
    private static final int SHRUNK = 5;

    /** One thread, no bound, nobody told, the product's brains. */
    public static Runner quiet() {
        return new Runner(1, () -> true, done -> {}, Brains.PRODUCT);
    }

    /** Runs scenarios of consecutive seeds. */
    public Campaign run(long firstSeed, int count, LongFunction<Scenario> scenario) {
        long startNs = System.nanoTime();
        Work work = new Work(i -> scenario.apply(firstSeed + i), count);
        List<Outcome> outcomes = outcomes(work);
        long wallMs = (System.nanoTime() - startNs) / 1_000_000;
        long cpuMs = work.cpuNs().get() / 1_000_000;
        return Campaign.of(outcomes, violations(outcomes), new long[] {wallMs, cpuMs});
    }

    /** What became of these scenarios, in their order; fewer when it was told to end. */
    List<Outcome> outcomes(List<Scenario> scenarios) {
        return outcomes(new Work(i -> scenarios.get((int) i), scenarios.size()));
    }

    private List<Outcome> outcomes(Work work) {
        List<Thread> workers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            workers.add(Thread.ofPlatform().name("world-" + i).start(() -> work(work)));
        }
        work(work);
        workers.forEach(Runner::join);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < work.done().length(); i++) {
            Optional.ofNullable(work.done().get(i)).ifPresent(outcomes::add);
        }
        return outcomes;
    }

    private record Work(
            LongFunction<Scenario> scenario,
            AtomicReferenceArray<Outcome> done,
            AtomicInteger next,
            AtomicInteger finished,
            AtomicLong cpuNs) {

        Work(LongFunction<Scenario> scenario, int count) {
            this(
                    scenario,
                    new AtomicReferenceArray<>(count),
                    new AtomicInteger(),
                    new AtomicInteger(),
                    new AtomicLong());
        }
    }

    private void work(Work work) {
        ThreadMXBean threadTimes = ManagementFactory.getThreadMXBean();
        long startNs = threadTimes.getCurrentThreadCpuTime();
        while (goOn.getAsBoolean()) {
            int i = work.next().getAndIncrement();
            if (i >= work.done().length()) {
                break;
            }
            Scenario scenario = work.scenario().apply(i);
            work.done().set(i, World.run(scenario, brains, false));
            progress.accept(work.finished().incrementAndGet());
        }
        work.cpuNs().addAndGet(threadTimes.getCurrentThreadCpuTime() - startNs);
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Campaign.Violation> violations(List<Outcome> outcomes) {
        List<Campaign.Violation> found = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            for (String text : outcome.broken()) {
                Scenario smallest =
                        found.size() < SHRUNK
                                ? new Shrinker(brains).shrink(outcome.scenario(), text)
                                : outcome.scenario();
                List<String> trace =
                        found.size() < SHRUNK
                                ? World.run(smallest, brains, true).trace()
                                : List.of();
                found.add(new Campaign.Violation(outcome.scenario().seed(), text, smallest, trace));
            }
        }
        return found;
    }
}
