package org.ebbflow.tools.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.modbus.BusProbe;
import org.ebbflow.hal.modbus.BusProbe.Heard;
import org.ebbflow.hal.modbus.Transaction;
import org.ebbflow.tools.sim.devices.BoardSimulator;
import org.ebbflow.tools.sim.devices.PlainCars;
import org.ebbflow.tools.sim.devices.SimulatorOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ebbflow bench bus}: transactions of the product's own serial link over a pseudo terminal
 * whose far end answers in the time that the baud rate takes.
 */
@Command(
        name = "bus",
        mixinStandardHelpOptions = true,
        description = "Modbus transactions per second and their longest times at three baud rates.")
public final class BusBench implements Callable<Integer> {
    private static final int[] BAUDS = {9_600, 19_200, 115_200};
    private static final int TIMEOUT_MS = 1_000;

    /** What a running board asks: the safety board's status and a block of a meter. */
    private static final List<Transaction> QUESTIONS =
            List.of(new Transaction.Read(1, 3, 0, 17), new Transaction.Read(3, 4, 0, 20));

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "Time for all rates together (default: ${DEFAULT-VALUE}).")
    private int budgetS = 12;

    @Option(names = "--json", description = "One JSON value instead of text.")
    private boolean json;

    /** For the command line. */
    public BusBench() {}

    @Override
    public Integer call() throws IOException {
        List<Row> rows = new ArrayList<>();
        boolean good = true;
        for (int baud : BAUDS) {
            Row row = measure(baud, budgetS * 1_000_000_000L / BAUDS.length);
            rows.add(row);
            good &= row.failed() == 0;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    JsonMapper.builder()
                            .build()
                            .writeValueAsString(rows.stream().map(Row::map).toList()));
        } else {
            rows.forEach(
                    r ->
                            out.printf(
                                    "%6d baud: %6.1f transactions/s, p50 %.1f ms, p99 %.1f ms, max"
                                            + " %.1f ms (wire alone %.1f ms), %d failed%n",
                                    r.baud(),
                                    r.perSecond(),
                                    r.p50Ms(),
                                    r.p99Ms(),
                                    r.maxMs(),
                                    r.wireMs(),
                                    r.failed()));
        }
        out.flush();
        return good ? 0 : 1;
    }

    private static Row measure(int baud, long timeNs) throws IOException {
        SimulatorOptions plain = SimulatorOptions.of(SimulatorOptions.Kind.DC_SERIAL);
        SimulatorOptions options =
                new SimulatorOptions(plain.kind(), 1, plain.ports(), baud, plain.watchdogMs());
        try (BoardSimulator devices = BoardSimulator.start(options, new PlainCars());
                BusProbe bus =
                        new BusProbe(line(devices.where().serialPath().orElseThrow(), baud))) {
            QUESTIONS.forEach(bus::ask);
            List<Long> times = new ArrayList<>();
            int failed = 0;
            long startNs = System.nanoTime();
            long nowNs = startNs;
            for (int i = 0; nowNs - startNs < timeNs; i++) {
                Heard heard = bus.ask(QUESTIONS.get(i % QUESTIONS.size()));
                long doneNs = System.nanoTime();
                times.add(doneNs - nowNs);
                failed += heard instanceof Heard.Values ? 0 : 1;
                nowNs = doneNs;
            }
            return row(baud, times, failed, nowNs - startNs);
        }
    }

    private static BusConfig line(String path, int baud) {
        return new BusConfig.ModbusRtu(
                "bench", path, baud, BusConfig.Parity.NONE, 1, TIMEOUT_MS, 0);
    }

    /**
     * One rate's figures; times in milliseconds.
     *
     * @param wireMs what the bytes alone take, the mean of the questions
     */
    private record Row(
            int baud,
            int transactions,
            int failed,
            double perSecond,
            double p50Ms,
            double p99Ms,
            double maxMs,
            double wireMs) {

        Map<String, Object> map() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("baud", baud);
            map.put("transactions", transactions);
            map.put("failed", failed);
            map.put("perSecond", perSecond);
            map.put("p50Ms", p50Ms);
            map.put("p99Ms", p99Ms);
            map.put("maxMs", maxMs);
            map.put("wireMs", wireMs);
            return map;
        }
    }

    private static Row row(int baud, List<Long> times, int failed, long tookNs) {
        long[] sorted = times.stream().mapToLong(t -> t).sorted().toArray();
        return new Row(
                baud,
                sorted.length,
                failed,
                sorted.length * 1e9 / tookNs,
                sorted[sorted.length / 2] / 1e6,
                sorted[(sorted.length - 1) * 99 / 100] / 1e6,
                Arrays.stream(sorted).max().orElse(0) / 1e6,
                wireMs(baud));
    }

    /** Ten bits for each byte of request and answer, the mean of the questions. */
    private static double wireMs(int baud) {
        int bytes = 8 + 5 + 17 * 2 + 8 + 5 + 20 * 2;
        return bytes * 10_000.0 / baud / QUESTIONS.size();
    }
}
