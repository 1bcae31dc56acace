package org.ebbflow.tools.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ebbflow bench stop}: how long a stop takes, over real wires, and when the product dies.
 */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Times the way from a safety input to the contactor command at the simulated safety",
            "board and to its open contacts, with the product's cycle, supervisor and drivers:"
                    + " Modbus",
            "over TCP and over a serial line (RTU), and frames on a UART. The board opens by"
                    + " itself",
            "at the emergency stop; at the door only the command opens. Then kill -9 and SIGSTOP"
                    + " of",
            "the product while it charges and while it discharges. Exit code 1 when something took",
            "longer than the board file declares."
        })
public final class StopBench implements Callable<Integer> {

    private static final int DEATH_NEEDS_S = 25;
    private static final long SHARE_NS = 10_000_000_000L;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--samples",
            defaultValue = "20",
            description = "stops for each input and wire (default ${DEFAULT-VALUE})")
    private int samples;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            defaultValue = "45",
            description = "about how long to measure (default ${DEFAULT-VALUE}); all needs 150")
    private int budgetS;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    /** For the command line. */
    public StopBench() {}

    @Override
    public Integer call() throws IOException {
        if (samples < 1 || budgetS < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--samples and --budget must be 1 or more.");
        }
        long untilNs = System.nanoTime() + budgetS * 1_000_000_000L;
        PrintWriter err = spec.commandLine().getErr();
        List<StopTimes> stops = new ArrayList<>();
        List<Death> deaths = new ArrayList<>();
        boolean failed = false;
        try {
            stops.addAll(stops(untilNs, err));
            failed = !deaths(untilNs, err, deaths);
        } catch (DemoFailure failure) {
            err.println("ebbflow: " + failure.sentence());
            failed = true;
        }
        report(stops, deaths);
        boolean good =
                stops.stream().allMatch(StopTimes::isGood)
                        && deaths.stream().allMatch(Death::isGood);
        return !failed && good && !stops.isEmpty() ? 0 : 1;
    }

    private List<StopTimes> stops(long untilNs, PrintWriter err) throws IOException {
        List<StopTimes> all = new ArrayList<>();
        long shareNs = Math.min(SHARE_NS, (untilNs - System.nanoTime()) / 6);
        for (DemoBoard board : List.of(DemoBoard.DC, DemoBoard.SERIAL, DemoBoard.UART)) {
            Path folder = Files.createTempDirectory("ebbflow-stop");
            try (StopRig rig = StopRig.start(board, folder)) {
                for (StopRig.Input input : StopRig.Input.values()) {
                    err.println("stopping by " + input.word() + " over " + rig.wire());
                    err.flush();
                    long endNs = System.nanoTime() + shareNs;
                    all.add(rig.measure(input, samples, before(endNs)));
                }
            }
        }
        return all;
    }

    private static BooleanSupplier before(long endNs) {
        return () -> System.nanoTime() - endNs < 0;
    }

    /** Adds each death there is time for. @return whether all of these could be measured */
    private static boolean deaths(long untilNs, PrintWriter err, List<Death> deaths)
            throws IOException {
        boolean measured = true;
        for (Death.Signal signal : Death.Signal.values()) {
            for (int powerW : List.of(-6_000, 6_000)) {
                if ((untilNs - System.nanoTime()) / 1_000_000_000L >= DEATH_NEEDS_S) {
                    err.println("SIG" + signal + " of the product at " + powerW + " W");
                    err.flush();
                    measured &= death(signal, powerW, err, deaths);
                }
            }
        }
        return measured;
    }

    private static boolean death(
            Death.Signal signal, int powerW, PrintWriter err, List<Death> deaths)
            throws IOException {
        try {
            return deaths.add(Death.of(signal, powerW));
        } catch (DemoFailure failure) {
            err.println("ebbflow: " + failure.sentence());
            return false;
        }
    }

    private void report(List<StopTimes> stops, List<Death> deaths) {
        PrintWriter out = spec.commandLine().getOut();
        String covered =
                stops.stream().mapToInt(s -> s.commandUs().size()).sum()
                        + " stops, "
                        + deaths.size()
                        + " of 4 deaths";
        if (json) {
            ObjectNode root = JSON.createObjectNode();
            root.put("machine", Machine.words());
            ArrayNode stopNodes = root.putArray("stops");
            stops.forEach(s -> stopNodes.add(s.json()));
            ArrayNode deathNodes = root.putArray("deaths");
            deaths.forEach(d -> deathNodes.add(d.json()));
            root.put("covered", covered);
            out.println(JSON.writeValueAsString(root));
        } else {
            out.println(Machine.words());
            stops.forEach(s -> out.println(s.sentence()));
            deaths.forEach(d -> out.println(d.sentence()));
            out.println("covered: " + covered);
        }
        out.flush();
    }
}
