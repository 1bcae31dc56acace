package org.ebbflow.tools.sim.mutants;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ebbflow.tools.sim.world.Action;
import org.ebbflow.tools.sim.world.Scenario;

/**
 * One deliberate fault.
 *
 * @param name what is broken
 * @param changes where in the source
 * @param scenario the session that must find it
 */
public record Mutant(String name, List<Change> changes, Scenario scenario) {

    private static final long SEED = 7;

    public Mutant {
        changes = List.copyOf(changes);
    }

    /**
     * One replacement in one file.
     *
     * @param file path from the root of the repository
     * @param original text that must stand there exactly once, whatever its line breaks
     * @param broken what stands there instead
     */
    public record Change(String file, String original, String broken) {

        /** How often the original stands in this source; anything but 1 is no longer true. */
        public int occurrences(String source) {
            Matcher matcher = pattern().matcher(source);
            int count = 0;
            while (matcher.find()) {
                count++;
            }
            return count;
        }

        /** The source with the fault. */
        public String applied(String source) {
            return pattern().matcher(source).replaceFirst(Matcher.quoteReplacement(broken));
        }

        private Pattern pattern() {
            return Pattern.compile(
                    Arrays.stream(original.trim().split("\\s+"))
                            .map(Pattern::quote)
                            .collect(Collectors.joining("\\s+")));
        }
    }

    /** Reads a list of mutants; a line that means nothing is refused with its number. */
    static List<Mutant> parse(String text) {
        List<Mutant> mutants = new ArrayList<>();
        Draft draft = new Draft("");
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("== ")) {
                draft.addTo(mutants);
                draft = new Draft(line.substring(3));
            } else if (!line.isBlank() && !line.startsWith("#") && !draft.take(line)) {
                throw new IllegalArgumentException("line " + number + " means nothing: " + line);
            }
        }
        draft.addTo(mutants);
        return mutants;
    }

    /** A mutant while its lines are read. */
    private static final class Draft {
        private final String name;
        private final List<Change> changes = new ArrayList<>();
        private final List<Action> actions = new ArrayList<>();
        private String file = "";
        private String original = "";
        private Scenario.Vehicle vehicle = Scenario.Vehicle.ISO20_DC_BPT;
        private int socDeciPercent = 600;
        private int seconds = 60;
        private Scenario.Home home = Scenario.Home.PLAIN;

        Draft(String name) {
            this.name = name;
        }

        boolean take(String line) {
            String rest = line.substring(line.indexOf(' ') + 1);
            switch (line.substring(0, Math.max(0, line.indexOf(' ')))) {
                case "file" -> file = rest;
                case "-" -> original = rest;
                case "+" -> changes.add(new Change(file, original, rest.trim()));
                case "vehicle" -> vehicle = Scenario.Vehicle.valueOf(rest);
                case "soc" -> socDeciPercent = Integer.parseInt(rest);
                case "seconds" -> seconds = Integer.parseInt(rest);
                case "home" -> home = Scenario.Home.valueOf(rest);
                case "at" -> {
                    Action.parse(rest).ifPresent(actions::add);
                    return Action.parse(rest).isPresent();
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        void addTo(List<Mutant> mutants) {
            if (!name.isEmpty()) {
                Scenario scenario =
                        new Scenario(
                                SEED, vehicle, socDeciPercent, seconds * 1_000L, actions, home);
                mutants.add(new Mutant(name, changes, scenario));
            }
        }
    }
}
