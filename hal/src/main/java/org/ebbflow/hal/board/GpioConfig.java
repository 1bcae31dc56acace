package org.ebbflow.hal.board;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ebbflow.hal.Indicator.Meaning;

/**
 * Lines of the controller's own pin header.
 *
 * @param chip name of the GPIO chip, empty for the board's own
 * @param lines at most one per role
 * @param lock how the lock's motor is driven, where it hangs on lines
 * @param debounceMs time a button must stand to count
 * @param light what a meaning looks like, where there is a light; every meaning then
 * @param switchMs time in which contactors and their feedback may differ
 */
public record GpioConfig(
        String chip,
        Map<Role, Line> lines,
        Optional<Lock> lock,
        int debounceMs,
        Map<Meaning, Look> light,
        int switchMs) {

    public GpioConfig {
        EnumMap<Role, Line> ordered = new EnumMap<>(Role.class);
        ordered.putAll(lines);
        lines = java.util.Collections.unmodifiableMap(ordered);
    }

    /** What a line is for; the role says its direction. */
    public enum Role {
        EMERGENCY_STOP(false),
        DOOR(false),
        RESIDUAL_CURRENT(false),
        CONTACTOR_FEEDBACK(false),
        LOCK_FEEDBACK(false),
        /** CHAdeMO: the car's charge permission. */
        K(false),
        /** CHAdeMO: the plug sits. */
        H(false),
        BUTTON(false),
        /** In series with the safety board's own contactor output, never instead of it. */
        CONTACTOR(true),
        LOCK_ENGAGE(true),
        LOCK_RELEASE(true),
        D1(true),
        D2(true),
        LIGHT_RED(true),
        LIGHT_GREEN(true),
        LIGHT_BLUE(true);

        private final boolean output;

        Role(boolean output) {
            this.output = output;
        }

        /** Whether the controller drives it. */
        public boolean isOutput() {
            return output;
        }
    }

    /**
     * One line.
     *
     * @param number number of the line at its chip
     * @param activeLow whether the line means "on" while it is at 0 V
     * @param pull resistor of an input
     */
    public record Line(int number, boolean activeLow, Pull pull) {}

    /** Resistor at an input. */
    public enum Pull {
        NONE,
        UP,
        DOWN
    }

    /**
     * A lock with a motor and a contact at its bolt.
     *
     * @param pulseMs how long the motor runs
     * @param travelMs when the contact must have followed
     */
    public record Lock(int pulseMs, int travelMs) {}

    /** A look of the light. */
    public record Look(Colour colour, Pattern pattern) {}

    /** Mixture of the three lamps. */
    public enum Colour {
        OFF(false, false, false),
        RED(true, false, false),
        GREEN(false, true, false),
        BLUE(false, false, true),
        YELLOW(true, true, false),
        CYAN(false, true, true),
        MAGENTA(true, false, true),
        WHITE(true, true, true);

        private final boolean red;
        private final boolean green;
        private final boolean blue;

        Colour(boolean red, boolean green, boolean blue) {
            this.red = red;
            this.green = green;
            this.blue = blue;
        }

        /** Whether the lamp at this role is lit. */
        public boolean lights(Role lamp) {
            return switch (lamp) {
                case LIGHT_RED -> red;
                case LIGHT_GREEN -> green;
                case LIGHT_BLUE -> blue;
                default -> false;
            };
        }
    }

    /** How it changes over time. */
    public enum Pattern {
        STEADY(0),
        SLOW(1_000),
        FAST(250);

        private final int halfMs;

        Pattern(int halfMs) {
            this.halfMs = halfMs;
        }

        /** Whether the light is lit so long after it was set. */
        public boolean isLit(long sinceMs) {
            return halfMs == 0 || sinceMs / halfMs % 2 == 0;
        }
    }
}
