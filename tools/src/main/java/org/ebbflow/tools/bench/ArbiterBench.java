package org.ebbflow.tools.bench;

import com.sun.management.ThreadMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebbflow bench arbiter}: one decision among 50 directives that are in force. */
@Command(
        name = "arbiter",
        mixinStandardHelpOptions = true,
        description = {
            "Time and memory of one arbitration among 50 directives in force: good below 50 us",
            "in the median, with the same number of bytes in the last stretch as in the first."
        })
public final class ArbiterBench implements Callable<Integer> {

    private static final double GOOD_US = 50;
    private static final int STRETCHES = 10;
    private static final int WARM = 20_000;
    private static final int CYCLES = 4_000;

    /** Bytes per cycle may differ by this share between two stretches: leases count down. */
    private static final double SAME = 0.01;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--directives",
            defaultValue = "50",
            description = "How many are in force, 1..50 (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "Gives up after so many seconds (default: ${DEFAULT-VALUE}).")
    private int budgetS = 30;

    @Option(names = "--json", description = "One JSON value instead of text.")
    private boolean json;

    /** For the command line. */
    public ArbiterBench() {}

    @Override
    public Integer call() {
        if (count < 1 || count > 50) {
            spec.commandLine().getErr().println("Give 1..50 directives.");
            return 2;
        }
        long untilNs = System.nanoTime() + budgetS * 1_000_000_000L;
        CrowdedHouse house = new CrowdedHouse(count);
        for (int i = 0; i < WARM && System.nanoTime() - untilNs < 0; i++) {
            house.cycle();
        }
        long[] timesNs = new long[STRETCHES * CYCLES];
        double[] bytes = new double[STRETCHES];
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            if (System.nanoTime() - untilNs > 0) {
                spec.commandLine().getErr().println("Not done in " + budgetS + " s.");
                return 1;
            }
            bytes[stretch] = stretch(house, timesNs, stretch * CYCLES);
        }
        Arrays.sort(timesNs);
        return report(house, timesNs, bytes);
    }

    /** Bytes per cycle of one stretch; its times go into the table. */
    private static double stretch(CrowdedHouse house, long[] timesNs, int from) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CYCLES; i++) {
            long startNs = System.nanoTime();
            house.cycle();
            timesNs[from + i] = System.nanoTime() - startNs;
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) CYCLES;
    }

    private int report(CrowdedHouse house, long[] timesNs, double[] bytes) {
        double p50 = timesNs[timesNs.length / 2] / 1e3;
        double p99 = timesNs[timesNs.length * 99 / 100] / 1e3;
        double max = timesNs[timesNs.length - 1] / 1e3;
        double least = Arrays.stream(bytes).min().orElse(0);
        double most = Arrays.stream(bytes).max().orElse(0);
        boolean good = p50 < GOOD_US && most - least <= SAME * least;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.printf(
                    Locale.ROOT,
                    "{\"directives\":%d,\"limits\":%d,\"cycles\":%d,\"p50Us\":%.2f,"
                            + "\"p99Us\":%.2f,\"maxUs\":%.2f,\"bytesPerCycle\":%s,"
                            + "\"good\":%b}%n",
                    house.directives(),
                    house.limits(),
                    timesNs.length,
                    p50,
                    p99,
                    max,
                    list(bytes),
                    good);
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d directives, %d limits: p50 %.2f us, p99 %.2f us, max %.2f us over %d"
                            + " cycles; %.0f..%.0f bytes per cycle from the first to the last%n",
                    house.directives(),
                    house.limits(),
                    p50,
                    p99,
                    max,
                    timesNs.length,
                    least,
                    most);
        }
        out.flush();
        return good ? 0 : 1;
    }

    private static String list(double[] bytes) {
        List<Long> whole = Arrays.stream(bytes).mapToObj(Math::round).toList();
        return whole.toString().replace(" ", "");
    }
}
