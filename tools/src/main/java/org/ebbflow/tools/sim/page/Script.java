package org.ebbflow.tools.sim.page;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ebbflow.tools.sim.devices.SimulatorControl;

/**
 * Actions at times: lines such as {@code at 12.5 e-stop}, seconds from the start, comments after #.
 *
 * @param lines in order of time
 */
public record Script(List<Line> lines) {

    private static final Pattern LINE = Pattern.compile("at\\s+(\\d{1,6}(?:\\.\\d{1,3})?)\\s+(.+)");

    /**
     * One action.
     *
     * @param timeMs milliseconds from the start
     * @param action what happens
     */
    public record Line(long timeMs, Commands.Parsed.Action action) {}

    /** A line that cannot be read; the message names file, line and what is allowed. */
    public static final class ScriptException extends Exception {

        ScriptException(String sentence) {
            super(sentence);
        }
    }

    /** Reads a script file. */
    public static Script read(Path file, List<String> cars) throws IOException, ScriptException {
        return parse(file.toString(), Files.readAllLines(file, StandardCharsets.UTF_8), cars);
    }

    /** Reads the lines of a script that is called {@code name} in messages. */
    static Script parse(String name, List<String> text, List<String> cars) throws ScriptException {
        List<Line> lines = new ArrayList<>();
        long lastMs = 0;
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).replaceFirst("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            Line read = line(name + " line " + (i + 1), line, cars);
            if (read.timeMs() < lastMs) {
                throw new ScriptException(
                        name + " line " + (i + 1) + ": the time lies before the line above.");
            }
            lastMs = read.timeMs();
            lines.add(read);
        }
        return new Script(List.copyOf(lines));
    }

    private static Line line(String where, String line, List<String> cars) throws ScriptException {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new ScriptException(
                    where
                            + ": '"
                            + line
                            + "' should read: at SECONDS ACTION, as in: at 12.5 e-stop.");
        }
        return switch (Commands.parse(matcher.group(2), cars)) {
            case Commands.Parsed.Wrong wrong ->
                    throw new ScriptException(where + ": " + wrong.sentence());
            case Commands.Parsed.Action action ->
                    new Line(
                            new BigDecimal(matcher.group(1)).movePointRight(3).longValueExact(),
                            action);
        };
    }

    /**
     * Plays the script in real time on a thread of its own.
     *
     * @param told hears of each action as it happens
     * @return the thread; interrupting it ends the play
     */
    public Thread play(SimulatorControl control, Consumer<Line> told) {
        return Thread.ofVirtual().name("sim-script").start(() -> perform(control, told));
    }

    private void perform(SimulatorControl control, Consumer<Line> told) {
        long startNs = System.nanoTime();
        for (Line line : lines) {
            long dueNs = startNs + line.timeMs() * 1_000_000;
            while (dueNs - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            told.accept(line);
            line.action().act().accept(control);
        }
    }
}
