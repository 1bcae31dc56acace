package org.ebbflow.tools.commission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebbflow.controller.settings.SiteFile;
import org.ebbflow.controller.settings.SitePlate;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.tools.cli.ShippedBoards;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebbflow site new}: a site file from at most fifteen plain questions. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Asks plain questions and writes a commented site file.",
            "Enter takes the answer in brackets. Without a terminal, give every answer with --answer."
        })
final class SiteNew implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Site file to write; never an existing one.")
    private Path file = Path.of("");

    @Option(
            names = "--answer",
            paramLabel = "KEY=VALUE",
            description =
                    "An answer given beforehand, e.g. --answer breaker-a=60; may be repeated.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(names = "--defaults", description = "Take the answer in brackets for all others.")
    private boolean defaults;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (Files.exists(file)) {
            err.println(file + " exists already; choose another name or move it away first.");
            return 2;
        }
        List<Question> questions = Questions.all(ShippedBoards.names());
        Optional<String> unknown = unknownKey(questions);
        if (unknown.isPresent()) {
            err.println(unknown.get());
            return 2;
        }
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Optional<Answers> answers = ask(questions, in, out, err);
        if (answers.isEmpty()) {
            err.println("Nothing was written.");
            return 2;
        }
        return write(answers.get(), out, err);
    }

    private Optional<String> unknownKey(List<Question> questions) {
        List<String> keys = questions.stream().map(Question::key).toList();
        return given.keySet().stream()
                .filter(key -> !keys.contains(key))
                .findFirst()
                .map(
                        key ->
                                "There is no question '%s'; the keys are: %s."
                                        .formatted(key, String.join(", ", keys)));
    }

    private Optional<Answers> ask(
            List<Question> questions, BufferedReader in, PrintWriter out, PrintWriter err)
            throws IOException {
        Answers answers = new Answers();
        for (Question question : questions) {
            if (!question.applies().test(answers)) {
                continue;
            }
            Optional<String> answer = answer(question, answers, in, out);
            if (answer.isEmpty()) {
                err.println(
                        "No answer to: "
                                + question.text()
                                + " (--answer "
                                + question.key()
                                + "=...)");
                return Optional.empty();
            }
            answers.put(question.key(), answer.get());
        }
        return Optional.of(answers);
    }

    private Optional<String> answer(
            Question question, Answers answers, BufferedReader in, PrintWriter out)
            throws IOException {
        String otherwise = question.otherwise().apply(answers);
        if (given.containsKey(question.key()) || defaults) {
            String value = given.getOrDefault(question.key(), otherwise);
            Optional<String> problem = question.problem().apply(value);
            problem.ifPresent(p -> out.println(question.text() + " \"" + value + "\": " + p));
            return problem.isPresent() ? Optional.empty() : Optional.of(value);
        }
        while (true) {
            out.print(question.text() + (otherwise.isEmpty() ? " " : " [" + otherwise + "] "));
            out.flush();
            String line = in.readLine();
            if (line == null) {
                out.println();
                return Optional.empty();
            }
            String value = line.isBlank() ? otherwise : line.strip();
            Optional<String> problem = question.problem().apply(value);
            if (problem.isEmpty()) {
                return Optional.of(value);
            }
            out.println("  " + problem.get());
        }
    }

    private int write(Answers answers, PrintWriter out, PrintWriter err) throws IOException {
        try {
            BoardFile board = BoardFile.open(answers.text("board"));
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(
                    file,
                    SiteDraft.text(answers),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE_NEW);
            SiteFile.Written written = SiteFile.readWritten(file);
            SitePlate.require(file, written, board);
            SiteVerdict verdict = SiteVerdict.of(written.site(), board);
            out.println("Written: " + file + System.lineSeparator());
            SiteCheck.print(out, answers.text("name"), verdict);
            return verdict.problems().isEmpty() ? 0 : 1;
        } catch (RefusedFile refused) {
            err.println(refused.sentence());
            Files.deleteIfExists(file);
            return 2;
        } finally {
            out.flush();
        }
    }
}
