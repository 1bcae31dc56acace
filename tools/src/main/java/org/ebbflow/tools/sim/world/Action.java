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

    /** Who or what acts. */
    enum Actor {
        /** People, car and house in their usual course: no fault. */
        COURSE,
        PEOPLE,
        SURROUNDINGS,
        DEVICE,
        PART,
        CONTROLLER,
        WIRE,
        /** A switch of the backup gear. */
        GEAR,
        /** The inverter of a car that forms the house's grid. */
        INVERTER
    }

    /** What can happen. */
    public enum Kind {
        PLUG(Actor.COURSE),
        UNPLUG(Actor.COURSE),
        /** The integrator wants this power, plus is charge. */
        SETPOINT_W(Actor.COURSE),
        /** The integrator goes away. */
        RELEASE(Actor.COURSE),
        RESUME(Actor.COURSE),
        CAR_STOPS(Actor.COURSE),
        HOUSE_LOAD_W(Actor.COURSE),
        ACKNOWLEDGE(Actor.COURSE),
        /** So much of the house load hangs on circuits that may be let go. */
        SHEDDABLE_W(Actor.COURSE),
        /** The owner leaves the grid (1) or comes back (0). */
        OFF_GRID(Actor.COURSE),
        STOP(Actor.PEOPLE),
        /** The connector is torn out in the middle of everything. */
        TORN_OUT(Actor.PEOPLE),
        ESTOP_MS(Actor.PEOPLE),
        DOOR_MS(Actor.PEOPLE),
        /** The integrator falls silent without a word: its lease must end. */
        INTEGRATOR_SILENT(Actor.PEOPLE),

        RCD_MS(Actor.SURROUNDINGS),
        GRID_LOSS_MS(Actor.SURROUNDINGS),
        /** So many dips of the grid, 60 ms each, 140 ms apart. */
        GRID_FLICKER(Actor.SURROUNDINGS),
        /** The grid leaves its frequency by so many millihertz for 4 s. */
        GRID_FREQUENCY_MILLI_HZ(Actor.SURROUNDINGS),
        /** The grid leaves its voltage by so many millivolts for 4 s. */
        GRID_VOLTAGE_MV(Actor.SURROUNDINGS),
        /** The house load changes by a large step. */
        HOUSE_STEP_W(Actor.SURROUNDINGS),
        PILOT_OPEN_MS(Actor.SURROUNDINGS),
        PILOT_SHORT_MS(Actor.SURROUNDINGS),
        PILOT_NO_DIODE_MS(Actor.SURROUNDINGS),
        /** Contact bounce: so many openings of 12 ms. */
        PILOT_GLITCH(Actor.SURROUNDINGS),

        SAFETY_SILENT_MS(Actor.DEVICE),
        SAFETY_FROZEN_MS(Actor.DEVICE),
        SAFETY_EXCEPTION_MS(Actor.DEVICE),
        SAFETY_BAD_CRC_MS(Actor.DEVICE),
        SAFETY_SLOW_MS(Actor.DEVICE),
        SAFETY_UNPLUGGED_MS(Actor.DEVICE),
        /** The safety board loses its supply and is back after this time. */
        SAFETY_RESTART_MS(Actor.DEVICE),
        STAGE_SILENT_MS(Actor.DEVICE),
        STAGE_FROZEN_MS(Actor.DEVICE),
        STAGE_EXCEPTION_MS(Actor.DEVICE),
        STAGE_BAD_CRC_MS(Actor.DEVICE),
        STAGE_SLOW_MS(Actor.DEVICE),
        STAGE_UNPLUGGED_MS(Actor.DEVICE),
        METER_SILENT_MS(Actor.DEVICE),
        METER_FROZEN_MS(Actor.DEVICE),
        METER_EXCEPTION_MS(Actor.DEVICE),
        METER_BAD_CRC_MS(Actor.DEVICE),
        METER_SLOW_MS(Actor.DEVICE),
        METER_UNPLUGGED_MS(Actor.DEVICE),
        METER_OFFSET_W(Actor.DEVICE),
        SITE_METER_SILENT_MS(Actor.DEVICE),
        SITE_METER_FROZEN_MS(Actor.DEVICE),

        WELD_MS(Actor.PART),
        NO_CLOSE_MS(Actor.PART),
        LOCK_JAM_MS(Actor.PART),
        INSULATION_LOW_MS(Actor.PART),

        CLOCK_STEP_S(Actor.CONTROLLER),
        /** From now on the wall clock gains so many parts per million. */
        CLOCK_DRIFT_PPM(Actor.CONTROLLER),
        CLOCK_UNTRUSTED_MS(Actor.CONTROLLER),
        /** The process stands still and goes on: a pause of the scheduler, SIGSTOP and SIGCONT. */
        CONTROL_PAUSE_MS(Actor.CONTROLLER),
        CONTROL_STOP_MS(Actor.CONTROLLER),
        /** The process dies and is started again after this time. */
        CONTROL_KILL_MS(Actor.CONTROLLER),
        /** Nothing more can be made durable for this time. */
        STORE_FULL_MS(Actor.CONTROLLER),
        /** The n-th device call from now on fails. */
        CALL_FAILS(Actor.DEVICE),

        CONNECTION_RESET(Actor.WIRE),
        MESSAGE_LOST(Actor.WIRE),
        MESSAGE_GARBAGE(Actor.WIRE),
        MESSAGE_TWICE(Actor.WIRE),
        /** The halves of a message come in the wrong order. */
        MESSAGE_REORDERED(Actor.WIRE),
        /** A message comes in a dozen pieces. */
        MESSAGE_IN_PIECES(Actor.WIRE),
        MESSAGE_LATE_MS(Actor.WIRE),
        /** The n-th message of the car from now on is lost. */
        MESSAGE_FAILS(Actor.WIRE),
        ANSWER_LOST(Actor.WIRE),
        ANSWER_LATE_MS(Actor.WIRE),

        /** The backup's grid switch does not move. */
        GRID_SWITCH_STUCK_MS(Actor.GEAR),
        /** The backup's neutral bond, or its split-phase neutral device, does not move. */
        BOND_STUCK_MS(Actor.GEAR),
        /** The switch between bus bar and house does not move. */
        FEED_STUCK_MS(Actor.GEAR),

        /** It goes on forming, whatever the car is told. */
        INVERTER_STAYS_MS(Actor.INVERTER),
        /** It makes no voltage, whatever the car promised. */
        INVERTER_OFF_MS(Actor.INVERTER);

        private final Actor actor;

        Kind(Actor actor) {
            this.actor = actor;
        }

        Actor actor() {
            return actor;
        }

        /** Whether it counts as a fault that was injected. */
        public boolean isFault() {
            return actor != Actor.COURSE;
        }

        /** Whether its value is how long it lasts, in milliseconds. */
        boolean isForMs() {
            return name().endsWith("_MS") && !name().endsWith("_LATE_MS");
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
