package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The backup scenarios, run and judged: the production cycle in a house with a backup switch gear.
 */
public final class BackupTable {

    private final int rows;
    private final List<BackupRun> runs;

    private BackupTable(int rows, List<BackupRun> runs) {
        this.rows = rows;
        this.runs = List.copyOf(runs);
    }

    /** Runs every row. @param goOn asked before each */
    public static BackupTable run(long seed, BooleanSupplier goOn) {
        List<BackupCase> all = BackupCase.all();
        List<BackupRun> runs =
                all.parallelStream()
                        .filter(row -> goOn.getAsBoolean())
                        .map(row -> BackupRun.of(row, seed))
                        .toList();
        return new BackupTable(all.size(), runs);
    }

    /** Whether every row was run and every expectation met. */
    public boolean isGood() {
        return runs.size() == rows && runs.stream().allMatch(run -> run.problems().isEmpty());
    }

    /** The table for people: one line per row, one per thing that is wrong. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (BackupRun run : runs) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-4s %-14s dark %6.2f s  %s",
                            run.problems().isEmpty() ? "ok" : "BAD",
                            run.of().name(),
                            run.darkMs(0, run.of().lastsS()) / 1_000.0,
                            run.of().title()));
            run.problems().forEach(problem -> lines.add("     expected " + problem));
        }
        lines.add(runs.size() + " of " + rows + " rows were run");
        return lines;
    }

    /** The table as one JSON object on one line. */
    public String json() {
        StringBuilder j = new StringBuilder("{\"scenario\":\"backup\",\"rows\":[");
        for (int i = 0; i < runs.size(); i++) {
            BackupRun run = runs.get(i);
            j.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"")
                    .append(run.of().name())
                    .append("\",\"title\":\"")
                    .append(run.of().title())
                    .append("\",\"simulatedSeconds\":")
                    .append(run.of().lastsS())
                    .append(",\"darkMs\":")
                    .append(run.darkMs(0, run.of().lastsS()))
                    .append(",\"expectations\":")
                    .append(
                            strings(
                                    run.of().expectations().stream()
                                            .map(Expectation::text)
                                            .toList()))
                    .append(",\"trips\":")
                    .append(strings(run.trips().stream().map(Enum::name).toList()))
                    .append(",\"problems\":")
                    .append(strings(run.problems()))
                    .append('}');
        }
        return j.append("],\"rowsOfTheTable\":")
                .append(rows)
                .append(",\"good\":")
                .append(isGood())
                .append('}')
                .toString();
    }

    private static String strings(List<String> texts) {
        return "["
                + String.join(
                        ",",
                        texts.stream()
                                .map(t -> "\"" + t.replace("\\", "\\\\").replace("\"", "'") + "\"")
                                .toList())
                + "]";
    }

    /** All rows as one picture. */
    public String svg() {
        return BackupPlot.of(runs).svg();
    }
}
