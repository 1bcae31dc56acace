package org.ebbflow.tools.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ebbflow.tools.demo.MatrixLine.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ebbflow matrix iso15118}: every vehicle protocol, service, protection and control mode.
 */
@Command(
        name = "iso15118",
        mixinStandardHelpOptions = true,
        description = {
            "Simulated cars charge and discharge through the real product over real sockets: every",
            "protocol and service, plain (bench mode) and with TLS, scheduled and dynamic. Exit code",
            "1 when a session is not good or none ran, 2 when the filter fits no cell."
        })
public final class Iso15118Matrix implements Callable<Integer> {

    private static final int FIRST_SDP_PORT = 15_140;

    /** Each station is a process with its devices; two of them keep two processors busy. */
    private static final int PROCESSORS_PER_LANE = 2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--filter",
            paramLabel = "WORDS",
            description = "only cells whose name has all these words, e.g. \"iso20 dc_bpt plain\"")
    private String filter = "";

    @Option(names = "--json", description = "one JSON object instead of lines")
    private boolean json;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "no session begins that would end later (default: ${DEFAULT-VALUE})")
    private int budgetS = 45;

    private final List<MatrixLine> lines = new ArrayList<>();

    /** For picocli. */
    public Iso15118Matrix() {}

    @Override
    public Integer call() throws IOException {
        List<MatrixCell> wanted = MatrixCell.all().stream().filter(this::fits).toList();
        if (wanted.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "No cell fits \"" + filter + "\"; cells: " + names(MatrixCell.all()) + ".");
        }
        long endNs = System.nanoTime() + budgetS * 1_000_000_000L;
        drive(wanted.stream().filter(cell -> judgeBefore(cell)).toList(), endNs);
        PrintWriter out = spec.commandLine().getOut();
        lines.sort((a, b) -> Integer.compare(rank(a), rank(b)));
        if (json) {
            out.println(object());
        } else {
            out.println(covered());
        }
        out.flush();
        boolean failed = lines.stream().anyMatch(line -> line.verdict() == Verdict.FAILED);
        return failed || count(Verdict.GOOD) == 0 ? 1 : 0;
    }

    private static int rank(MatrixLine line) {
        return MatrixCell.all().indexOf(line.cell());
    }

    private boolean fits(MatrixCell cell) {
        List<String> has = List.of(cell.name().split(" "));
        for (String word : filter.toLowerCase(Locale.ROOT).split("[ ,/]+")) {
            if (!word.isEmpty() && !has.contains(word)) {
                return false;
            }
        }
        return true;
    }

    private static String names(List<MatrixCell> cells) {
        return String.join(", ", cells.stream().map(MatrixCell::name).toList());
    }

    /** Names what needs no session; true for cells that do. */
    private boolean judgeBefore(MatrixCell cell) {
        if (cell.impossible().isPresent()) {
            done(MatrixLine.without(cell, Verdict.IMPOSSIBLE, cell.impossible().get()));
            return false;
        }
        return true;
    }

    private void drive(List<MatrixCell> cells, long endNs) throws IOException {
        Queue<MatrixCell> dc = new ConcurrentLinkedQueue<>();
        Queue<MatrixCell> ac = new ConcurrentLinkedQueue<>();
        cells.forEach(cell -> (cell.service().isDc() ? dc : ac).add(cell));
        List<MatrixLane> lanes = new ArrayList<>();
        int perBoard =
                Math.clamp(
                        Runtime.getRuntime().availableProcessors() / (2 * PROCESSORS_PER_LANE),
                        1,
                        2);
        for (int i = 0; i < perBoard; i++) {
            addLane(lanes, DemoBoard.DC, dc, endNs);
            addLane(lanes, DemoBoard.AC, ac, endNs);
        }
        if (!lanes.isEmpty()) {
            drive(lanes, Files.createTempDirectory("ebbflow-matrix"));
        }
        dc.addAll(ac);
        for (MatrixCell left : dc) {
            String why = "the budget of " + budgetS + " s was over";
            done(MatrixLine.without(left, Verdict.NOT_RUN, why));
        }
    }

    private static void addLane(
            List<MatrixLane> lanes, DemoBoard board, Queue<MatrixCell> cells, long endNs) {
        long before = lanes.stream().filter(lane -> lane.board() == board).count();
        if (cells.size() > before) {
            String name = board.name().toLowerCase(Locale.ROOT) + "-" + (before + 1);
            int port = FIRST_SDP_PORT + lanes.size();
            lanes.add(new MatrixLane(name, board, port, cells, endNs));
        }
    }

    private void drive(List<MatrixLane> lanes, Path folder) {
        Narrator narrator = new Narrator(true);
        try (ExecutorService workers = Executors.newFixedThreadPool(lanes.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (MatrixLane lane : lanes) {
                running.add(
                        workers.submit(
                                () -> {
                                    lane.run(folder, narrator, this::done);
                                    return lane;
                                }));
            }
            for (Future<?> lane : running) {
                lane.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            narrator.say("failed", "a station did not come up: " + e.getCause());
        }
    }

    private synchronized void done(MatrixLine line) {
        lines.add(line);
        if (!json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(line.words());
            out.flush();
        }
    }

    private long count(Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }

    private String covered() {
        return "covered: %d good, %d failed, %d impossible, %d not available yet, %d not run"
                .formatted(
                        count(Verdict.GOOD),
                        count(Verdict.FAILED),
                        count(Verdict.IMPOSSIBLE),
                        count(Verdict.NOT_AVAILABLE),
                        count(Verdict.NOT_RUN));
    }

    private String object() {
        ObjectNode root = JSON.createObjectNode();
        root.put("machine", Machine.words());
        ArrayNode cells = root.putArray("cells");
        lines.forEach(line -> cells.add(line.json()));
        root.put("covered", covered());
        return JSON.writeValueAsString(root);
    }
}
