package org.ebbflow.tools.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebbflow.tools.sim.day.Day;
import org.ebbflow.tools.sim.world.BackupTable;
import org.ebbflow.tools.sim.world.Brains;
import org.ebbflow.tools.sim.world.Campaign;
import org.ebbflow.tools.sim.world.CampaignJson;
import org.ebbflow.tools.sim.world.Outcome;
import org.ebbflow.tools.sim.world.Runner;
import org.ebbflow.tools.sim.world.Scenario;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.ebbflow.tools.sim.world.ScenarioFile;
import org.ebbflow.tools.sim.world.Scenarios;
import org.ebbflow.tools.sim.world.Sweep;
import org.ebbflow.tools.sim.world.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebbflow simulate}: whole sessions in virtual time, invariants after every cycle. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs whole sessions of the product's control cycle in virtual time and checks every",
            "invariant after every cycle. The same seed gives the same trace, byte for byte.",
            "A violation is shrunk to a short list of actions and written to a file for replay."
        })
final class SimulateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seed", defaultValue = "1", description = "first seed (default 1)")
    private long seed;

    @Option(
            names = "--sessions",
            defaultValue = "1",
            description = "number of sessions, seeds counting up (default 1)")
    private int sessions;

    @Option(names = "--faults", defaultValue = "NONE", description = "none or all (default none)")
    private Scenarios.Faults faults = Scenarios.Faults.NONE;

    @Option(
            names = "--vehicle",
            split = ",",
            description = "kinds of cars, in turn: ${COMPLETION-CANDIDATES} (default all)")
    private List<Vehicle> vehicles = Scenarios.IN_TURN;

    @Option(names = "--trace", description = "writes the trace of the first session to this file")
    private Optional<Path> trace = Optional.empty();

    @Option(
            names = "--out",
            defaultValue = ".",
            description = "directory for the traces of violations (default .)")
    private Path out = Path.of(".");

    @Option(
            names = "--flight",
            paramLabel = "DIR",
            description = "writes a flight recording of each trip of the first session here")
    private Optional<Path> flight = Optional.empty();

    @Option(
            names = "--mutants",
            description = "builds deliberate faults into the product; a session must find each")
    private boolean mutants;

    @Option(
            names = "--sweep",
            description =
                    "lets the n-th device call, the n-th message or the clock of every state fail"
                            + " over a reference session: ${COMPLETION-CANDIDATES}")
    private Optional<Sweep.Place> sweep = Optional.empty();

    @Option(
            names = "--scenario",
            description = {
                "runs a table of named situations with expected power traces instead of sessions:",
                "backup (outage, overload, reserve, flicker, return, stuck switches, owner's test)",
                "or a named day: grid-event, outage, solar-day, solar-pilot, home-battery, ready-by,",
                "too-late, lost-links, power-cut, power-cut-iso2, power-cut-pilot;",
                "or all of them (a table; none is begun beyond the budget)"
            })
    private Optional<String> scenario = Optional.empty();

    @Option(
            names = "--plot",
            description = "writes the scenario's power traces as SVG to this file")
    private Optional<Path> plot = Optional.empty();

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Option(
            names = "--threads",
            defaultValue = "2",
            description = "worker threads; the result does not depend on them (default 2)")
    private int threads;

    @Option(
            names = "--budget",
            defaultValue = "60",
            description = "stops beginning sessions after so many seconds (default 60)")
    private int budgetS;

    @Override
    public Integer call() throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        if (threads < 1 || threads > 64 || sessions < 1) {
            spec.commandLine().getErr().println("Give 1..64 threads and at least 1 session.");
            return 2;
        }
        if (scenario.isPresent()) {
            return named(scenario.get(), print);
        }
        if (plot.isPresent()) {
            spec.commandLine().getErr().println("--plot needs --scenario NAME.");
            return 2;
        }
        if (flight.isPresent()) {
            return recorded(print, flight.get());
        }
        if (trace.isPresent()) {
            traced(trace.get());
        }
        long untilNs = System.nanoTime() + budgetS * 1_000_000_000L;
        if (mutants) {
            return new MutantReport(spec.commandLine(), json)
                    .run(() -> System.nanoTime() - untilNs < 0);
        }
        if (sweep.isPresent()) {
            Sweep asked = new Sweep(sweep.get(), vehicles.stream().distinct().toList(), threads);
            return new SweepReport(spec.commandLine(), json)
                    .run(asked, () -> System.nanoTime() - untilNs < 0);
        }
        Runner runner =
                new Runner(
                        Math.min(threads, sessions),
                        () -> System.nanoTime() - untilNs < 0,
                        this::progress,
                        Brains.PRODUCT);
        Campaign campaign = runner.run(seed, sessions, s -> Scenarios.of(s, faults, vehicles));
        List<String> files = written(campaign);
        if (json) {
            print.println(CampaignJson.of(campaign, files));
        } else {
            print.println(campaign.sentence());
            campaign.violations()
                    .forEach(v -> print.println("VIOLATION seed " + v.seed() + " " + v.text()));
            files.forEach(file -> print.println("./ebbflow replay " + file));
        }
        print.flush();
        return campaign.sessions() == 0 || !campaign.violations().isEmpty() ? 1 : 0;
    }

    private int recorded(PrintWriter print, Path directory) {
        List<Path> files = World.record(Scenarios.of(seed, faults, vehicles), directory);
        files.forEach(file -> print.println("./ebbflow replay " + file));
        print.println(files.size() + " flight recordings");
        print.flush();
        return files.isEmpty() ? 1 : 0;
    }

    private int named(String name, PrintWriter print) throws IOException {
        if (!name.equals("backup")) {
            return day(name, print);
        }
        long untilNs = System.nanoTime() + budgetS * 1_000_000_000L;
        BackupTable table = BackupTable.run(seed, () -> System.nanoTime() - untilNs < 0);
        if (plot.isPresent()) {
            Files.writeString(plot.get(), table.svg(), StandardCharsets.UTF_8);
        }
        if (json) {
            print.println(table.json());
        } else {
            table.lines().forEach(print::println);
        }
        print.flush();
        return table.isGood() ? 0 : 1;
    }

    private int day(String name, PrintWriter print) throws IOException {
        if (name.equals("all")) {
            return AllDays.run(seed, threads, System.nanoTime() + budgetS * 1_000_000_000L, print);
        }
        Optional<Day> ran = Day.run(name, seed);
        if (ran.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "There is no scenario '"
                                    + name
                                    + "'; there are: all, backup, "
                                    + String.join(", ", Day.names())
                                    + ".");
            return 2;
        }
        Day day = ran.get();
        if (plot.isPresent()) {
            Files.writeString(plot.get(), day.svg(), StandardCharsets.UTF_8);
        }
        if (json) {
            print.println(day.json());
        } else {
            day.lines().forEach(print::println);
        }
        print.flush();
        return day.isGood() ? 0 : 1;
    }

    private void traced(Path file) throws IOException {
        Scenario first = Scenarios.of(seed, faults, vehicles);
        Outcome outcome = World.run(first, true);
        Files.writeString(file, ScenarioFile.text(first, outcome.trace()), StandardCharsets.UTF_8);
        spec.commandLine()
                .getErr()
                .println(
                        "seed "
                                + seed
                                + ": "
                                + outcome.figures().cycles()
                                + " cycles, trace "
                                + outcome.hash());
    }

    /** The traces of shrunk violations as files for {@code replay}. */
    private List<String> written(Campaign campaign) throws IOException {
        Files.createDirectories(out);
        List<String> files = new ArrayList<>();
        for (Campaign.Violation found : campaign.violations()) {
            if (!found.trace().isEmpty()) {
                String kind = found.text().substring(0, found.text().indexOf(':'));
                Path file = out.resolve("violation-" + found.seed() + "-" + kind + ".txt");
                Files.writeString(
                        file,
                        ScenarioFile.text(found.shrunk(), found.trace()),
                        StandardCharsets.UTF_8);
                files.add(file.toString());
            }
        }
        return files;
    }

    private void progress(int done) {
        if (done % 100 == 0) {
            spec.commandLine().getErr().println(done + " of " + sessions + " sessions");
        }
    }
}
