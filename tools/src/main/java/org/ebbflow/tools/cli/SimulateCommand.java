package org.ebbflow.tools.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebbflow.tools.sim.world.Campaign;
import org.ebbflow.tools.sim.world.Outcome;
import org.ebbflow.tools.sim.world.Scenario;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.ebbflow.tools.sim.world.ScenarioFile;
import org.ebbflow.tools.sim.world.Scenarios;
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
            "invariant after every cycle. The same seed gives the same trace, byte for byte."
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
    private List<Vehicle> vehicles = Scenarios.PRESENT;

    @Option(names = "--trace", description = "writes the trace of the first session to this file")
    private Optional<Path> trace = Optional.empty();

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Option(
            names = "--budget",
            defaultValue = "45",
            description = "stops beginning sessions after so many seconds (default 45)")
    private int budgetS;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (trace.isPresent()) {
            Scenario first = Scenarios.of(seed, faults, vehicles);
            Outcome outcome = World.run(first, true);
            Files.writeString(
                    trace.get(), ScenarioFile.text(first, outcome.trace()), StandardCharsets.UTF_8);
            if (sessions == 1) {
                out.println(
                        json
                                ? Campaign.of(outcome).json()
                                : "seed "
                                        + seed
                                        + ": "
                                        + outcome.cycles()
                                        + " cycles, trace "
                                        + outcome.hash());
                outcome.broken().forEach(text -> out.println("VIOLATION " + text));
                return outcome.broken().isEmpty() ? 0 : 1;
            }
        }
        long untilNs = System.nanoTime() + budgetS * 1_000_000_000L;
        Campaign campaign =
                Campaign.run(
                        seed,
                        sessions,
                        s -> Scenarios.of(s, faults, vehicles),
                        () -> System.nanoTime() - untilNs < 0);
        out.println(json ? campaign.json() : campaign.sentence());
        out.flush();
        return campaign.sessions() == 0 || !campaign.violations().isEmpty() ? 1 : 0;
    }
}
