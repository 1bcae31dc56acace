package org.ebbflow.tools.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebbflow.tools.sim.world.Outcome;
import org.ebbflow.tools.sim.world.Scenario;
import org.ebbflow.tools.sim.world.ScenarioFile;
import org.ebbflow.tools.sim.world.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebbflow replay}: runs a recorded scenario again and compares the trace. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the scenario in a trace file again, prints what happened and says whether it is",
            "the same, line by line. Lines of the head may be edited to try something else."
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "written by simulate --trace")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (!Files.isReadable(file)) {
            err.println(file + " cannot be read; give a file written by simulate --trace.");
            return 2;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Optional<Scenario> scenario = ScenarioFile.scenario(text);
        if (scenario.isEmpty()) {
            err.println(file + " is no trace; give a file written by simulate --trace.");
            return 2;
        }
        Outcome outcome = World.run(scenario.get(), true);
        outcome.trace().forEach(out::println);
        List<String> before = ScenarioFile.trace(text);
        boolean same = before.equals(outcome.trace());
        out.println(
                same
                        ? "the same, " + before.size() + " lines"
                        : "different from the recorded trace");
        out.flush();
        return same && outcome.broken().isEmpty() ? 0 : 1;
    }
}
