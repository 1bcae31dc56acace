package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Home;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;

/** Makes scenarios from seeds: a session with charge, discharge and a change of direction. */
public final class Scenarios {

    private static final int AFTER_MS = 15_000;

    /** Before the end; nobody's power is left on then. */
    private static final int LEAVES_MS = 8_000;

    /** Cars that both sides speak the language of. */
    public static final List<Vehicle> PRESENT =
            List.of(
                    Vehicle.ISO20_DC_BPT,
                    Vehicle.PWM,
                    Vehicle.ISO20_AC_BPT,
                    Vehicle.ISO2_DC,
                    Vehicle.ISO20_DC,
                    Vehicle.ISO2_AC,
                    Vehicle.ISO20_AC,
                    Vehicle.DIN_DC,
                    Vehicle.CHADEMO);

    /** The same as they come by default: every second one can give energy back. */
    public static final List<Vehicle> IN_TURN = inTurn();

    private Scenarios() {}

    private static List<Vehicle> inTurn() {
        List<Vehicle> others = PRESENT.stream().filter(v -> !v.isBidirectional()).toList();
        List<Vehicle> both = PRESENT.stream().filter(Vehicle::isBidirectional).toList();
        List<Vehicle> turn = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            turn.add(both.get(i % both.size()));
            turn.add(others.get(i));
        }
        return List.copyOf(turn);
    }

    /** Faults a session may get. */
    public enum Faults {
        NONE,
        /** Two or three of any kind. */
        ALL
    }

    /** The scenario of a seed; the kinds of cars come in turn. */
    public static Scenario of(long seed, Faults faults, List<Vehicle> vehicles) {
        Dice dice = new Dice(seed, "scenario");
        Vehicle vehicle = vehicles.get((int) Math.floorMod(seed, (long) vehicles.size()));
        boolean both = vehicle == Vehicle.ISO20_DC_BPT || vehicle == Vehicle.ISO20_AC_BPT;
        boolean house = both && dice.oneIn(2);
        Home home = house ? Home.BACKUP : Home.PLAIN;
        List<Action> actions = new ArrayList<>(course(dice));
        long endMs = actions.getLast().atMs() + AFTER_MS;
        if (home == Home.BACKUP) {
            actions.addAll(outage(dice));
        }
        if (faults == Faults.ALL) {
            actions.addAll(FaultDraw.draw(vehicle, home, dice));
        }
        leave(actions, endMs - LEAVES_MS);
        actions.sort(Comparator.comparingLong(Action::atMs));
        int socDeciPercent = dice.oneIn(8) ? dice.between(298, 305) : dice.between(350, 800);
        return new Scenario(seed, vehicle, socDeciPercent, endMs, actions, home);
    }

    /** A driver who came back after the last departure leaves again before the end. */
    private static void leave(List<Action> actions, long latestMs) {
        actions.removeIf(a -> a.kind() == Kind.PLUG && a.atMs() >= latestMs);
        actions.removeIf(a -> a.kind() == Kind.UNPLUG && a.atMs() > latestMs);
        if (last(actions, Kind.PLUG) > last(actions, Kind.UNPLUG)) {
            actions.add(new Action(latestMs, Kind.UNPLUG, 0));
        }
    }

    private static long last(List<Action> actions, Kind kind) {
        return actions.stream()
                .filter(a -> a.kind() == kind)
                .mapToLong(Action::atMs)
                .max()
                .orElse(0);
    }

    /** The grid is away for long; the house takes little, much or too much. */
    private static List<Action> outage(Dice dice) {
        int atMs = dice.between(5_000, 120_000);
        int houseW = dice.between(200, 13_500);
        return List.of(
                new Action(atMs - 1_000, Kind.HOUSE_LOAD_W, houseW),
                new Action(atMs - 500, Kind.SHEDDABLE_W, dice.between(0, houseW)),
                new Action(atMs, Kind.GRID_LOSS_MS, dice.between(4_000, 70_000)),
                new Action(
                        atMs + dice.between(5_000, 30_000),
                        Kind.HOUSE_LOAD_W,
                        dice.between(-3_000, 14_500)));
    }

    /** What people do: power up and down through zero, then the car leaves. */
    private static List<Action> course(Dice dice) {
        List<Action> actions = new ArrayList<>();
        int plugMs = dice.between(500, 3_000);
        actions.add(new Action(plugMs, Kind.PLUG, 0));
        int atMs = plugMs + dice.between(15_000, 40_000);
        for (int i = 0; i < 4; i++) {
            int sign = i % 2 == 0 ? 1 : -1;
            actions.add(new Action(atMs, Kind.SETPOINT_W, sign * dice.between(1_500, 15_000)));
            atMs += dice.between(21_000, 37_000);
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
}
