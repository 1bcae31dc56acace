package org.ebbflow.tools.commission;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.hal.device.BoardCheck;
import org.ebbflow.hal.device.OwnWireProbe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ebbflow board test}: which devices answer, and why the others may not. No car needed. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Asks every device of a board over its real buses; nothing is written.",
            "Silent devices are looked for at other baud rates and addresses."
        })
public final class BoardTest implements Callable<Integer> {
    private static final int REFUSED = 2;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Board file or shipped name.")
    private String file = "";

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "Longest time for all buses together (default: ${DEFAULT-VALUE}).")
    private int budgetS = 45;

    @Option(names = "--json", description = "One JSON value instead of text.")
    private boolean json;

    /** For the command line. */
    public BoardTest() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            BoardFile board = BoardFile.open(file);
            long startNs = System.nanoTime();
            List<BusScan.Result> results = scan(board, startNs + budgetS * 1_000_000_000L, err);
            long tookMs = (System.nanoTime() - startNs) / 1_000_000;
            boolean good = results.stream().allMatch(r -> r.troubles().isEmpty());
            if (json) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("board", board.name());
                all.put("good", good);
                all.put("tookMs", tookMs);
                all.put("buses", results);
                out.println(JsonMapper.builder().build().writeValueAsString(all));
            } else {
                results.forEach(r -> print(out, r));
                out.printf("%s in %.1f s%n", good ? "All answer" : "NOT all answer", tookMs / 1e3);
            }
            return good ? 0 : 1;
        } catch (RefusedFile refused) {
            err.println(refused.sentence());
            return REFUSED;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static List<BusScan.Result> scan(BoardFile board, long endNs, PrintWriter err) {
        List<BusScan.Result> results = new ArrayList<>();
        for (BusConfig bus : board.buses()) {
            List<DeviceConfig> devices =
                    BoardCheck.devices(board).filter(d -> d.bus().equals(bus.name())).toList();
            results.add(
                    new BusScan(
                                    bus,
                                    devices,
                                    line -> {
                                        err.println(line);
                                        err.flush();
                                    },
                                    endNs)
                            .run());
        }
        OwnWireProbe.of(board).forEach(heard -> results.add(own(heard)));
        return results;
    }

    private static BusScan.Result own(OwnWireProbe.Heard heard) {
        return heard.answers()
                ? new BusScan.Result(
                        heard.wire(),
                        List.of(new BusScan.Found(0, heard.place(), heard.sentence())),
                        List.of(),
                        true)
                : new BusScan.Result(
                        heard.wire(),
                        List.of(),
                        List.of(new BusScan.Trouble(heard.place(), 0, List.of(heard.sentence()))),
                        true);
    }

    private static void print(PrintWriter out, BusScan.Result result) {
        out.println("bus " + result.bus());
        for (BusScan.Found unit : result.found()) {
            String address = unit.unit() == 0 ? "own wire" : "unit %3d".formatted(unit.unit());
            out.printf("  %s  %s (%s)%n", address, unit.what(), unit.settings());
        }
        for (BusScan.Trouble trouble : result.troubles()) {
            String unit = trouble.unit() == 0 ? "" : ", unit " + trouble.unit();
            out.printf("  PROBLEM   %s%s:%n", trouble.device(), unit);
            trouble.causes().forEach(cause -> out.println("              " + cause));
        }
        if (!result.complete()) {
            out.println("  the time was over before every address was tried; raise --budget");
        }
    }
}
