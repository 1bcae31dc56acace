package org.ebbflow.tools.sim.world;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a script: at a time, somebody does something or something breaks.
 *
 * @param atMs milliseconds since the beginning
 * @param kind what
 * @param value its figure, with the unit in the kind's name; 0 where there is none
 */
public record Action(long atMs, Kind kind, int value) {

    /** What can happen. */
    public enum Kind {
        PLUG(false),
        UNPLUG(false),
        /** The integrator wants this power, plus is charge. */
        SETPOINT_W(false),
        /** The integrator goes away. */
        RELEASE(false),
        STOP(true),
        RESUME(false),
        CAR_STOPS(false),
        HOUSE_LOAD_W(false),
        ACKNOWLEDGE(false),
        ESTOP_MS(true),
        DOOR_MS(true),
        RCD_MS(true),
        GRID_LOSS_MS(true),
        PILOT_OPEN_MS(true),
        PILOT_SHORT_MS(true),
        SAFETY_SILENT_MS(true),
        STAGE_SILENT_MS(true),
        METER_SILENT_MS(true),
        SAFETY_FROZEN_MS(true),
        STAGE_FROZEN_MS(true),
        METER_FROZEN_MS(true),
        METER_OFFSET_W(true),
        WELD_MS(true),
        NO_CLOSE_MS(true),
        LOCK_JAM_MS(true),
        INSULATION_LOW_MS(true),
        CLOCK_STEP_S(true),
        CONTROL_PAUSE_MS(true),
        CONNECTION_RESET(true),
        MESSAGE_LOST(true),
        MESSAGE_GARBAGE(true),
        MESSAGE_TWICE(true),
        MESSAGE_LATE_MS(true);

        private final boolean fault;

        Kind(boolean fault) {
            this.fault = fault;
        }

        /** Whether it counts as a fault that was injected. */
        public boolean isFault() {
            return fault;
        }

        /** The word in scripts, e.g. {@code grid-loss-ms}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One line: {@code 12000 setpoint-w -8000}. */
    public String line() {
        return atMs + " " + kind.word() + " " + value;
    }

    /** Reads a line written by {@link #line}. */
    public static Optional<Action> parse(String line) {
        String[] parts = line.trim().split(" ", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        for (Kind kind : List.of(Kind.values())) {
            if (kind.word().equals(parts[1])) {
                try {
                    long atMs = Long.parseLong(parts[0]);
                    return Optional.of(new Action(atMs, kind, Integer.parseInt(parts[2])));
                } catch (NumberFormatException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
