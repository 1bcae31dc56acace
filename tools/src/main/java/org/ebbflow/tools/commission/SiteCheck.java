package org.ebbflow.tools.commission;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.SiteFile;
import org.ebbflow.controller.settings.SitePlate;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.RefusedFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ebbflow site check}: every limit that a site file makes, in watts. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a site file and says what every figure means in watts.",
            "Exit code 1: a problem must be mended first; 2: the file cannot be read."
        })
final class SiteCheck implements Callable<Integer> {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SITE", description = "Site file.")
    private Path site = Path.of("");

    @Option(
            names = "--board",
            required = true,
            paramLabel = "FILE",
            description = "Board file, or the name of a shipped board.")
    private String board = "";

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "At least 1; the check itself takes no time (default: ${DEFAULT-VALUE}).")
    private int budgetS = 45;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (budgetS < 1) {
            spec.commandLine().getErr().println("Nothing was checked: --budget must be 1 or more.");
            return 1;
        }
        try {
            SiteFile.Written written = SiteFile.readWritten(site);
            BoardFile file = BoardFile.open(board);
            SitePlate.require(site, written, file);
            Installation installation = written.site();
            SiteVerdict verdict = SiteVerdict.of(installation, file);
            if (json) {
                out.println(JSON.writeValueAsString(verdict.json()));
            } else {
                print(out, installation.name(), verdict);
                out.println("Checked: 1 site file, " + verdict.lines().size() + " limits.");
            }
            return verdict.problems().isEmpty() ? 0 : 1;
        } catch (RefusedFile refused) {
            if (json) {
                out.println(JSON.writeValueAsString(Map.of("refused", refused.sentence())));
            } else {
                spec.commandLine().getErr().println(refused.sentence());
            }
            return 2;
        } finally {
            out.flush();
        }
    }

    static void print(PrintWriter out, String name, SiteVerdict verdict) {
        out.printf("%s%n%n  %-12s %10s %10s%n", name, "limit by", "charge W", "discharge W");
        for (SiteVerdict.Line line : verdict.lines()) {
            out.printf(
                    "  %-12s %10s %10s   %s%n",
                    line.source(), watts(line.chargeW()), watts(line.dischargeW()), line.why());
        }
        out.printf(
                "%nTogether: charge up to %d W, discharge up to %d W at the AC terminals.%n",
                verdict.powerW().max(), -verdict.powerW().min());
        verdict.warnings().forEach(w -> out.println("  note: " + w));
        verdict.problems().forEach(p -> out.println("  PROBLEM: " + p));
    }

    private static String watts(int watts) {
        return watts < 0 ? "-" : String.valueOf(watts);
    }
}
