package org.ebbflow.hal.board;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ebbflow.hal.Indicator.Meaning;
import org.ebbflow.hal.board.GpioConfig.Colour;
import org.ebbflow.hal.board.GpioConfig.Line;
import org.ebbflow.hal.board.GpioConfig.Pattern;
import org.ebbflow.hal.board.GpioConfig.Pull;
import org.ebbflow.hal.board.GpioConfig.Role;

/** The table {@code [gpio]} of a board file; a line or a role that is named twice is refused. */
final class GpioReader {

    private static final List<Role> LAMPS =
            List.of(Role.LIGHT_RED, Role.LIGHT_GREEN, Role.LIGHT_BLUE);

    private GpioReader() {}

    private enum Level {
        HIGH,
        LOW
    }

    static GpioConfig read(TomlSection at, boolean chademo) {
        String chip =
                at.textOr("chip", "", "GPIO chip, for example gpiochip0; none: the board's own");
        int switchMs =
                at.integerOr(
                        "switch-ms", 500, 50, 3_000, "contactors and feedback may differ so long");
        Map<Role, Line> lines = new EnumMap<>(Role.class);
        for (TomlSection line : at.tables("line")) {
            add(line, lines);
        }
        pairs(at, lines);
        if (!chademo && (lines.containsKey(Role.D1) || lines.containsKey(Role.K))) {
            throw at.refuse("line", "has CHAdeMO lines, but connector is not \"chademo\"");
        }
        Optional<GpioConfig.Lock> lock =
                lines.containsKey(Role.LOCK_ENGAGE) ? Optional.of(lock(at)) : Optional.empty();
        int debounceMs =
                lines.containsKey(Role.BUTTON)
                        ? at.integerOr("debounce-ms", 40, 5, 500, "a press must stand so long")
                        : 0;
        return new GpioConfig(chip, lines, lock, debounceMs, light(at, lines), switchMs);
    }

    private static void add(TomlSection at, Map<Role, Line> lines) {
        Role role = at.choice("role", Role.class, "what the line is for; it says the direction");
        int number = at.integer("number", 0, 511, "number of the line at its chip");
        boolean low = at.choice("active", Level.class, "level that means on") == Level.LOW;
        Pull pull =
                role.isOutput()
                        ? Pull.NONE
                        : at.choiceOr("pull", Pull.NONE, "resistor at the input");
        for (Map.Entry<Role, Line> other : lines.entrySet()) {
            if (other.getValue().number() == number) {
                throw at.refuse("number", "is the line of " + word(other.getKey()) + " already");
            }
        }
        if (lines.put(role, new Line(number, low, pull)) != null) {
            throw at.refuse("role", "is given to two lines; keep one");
        }
    }

    private static void pairs(TomlSection at, Map<Role, Line> lines) {
        together(at, lines, Role.LOCK_ENGAGE, Role.LOCK_RELEASE);
        together(at, lines, Role.LOCK_ENGAGE, Role.LOCK_FEEDBACK);
        together(at, lines, Role.LOCK_RELEASE, Role.LOCK_FEEDBACK);
        together(at, lines, Role.CONTACTOR, Role.CONTACTOR_FEEDBACK);
        together(at, lines, Role.D1, Role.D2);
        together(at, lines, Role.K, Role.H);
    }

    private static void together(TomlSection at, Map<Role, Line> lines, Role one, Role other) {
        boolean first = lines.containsKey(one);
        if (first != lines.containsKey(other)) {
            throw at.refuse(
                    "line",
                    "has %s without %s; a line that cannot be proved is not driven"
                            .formatted(word(first ? one : other), word(first ? other : one)));
        }
    }

    static GpioConfig.Lock lock(TomlSection at) {
        TomlSection lock = at.table("lock");
        int pulseMs = lock.integer("pulse-ms", 20, 3_000, "how long the motor runs");
        int travelMs = lock.integer("travel-ms", 20, 5_000, "when its contact must have followed");
        if (travelMs < pulseMs) {
            throw lock.refuse(
                    "travel-ms", "must not be shorter than pulse-ms (%d)".formatted(pulseMs));
        }
        return new GpioConfig.Lock(pulseMs, travelMs);
    }

    private static Map<Meaning, GpioConfig.Look> light(TomlSection at, Map<Role, Line> lines) {
        Map<Meaning, GpioConfig.Look> looks = new EnumMap<>(Meaning.class);
        for (TomlSection row : at.tables("light")) {
            Meaning meaning = row.choice("meaning", Meaning.class, "what the light tells");
            Colour colour = row.choice("colour", Colour.class, "mixture of the lamps");
            Pattern pattern = row.choiceOr("pattern", Pattern.STEADY, "slow: 1 s, fast: 0.25 s");
            for (Role lamp : LAMPS) {
                if (colour.lights(lamp) && !lines.containsKey(lamp)) {
                    throw row.refuse("colour", "needs a line for " + word(lamp));
                }
            }
            if (looks.put(meaning, new GpioConfig.Look(colour, pattern)) != null) {
                throw row.refuse("meaning", "is given twice");
            }
        }
        boolean lamps = LAMPS.stream().anyMatch(lines::containsKey);
        for (Meaning meaning : Meaning.values()) {
            if (lamps && !looks.containsKey(meaning)) {
                throw at.refuse("light", "lacks a look for \"" + word(meaning) + "\"");
            }
        }
        return looks;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
