package org.ebbflow.tools.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ebbflow.controller.flight.DamagedRecording;
import org.ebbflow.controller.flight.FlightFile;
import org.ebbflow.controller.flight.Recording;
import org.ebbflow.controller.flight.Replay;
import org.ebbflow.tools.sim.world.Outcome;
import org.ebbflow.tools.sim.world.Scenario;
import org.ebbflow.tools.sim.world.ScenarioFile;
import org.ebbflow.tools.sim.world.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebbflow replay}: runs what was recorded again and compares. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a recording again and says whether it comes out the same.",
            "",
            "FILE is a flight recording that a station made at a trip: the same inputs go through the",
            "same control cycle, and every decision (command to the board, trips, what goes to the",
            "car, answers) is compared; the first difference is named.",
            "",
            "Or FILE is a trace of 'simulate --trace': its scenario is simulated again and compared",
            "line by line; lines of the head may be edited to try something else.",
            "",
            "Exit codes: 0 the same, 1 different, 2 the file cannot be used."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final String WANTED =
            "give a flight recording of a station, or a file written by simulate --trace.";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "a flight recording or a trace")
    private Path file = Path.of("");

    @Option(names = "--json", description = "prints one JSON object (flight recordings)")
    private boolean json;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "Gives up after that (default: ${DEFAULT-VALUE}).")
    private int budgetS = 45;

    @Override
    public Integer call() throws IOException {
        FutureTask<Integer> work = new FutureTask<>(this::work);
        Thread.ofPlatform().daemon().name("replay").start(work);
        try {
            return work.get(budgetS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "Not over within "
                                    + budgetS
                                    + " s, so nothing is said; raise --budget.");
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (ExecutionException e) {
            throw new IOException(file + " could not be replayed: " + e.getCause(), e);
        }
    }

    private int work() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            err.println(file + " cannot be read; " + WANTED);
            return 2;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (FlightFile.isOne(bytes)) {
            try {
                return flight();
            } catch (DamagedRecording e) {
                err.println(e.getMessage());
                return 2;
            }
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        Optional<Scenario> scenario = ScenarioFile.scenario(text);
        if (scenario.isEmpty()) {
            err.println(file + " is no recording; " + WANTED);
            return 2;
        }
        return world(scenario.get(), text);
    }

    private int flight() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Recording recording = FlightFile.read(file);
        Replay.Outcome outcome = Replay.run(recording);
        if (json) {
            out.println(
                    "{\"cycles\":%d,\"same\":%b,\"trips\":\"%s\"}"
                            .formatted(
                                    outcome.cycles(),
                                    outcome.difference().isEmpty(),
                                    recording.head().began()));
        }
        String trips = "recorded at the trip " + recording.head().began();
        outcome.difference()
                .ifPresentOrElse(
                        text -> say("different from what was " + trips + ": " + text),
                        () -> say("the same, " + outcome.cycles() + " cycles, " + trips));
        out.flush();
        return outcome.difference().isEmpty() ? 0 : 1;
    }

    private void say(String sentence) {
        if (!json) {
            spec.commandLine().getOut().println(sentence);
        } else {
            spec.commandLine().getErr().println(sentence);
        }
    }

    private int world(Scenario scenario, String text) {
        PrintWriter out = spec.commandLine().getOut();
        Outcome outcome = World.run(scenario, true);
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
