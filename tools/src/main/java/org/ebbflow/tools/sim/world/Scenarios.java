package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;

/** Makes scenarios from seeds: a session with charge, discharge and a change of direction. */
public final class Scenarios {

    private static final int FAULT_FROM_MS = 12_000;
    private static final int FAULT_TO_MS = 150_000;

    /** Cars that both sides speak the language of, in turn. */
    public static final List<Vehicle> PRESENT =
            List.of(Vehicle.ISO20_DC_BPT, Vehicle.PWM, Vehicle.ISO20_AC_BPT, Vehicle.ISO2_DC);

    private Scenarios() {}

    /** Faults a session may get. */
    public enum Faults {
        NONE,
        /** Two or three of any kind. */
        ALL
    }

    /** The scenario of a seed; every vehicle kind present comes in turn. */
    public static Scenario of(long seed, Faults faults, List<Vehicle> vehicles) {
        Dice dice = new Dice(seed, "scenario");
        Vehicle vehicle = vehicles.get((int) Math.floorMod(seed, (long) vehicles.size()));
        List<Action> actions = new ArrayList<>(course(dice));
        if (faults == Faults.ALL) {
            actions.addAll(faults(dice));
        }
        actions.sort(Comparator.comparingLong(Action::atMs));
        return new Scenario(seed, vehicle, dice.between(350, 800), 215_000, actions);
    }

    /**
     * What people do: power up and down through zero, then the car leaves and sometimes returns.
     */
    private static List<Action> course(Dice dice) {
        List<Action> actions = new ArrayList<>();
        int plugMs = dice.between(500, 3_000);
        actions.add(new Action(plugMs, Kind.PLUG, 0));
        int atMs = plugMs + dice.between(15_000, 40_000);
        for (int i = 0; i < 4; i++) {
            int sign = i % 2 == 0 ? 1 : -1;
            actions.add(new Action(atMs, Kind.SETPOINT_W, sign * dice.between(1_500, 15_000)));
            atMs += dice.between(18_000, 32_000);
        }
        if (dice.oneIn(3)) {
            actions.add(new Action(atMs - 5_000, Kind.HOUSE_LOAD_W, dice.between(-4_000, 12_000)));
        }
        actions.add(new Action(atMs, Kind.RELEASE, 0));
        if (dice.oneIn(4)) {
            actions.add(new Action(atMs + 2_000, Kind.STOP, 0));
            actions.add(new Action(atMs + 22_000, Kind.RESUME, 0));
        }
        actions.add(new Action(atMs + 8_000, Kind.CAR_STOPS, 0));
        actions.add(new Action(atMs + 25_000, Kind.UNPLUG, 0));
        return actions;
    }

    private static List<Action> faults(Dice dice) {
        List<Kind> kinds = List.of(Kind.values()).stream().filter(Kind::isFault).toList();
        List<Action> actions = new ArrayList<>();
        int count = dice.between(2, 3);
        for (int i = 0; i < count; i++) {
            Kind kind = kinds.get(dice.between(0, kinds.size() - 1));
            int atMs = dice.between(FAULT_FROM_MS, FAULT_TO_MS);
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
        return switch (kind) {
            case ESTOP_MS, DOOR_MS, RCD_MS -> dice.between(100, 5_000);
            case GRID_LOSS_MS -> dice.between(50, 9_000);
            case PILOT_OPEN_MS, PILOT_SHORT_MS -> dice.between(20, 1_500);
            case SAFETY_SILENT_MS,
                    STAGE_SILENT_MS,
                    METER_SILENT_MS,
                    SAFETY_FROZEN_MS,
                    STAGE_FROZEN_MS,
                    METER_FROZEN_MS ->
                    dice.between(50, 8_000);
            case METER_OFFSET_W -> dice.between(-2_500, 2_500);
            case WELD_MS, NO_CLOSE_MS, LOCK_JAM_MS, INSULATION_LOW_MS ->
                    dice.between(1_000, 12_000);
            case CLOCK_STEP_S -> dice.oneIn(2) ? 3_600 : -3_600;
            case CONTROL_PAUSE_MS -> dice.between(20, 900);
            case MESSAGE_LATE_MS -> dice.between(5, 1_500);
            case PLUG,
                    UNPLUG,
                    SETPOINT_W,
                    RELEASE,
                    STOP,
                    RESUME,
                    CAR_STOPS,
                    HOUSE_LOAD_W,
                    ACKNOWLEDGE,
                    CONNECTION_RESET,
                    MESSAGE_LOST,
                    MESSAGE_GARBAGE,
                    MESSAGE_TWICE ->
                    0;
        };
    }
}
