package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ebbflow.tools.sim.world.Action.Actor;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Home;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;

/** Draws faults: every kind that can touch a kind of car comes equally often. */
final class FaultDraw {

    private static final int FROM_MS = 12_000;
    private static final int TO_MS = 150_000;
    private static final int GEAR_WEIGHT = 12;

    private FaultDraw() {}

    /**
     * Kinds that mean something to this car and its station; those of the stage twice, because only
     * every second station has one, those of the backup's switches more often still.
     */
    static List<Kind> kindsFor(Vehicle vehicle, Home home) {
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            kinds.addAll(Collections.nCopies(weight(kind, vehicle, home), kind));
        }
        return Collections.unmodifiableList(kinds);
    }

    private static int weight(Kind kind, Vehicle vehicle, Home home) {
        boolean stage = kind.name().startsWith("STAGE_") || kind == Kind.INSULATION_LOW_MS;
        boolean means =
                switch (kind.actor()) {
                    case COURSE -> false;
                    case WIRE -> vehicle.isDigital();
                    case GEAR -> home == Home.BACKUP;
                    case INVERTER -> home == Home.BACKUP && vehicle == Vehicle.ISO20_AC_BPT;
                    case PEOPLE, SURROUNDINGS, DEVICE, PART, CONTROLLER -> vehicle.isDc() || !stage;
                };
        if (!means) {
            return 0;
        }
        boolean rare = kind.actor() == Actor.GEAR || kind.actor() == Actor.INVERTER;
        return rare ? GEAR_WEIGHT : stage ? 2 : 1;
    }

    /** Two or three faults; after half of them the driver replugs. */
    static List<Action> draw(Vehicle vehicle, Home home, Dice dice) {
        List<Kind> kinds = kindsFor(vehicle, home);
        List<Action> actions = new ArrayList<>();
        int count = dice.between(2, 3);
        for (int i = 0; i < count; i++) {
            Kind kind = kinds.get(dice.between(0, kinds.size() - 1));
            int atMs = dice.between(FROM_MS, TO_MS);
            actions.add(new Action(atMs, kind, figure(kind, dice)));
            if (kind == Kind.STOP) {
                actions.add(new Action(atMs + 6_000, Kind.RESUME, 0));
            }
            if (dice.oneIn(2)) {
                actions.add(new Action(atMs + 14_000, Kind.UNPLUG, 0));
                actions.add(new Action(atMs + 15_000, Kind.ACKNOWLEDGE, 0));
                actions.add(new Action(atMs + 17_000, Kind.PLUG, 0));
            }
        }
        return actions;
    }

    private static int figure(Kind kind, Dice dice) {
        return switch (kind.actor()) {
            case COURSE -> 0;
            case PEOPLE ->
                    kind == Kind.ESTOP_MS || kind == Kind.DOOR_MS ? dice.between(100, 5_000) : 0;
            case SURROUNDINGS -> surroundings(kind, dice);
            case DEVICE -> device(kind, dice);
            case PART -> dice.between(1_000, 12_000);
            case CONTROLLER -> controller(kind, dice);
            case WIRE -> wire(kind, dice);
            case GEAR, INVERTER -> dice.between(2_000, 60_000);
        };
    }

    private static int surroundings(Kind kind, Dice dice) {
        return switch (kind) {
            case RCD_MS -> dice.between(100, 5_000);
            case GRID_LOSS_MS -> dice.between(50, 9_000);
            case GRID_FLICKER -> dice.between(1, 6);
            case GRID_FREQUENCY_MILLI_HZ -> sign(dice) * dice.between(100, 3_000);
            case GRID_VOLTAGE_MV -> sign(dice) * dice.between(10_000, 60_000);
            case HOUSE_STEP_W -> dice.between(-9_000, 46_000);
            case PILOT_GLITCH -> dice.between(1, 8);
            default -> dice.between(20, 1_500);
        };
    }

    private static int device(Kind kind, Dice dice) {
        return switch (kind) {
            case METER_OFFSET_W -> dice.between(-2_500, 2_500);
            case CALL_FAILS -> dice.between(1, 400);
            case SITE_METER_SILENT_MS -> dice.between(50, 24_000);
            default -> dice.between(50, 8_000);
        };
    }

    private static int controller(Kind kind, Dice dice) {
        return switch (kind) {
            case CLOCK_STEP_S -> sign(dice) * 3_600;
            case CLOCK_DRIFT_PPM -> sign(dice) * dice.between(500, 50_000);
            case CONTROL_PAUSE_MS -> dice.between(20, 900);
            case CONTROL_STOP_MS -> dice.between(900, 6_000);
            case CONTROL_KILL_MS -> dice.between(1_500, 9_000);
            default -> dice.between(1_000, 40_000);
        };
    }

    private static int wire(Kind kind, Dice dice) {
        return switch (kind) {
            case MESSAGE_LATE_MS, ANSWER_LATE_MS -> dice.between(5, 1_500);
            case MESSAGE_FAILS -> dice.between(1, 200);
            default -> 0;
        };
    }

    private static int sign(Dice dice) {
        return dice.oneIn(2) ? 1 : -1;
    }
}
