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
        List<Map<String, Object>> rows = new ArrayList<>();
        boolean good = true;
        for (int baud : BAUDS) {
            Map<String, Object> row = measure(baud, budgetS * 1_000_000_000L / BAUDS.length);
            rows.add(row);
            good &= row.get("failed").equals(0);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(rows));
        } else {
            rows.forEach(
                    r ->
                            out.printf(
                                    "%6d baud: %6.1f transactions/s, p50 %.1f ms, p99 %.1f ms, max"
                                            + " %.1f ms (wire alone %.1f ms), %d failed%n",
                                    r.get("baud"),
                                    r.get("perSecond"),
                                    r.get("p50Ms"),
                                    r.get("p99Ms"),
                                    r.get("maxMs"),
                                    r.get("wireMs"),
                                    r.get("failed")));
        }
        out.flush();
        return good ? 0 : 1;
    }

    private static Map<String, Object> measure(int baud, long timeNs) throws IOException {
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

    private static Map<String, Object> row(int baud, List<Long> times, int failed, long tookNs) {
        long[] sorted = times.stream().mapToLong(t -> t).sorted().toArray();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("baud", baud);
        row.put("transactions", sorted.length);
        row.put("failed", failed);
        row.put("perSecond", sorted.length * 1e9 / tookNs);
        row.put("p50Ms", sorted[sorted.length / 2] / 1e6);
        row.put("p99Ms", sorted[(sorted.length - 1) * 99 / 100] / 1e6);
        row.put("maxMs", Arrays.stream(sorted).max().orElse(0) / 1e6);
        row.put("wireMs", wireMs(baud));
        return row;
    }

    /** Ten bits for each byte of request and answer, the mean of the questions. */
    private static double wireMs(int baud) {
        int bytes = 8 + 5 + 17 * 2 + 8 + 5 + 20 * 2;
        return bytes * 10_000.0 / baud / QUESTIONS.size();
    }
}
