package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A scenario with its trace as text: the head can be run again. */
public final class ScenarioFile {

    private static final String MAGIC = "ebbflow world 1";
    private static final String TRACE = "trace";

    private ScenarioFile() {}

    /** The file's text. */
    public static String text(Scenario scenario, List<String> trace) {
        StringBuilder text = new StringBuilder();
        line(text, MAGIC);
        line(text, "seed " + scenario.seed());
        line(text, "vehicle " + scenario.vehicle());
        line(text, "soc-deci-percent " + scenario.socDeciPercent());
        line(text, "duration-ms " + scenario.durationMs());
        line(text, "home " + scenario.home());
        scenario.actions().forEach(action -> line(text, "at " + action.line()));
        line(text, TRACE);
        trace.forEach(each -> line(text, each));
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    /** The scenario in the head, if the text is such a file. */
    public static Optional<Scenario> scenario(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(MAGIC)) {
            return Optional.empty();
        }
        List<Action> actions = new ArrayList<>();
        try {
            for (String line : lines) {
                if (line.startsWith("at ")) {
                    Optional<Action> action = Action.parse(line.substring(3));
                    if (action.isEmpty()) {
                        return Optional.empty();
                    }
                    actions.add(action.get());
                }
                if (line.equals(TRACE)) {
                    break;
                }
            }
            return Optional.of(
                    new Scenario(
                            Long.parseLong(value(lines, "seed ")),
                            Scenario.Vehicle.valueOf(value(lines, "vehicle ")),
                            Integer.parseInt(value(lines, "soc-deci-percent ")),
                            Long.parseLong(value(lines, "duration-ms ")),
                            actions,
                            Scenario.Home.valueOf(value(lines, "home "))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The recorded trace. */
    public static List<String> trace(String text) {
        List<String> lines = text.lines().toList();
        int at = lines.indexOf(TRACE);
        return at < 0 ? List.of() : lines.subList(at + 1, lines.size());
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> line.substring(key.length()))
                .orElseThrow(() -> new IllegalArgumentException("no line " + key));
    }
}
