package org.ebbflow.tools.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.hal.board.TomlEntry;
import org.ebbflow.hal.device.BoardCheck;
import org.ebbflow.tools.commission.BoardTest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ebbflow board}: what a board file says, and whether it can work. */
@Command(
        name = "board",
        mixinStandardHelpOptions = true,
        description =
                "Board files: list the shipped ones, check one, explain every value, test the"
                        + " devices.",
        subcommands = {
            BoardCommands.ListBoards.class,
            BoardCommands.Check.class,
            BoardCommands.Explain.class,
            BoardTest.class
        })
final class BoardCommands implements Runnable {
    private static final int REFUSED = 2;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What every board command has. */
    abstract static class Base implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Option(names = "--json", description = "One JSON value instead of text.")
        boolean json;

        abstract int work(PrintWriter out);

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try {
                return work(out);
            } catch (RefusedFile refused) {
                if (json) {
                    out.println(JSON.writeValueAsString(Map.of("refused", refused.sentence())));
                } else {
                    spec.commandLine().getErr().println(refused.sentence());
                }
                return REFUSED;
            } finally {
                out.flush();
            }
        }
    }

    /** The boards that come with the program. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shipped board files.")
    static final class ListBoards extends Base {
        @Override
        int work(PrintWriter out) {
            List<BoardFile> boards = ShippedBoards.names().stream().map(BoardFile::open).toList();
            if (json) {
                out.println(
                        JSON.writeValueAsString(
                                boards.stream().map(BoardCommands::summary).toList()));
                return CommandLine.ExitCode.OK;
            }
            for (BoardFile board : boards) {
                out.printf("%-18s %s%n", board.name(), board.title());
            }
            return boards.isEmpty() ? 1 : CommandLine.ExitCode.OK;
        }
    }

    /** Whether a board's buses and ratings fit its declared times. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reads a board file and computes whether its buses are quick enough.")
    static final class Check extends Base {
        @Parameters(
                arity = "0..*",
                paramLabel = "FILE",
                description = "Board files or shipped names; none checks every shipped board.")
        List<String> files = new ArrayList<>();

        @Option(
                names = "--budget",
                paramLabel = "SECONDS",
                description = "No board is begun after that (default: ${DEFAULT-VALUE}).")
        int budgetS = 45;

        @Override
        int work(PrintWriter out) {
            List<String> wanted = files.isEmpty() ? ShippedBoards.names() : files;
            List<Map<String, Object>> results = new ArrayList<>();
            boolean good = !wanted.isEmpty();
            long endNs = System.nanoTime() + budgetS * 1_000_000_000L;
            int checked = 0;
            for (String file : wanted) {
                if (System.nanoTime() - endNs >= 0) {
                    break;
                }
                checked++;
                BoardFile board = BoardFile.open(file);
                BoardCheck.Report report = BoardCheck.check(board);
                good &= report.isGood();
                if (json) {
                    Map<String, Object> result = summary(board);
                    result.put("good", report.isGood());
                    result.put("buses", report.buses());
                    result.put("problems", report.problems());
                    board.cannotExport().ifPresent(why -> result.put("cannotExport", why));
                    board.stageWithoutTemperature().ifPresent(why -> result.put("note", why));
                    results.add(result);
                } else {
                    print(out, board, report);
                }
            }
            if (json) {
                out.println(JSON.writeValueAsString(results));
            } else {
                out.printf("checked %d of %d board files%n", checked, wanted.size());
            }
            return good && checked == wanted.size() ? CommandLine.ExitCode.OK : 1;
        }

        private static void print(PrintWriter out, BoardFile board, BoardCheck.Report report) {
            out.printf("%s: %s%n", board.name(), report.isGood() ? "good" : "NOT good");
            board.cannotExport()
                    .ifPresent(why -> out.printf("  cannot feed into the grid: it %s%n", why));
            board.stageWithoutTemperature().ifPresent(why -> out.printf("  note: %s%n", why));
            for (BoardCheck.BusTimes bus : report.buses()) {
                out.printf("  bus %-8s load %3d %%", bus.bus(), bus.loadPercent());
                if (bus.stopMs() > 0) {
                    out.printf(
                            ", a stop reaches the safety board within %d ms (%d ms while a device"
                                    + " is silent)",
                            bus.stopMs(), bus.stopWithSilentDeviceMs());
                }
                out.println();
            }
            for (String problem : report.problems()) {
                out.println("  problem: " + problem);
            }
        }
    }

    /** Every value of a board file in words. */
    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = "Every value of a board file: meaning, unit, allowed range, origin.")
    static final class Explain extends Base {
        @Parameters(paramLabel = "FILE", description = "Board file or shipped name.")
        String file = "";

        @Override
        int work(PrintWriter out) {
            BoardFile board = BoardFile.open(file);
            if (json) {
                Map<String, Object> result = summary(board);
                result.put("values", board.entries());
                out.println(JSON.writeValueAsString(result));
                return CommandLine.ExitCode.OK;
            }
            out.printf("%s: %s%n%n", board.name(), board.title());
            for (TomlEntry entry : board.entries()) {
                String unit = entry.unit().isEmpty() ? "" : " " + entry.unit();
                String allowed = entry.allowed().isEmpty() ? "" : "; allowed " + entry.allowed();
                out.printf("%s = %s%s%n", entry.path(), entry.value(), unit);
                out.printf("    %s%s (%s)%n", entry.meaning(), allowed, entry.origin());
            }
            return CommandLine.ExitCode.OK;
        }
    }

    private static Map<String, Object> summary(BoardFile board) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("name", board.name());
        summary.put("title", board.title());
        summary.put("hardwareRevision", board.hardwareRevision());
        summary.put("output", board.ratings().output());
        summary.put("connector", board.connector());
        summary.put("maxChargeW", board.ratings().maxChargeW());
        summary.put("maxDischargeW", board.ratings().maxDischargeW());
        return summary;
    }
}
