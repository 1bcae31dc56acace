package org.ebbflow.tools.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ebbflow.hal.board.RefusedFile;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What every command does with bad input: one sentence that says what to do, never a stack trace.
 */
final class Refusals {

    /** Counts and times of which less than one makes no sense. */
    private static final Set<String> AT_LEAST_ONE =
            Set.of("--budget", "--sessions", "--messages", "--samples", "--days", "--threads");

    private static final int LAST_PORT = 65_535;
    private static final int FAILED = 1;
    private static final int WRONG_INPUT = 2;

    private Refusals() {}

    /** Sets them up for a command and all below it. */
    static CommandLine on(CommandLine line) {
        return line.setExecutionStrategy(
                        parsed -> {
                            checkNumbers(parsed);
                            checkWhole(parsed);
                            return new CommandLine.RunLast().execute(parsed);
                        })
                .setExecutionExceptionHandler((e, at, parsed) -> failed(e, at));
    }

    private static void checkNumbers(ParseResult parsed) {
        for (Optional<ParseResult> at = Optional.of(parsed);
                at.isPresent();
                at = Optional.ofNullable(at.get().subcommand())) {
            for (OptionSpec option : at.get().matchedOptions()) {
                if (option.getValue() instanceof Number number) {
                    check(at.get(), option.longestName(), number.doubleValue());
                }
            }
        }
    }

    /** A group of commands alone says what it has; only the top one shows its help. */
    private static void checkWhole(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        boolean group = !command.getSubcommands().isEmpty() && command.getParent() != null;
        if (group && !last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
            String names =
                    command.getSubcommands().entrySet().stream()
                            .filter(e -> !e.getValue().getCommandSpec().usageMessage().hidden())
                            .map(Map.Entry::getKey)
                            .collect(Collectors.joining(", "));
            throw new ParameterException(command, "Say what to do: " + names + ".");
        }
    }

    private static void check(ParseResult at, String name, double value) {
        boolean port = name.endsWith("-port");
        if (AT_LEAST_ONE.contains(name) && !(value > 0)) {
            throw refused(at, name, value, "1 or more");
        }
        if (port && (value < 0 || value > LAST_PORT)) {
            throw refused(at, name, value, "0 (any free one) to " + LAST_PORT);
        }
    }

    private static ParameterException refused(
            ParseResult at, String name, double value, String allowed) {
        String shown = value == Math.rint(value) ? String.valueOf((long) value) : "" + value;
        return new ParameterException(
                at.commandSpec().commandLine(), name + " is " + shown + "; write " + allowed + ".");
    }

    private static int failed(Exception e, CommandLine at) {
        Throwable cause =
                e instanceof UncheckedIOException ? Objects.requireNonNullElse(e.getCause(), e) : e;
        if (cause instanceof RefusedFile refused) {
            at.getErr().println(refused.sentence());
            return WRONG_INPUT;
        }
        if (cause instanceof IOException io) {
            at.getErr().println(sentence(io));
            return WRONG_INPUT;
        }
        at.getErr()
                .println(
                        at.getCommandSpec().qualifiedName()
                                + " failed: "
                                + Optional.ofNullable(cause.getMessage()).orElse("")
                                + " ("
                                + cause.getClass().getSimpleName()
                                + " at "
                                + place(cause)
                                + ").");
        return FAILED;
    }

    /** Where in our own code it happened, for whoever reports it. */
    private static String place(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().startsWith("org.ebbflow.")) {
                return frame.getClassName() + " line " + frame.getLineNumber();
            }
        }
        return "an unknown place";
    }

    private static String sentence(IOException e) {
        return switch (e) {
            case NoSuchFileException absent -> absent.getFile() + ": there is no such file.";
            case AccessDeniedException closed ->
                    closed.getFile() + ": no permission to read or write it.";
            case FileSystemException file ->
                    file.getFile()
                            + ": "
                            + Optional.ofNullable(file.getReason()).orElse("it cannot be used")
                            + ".";
            case IOException other ->
                    Optional.ofNullable(other.getMessage()).orElse("Reading or writing failed.");
        };
    }
}
