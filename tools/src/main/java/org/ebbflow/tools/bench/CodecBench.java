package org.ebbflow.tools.bench;

import com.sun.management.ThreadMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ebbflow.iso15118.exi.V2gCodec;
import org.ebbflow.iso15118.message.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ebbflow bench codec}: nanoseconds and octets per message of the EXI codec. */
@Command(
        name = "codec",
        mixinStandardHelpOptions = true,
        description = "Times encoding and decoding of typical messages, warm and in a fresh JVM.")
public final class CodecBench implements Callable<Integer> {

    private static final int ROUNDS = 15;

    /** Share of the budget for warm-up and for the cold starts; the rest is timed. */
    private static final double WARM_UP = 0.25;

    private static final double COLD_S = 15;
    private static final int ALLOCATION_RUNS = 2000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "about how long to measure (default: ${DEFAULT-VALUE})")
    private double budgetS = 45;

    @Option(names = "--json", description = "one JSON object instead of a table")
    private boolean json;

    private final V2gCodec codec = new V2gCodec();
    private final byte[] buffer = new byte[1 << 16];

    /** Keeps results alive, so that no work can be optimised away. */
    private long sink;

    private Object last = this;

    /** Times of one message, one per round. */
    private record Timed(
            Sample sample,
            Message message,
            double[] encodeNs,
            double[] decodeNs,
            double encodeAlloc,
            double decodeAlloc) {}

    /** For the command line. */
    public CodecBench() {}

    @Override
    public Integer call() {
        List<Timed> all = new ArrayList<>();
        for (Sample s : Sample.all()) {
            if (!s.coldOnly()) {
                all.add(prepare(s));
            }
        }
        double timedS = Math.max(1, budgetS - COLD_S);
        long batchNs = (long) (timedS * 1e9 * (1 - WARM_UP) / (ROUNDS * 2.0 * all.size()));
        long warmUpNs = (long) (timedS * 1e9 * WARM_UP / (4.0 * all.size()));
        for (int i = 0; i < 2; i++) {
            all.forEach(t -> encode(t, warmUpNs));
            all.forEach(t -> decode(t, warmUpNs));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Timed t : all) {
                t.encodeNs()[round] = encode(t, batchNs);
                t.decodeNs()[round] = decode(t, batchNs);
            }
        }
        List<Timed> measured = all.stream().map(this::withAllocation).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(measured, ColdStart.measureAll()));
        } else {
            table(measured, out);
        }
        out.flush();
        return measured.isEmpty() || sink == 0 || !(last instanceof Message) ? 1 : 0;
    }

    private Timed prepare(Sample s) {
        Message m = codec.decode(s.schema(), s.exi(), 0, s.exi().length);
        int length = codec.encode(s.schema(), m, buffer, 0);
        if (!Arrays.equals(buffer, 0, length, s.exi(), 0, s.exi().length)) {
            throw new IllegalStateException(s.root() + " is not encoded to the same octets");
        }
        return new Timed(s, m, new double[ROUNDS], new double[ROUNDS], 0, 0);
    }

    /** Mean nanoseconds of encoding for about {@code batchNs}. */
    private double encode(Timed t, long batchNs) {
        int runs = 64;
        while (true) {
            long start = System.nanoTime();
            for (int i = 0; i < runs; i++) {
                sink += codec.encode(t.sample().schema(), t.message(), buffer, 0);
            }
            long took = System.nanoTime() - start;
            if (took >= batchNs || runs > 1 << 26) {
                return (double) took / runs;
            }
            runs = next(runs, took, batchNs);
        }
    }

    private double decode(Timed t, long batchNs) {
        byte[] exi = t.sample().exi();
        int runs = 64;
        while (true) {
            long start = System.nanoTime();
            for (int i = 0; i < runs; i++) {
                last = codec.decode(t.sample().schema(), exi, 0, exi.length);
            }
            long took = System.nanoTime() - start;
            if (took >= batchNs || runs > 1 << 26) {
                return (double) took / runs;
            }
            runs = next(runs, took, batchNs);
        }
    }

    private static int next(int runs, long took, long batchNs) {
        double wanted = runs * 1.1 * batchNs / Math.max(1, took);
        return (int) Math.clamp(wanted, runs * 2.0, runs * 16.0);
    }

    private Timed withAllocation(Timed t) {
        double encode = allocated(() -> codec.encode(t.sample().schema(), t.message(), buffer, 0));
        byte[] exi = t.sample().exi();
        double decode =
                allocated(() -> keep(codec.decode(t.sample().schema(), exi, 0, exi.length)));
        return new Timed(t.sample(), t.message(), t.encodeNs(), t.decodeNs(), encode, decode);
    }

    private int keep(Message m) {
        last = m;
        return 1;
    }

    private interface Work {
        int run();
    }

    /** Octets allocated per run, on this thread. */
    private double allocated(Work work) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            return -1;
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        long empty = threads.getCurrentThreadAllocatedBytes() - before;
        for (int i = 0; i < ALLOCATION_RUNS; i++) {
            sink += work.run();
        }
        long start = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ALLOCATION_RUNS; i++) {
            sink += work.run();
        }
        long used = threads.getCurrentThreadAllocatedBytes() - start - empty;
        return (double) Math.max(0, used) / ALLOCATION_RUNS;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String toJson(List<Timed> all, Map<String, Double> cold) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        ArrayNode messages = root.putArray("messages");
        for (Timed t : all) {
            ObjectNode m = messages.addObject();
            m.put("schema", t.sample().name());
            m.put("root", t.sample().root());
            m.put("bytes", t.sample().exi().length);
            m.put("encodeNs", tenths(median(t.encodeNs())));
            m.put("decodeNs", tenths(median(t.decodeNs())));
            m.put("encodeBestNs", tenths(Arrays.stream(t.encodeNs()).min().orElse(0)));
            m.put("decodeBestNs", tenths(Arrays.stream(t.decodeNs()).min().orElse(0)));
            m.put("encodeAllocBytes", Math.round(t.encodeAlloc()));
            m.put("decodeAllocBytes", Math.round(t.decodeAlloc()));
        }
        ObjectNode first = root.putObject("coldFirstMessageMs");
        cold.forEach((name, ms) -> first.put(name, tenths(ms)));
        root.put("rounds", ROUNDS);
        return mapper.writeValueAsString(root);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static void table(List<Timed> all, PrintWriter out) {
        for (Timed t : all) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "%-10s %-32s %5d B  encode %7.0f ns  decode %7.0f ns  %5.0f / %5.0f B allocated",
                            t.sample().name(),
                            t.sample().root(),
                            t.sample().exi().length,
                            median(t.encodeNs()),
                            median(t.decodeNs()),
                            t.encodeAlloc(),
                            t.decodeAlloc()));
        }
        out.println("First message of a schema in a fresh JVM:");
        ColdStart.measureAll()
                .forEach(
                        (name, ms) ->
                                out.println(
                                        String.format(Locale.ROOT, "%-10s %5.1f ms", name, ms)));
    }
}
