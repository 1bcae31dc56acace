package org.ebbflow.tools.sim.day;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A named day, run and judged. */
public final class Day {

    private final DayRun run;
    private final List<String> problems;

    private Day(DayRun run) {
        this.run = run;
        this.problems = run.problems();
    }

    /** Words for the command line. */
    public static List<String> names() {
        return Days.all().stream().map(DayCase::name).toList();
    }

    /** The same, the shortest day first. */
    public static List<String> namesByLength() {
        return Days.all().stream()
                .sorted(Comparator.comparingInt(DayCase::lastsS))
                .map(DayCase::name)
                .toList();
    }

    /** Runs the day of this name, if there is one. */
    public static Optional<Day> run(String name, long seed) {
        return Days.all().stream()
                .filter(day -> day.name().equals(name))
                .findFirst()
                .map(day -> new Day(DayRun.of(day, seed)));
    }

    /** Whether every claim and every invariant held. */
    public boolean isGood() {
        return problems.isEmpty();
    }

    /** The day for people: one line per claim. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(run.of().name() + ": " + run.of().title());
        for (Claim claim : run.of().claims()) {
            Optional<String> seen = claim.problem(run);
            lines.add(
                    (seen.isEmpty() ? "  ok   " : "  BAD  ")
                            + claim.text()
                            + seen.map(s -> ", but " + s).orElse(""));
        }
        run.broken().forEach(text -> lines.add("  BAD  " + text));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%d s simulated, %d of %d claims hold, %d invariants broken",
                        run.of().lastsS(),
                        run.of().claims().stream().filter(c -> c.problem(run).isEmpty()).count(),
                        run.of().claims().size(),
                        run.broken().size()));
        return lines;
    }

    /** The day in one line of a table. */
    public String row() {
        return String.format(
                Locale.ROOT,
                "%-4s %-13s %6d s %3d claims  %s",
                isGood() ? "ok" : "BAD",
                run.of().name(),
                run.of().lastsS(),
                run.of().claims().size(),
                isGood() ? run.of().title() : String.join("; ", problems));
    }

    /** What is wrong; empty is good. */
    public List<String> problems() {
        return problems;
    }

    /** The day as one JSON object on one line. */
    public String json() {
        return DayJson.of(run, problems);
    }

    /** The day as a picture. */
    public String svg() {
        return DayPlot.of(run).svg();
    }
}
