package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;

/**
 * One fault at every place of a reference session: plug, charge, discharge, the car says good-bye.
 *
 * @param kind what fails
 * @param vehicles kinds of cars, each with its own reference session
 * @param threads worker threads
 */
public record Sweep(Place kind, List<Vehicle> vehicles, int threads) {

    private static final long SEED = 7;
    private static final long LENGTH_MS = 34_000;
    private static final int HOUR_S = 3_600;

    public Sweep {
        vehicles = List.copyOf(vehicles);
    }

    /** What fails. */
    public enum Place {
        /** The n-th device call, read or write. */
        CALLS,
        /** The n-th message, of the car or of the station, is lost. */
        MESSAGES,
        /** The wall clock steps by an hour, forwards and back, in each state of the car. */
        CLOCK
    }

    /**
     * What came of it.
     *
     * @param places places there are; @param tried how many were tried
     * @param broken every invariant that did not hold, with its place
     */
    public record Covered(Vehicle vehicle, int places, int tried, List<String> broken) {}

    /** The session nothing happens to. */
    static Scenario reference(Vehicle vehicle) {
        return new Scenario(
                SEED,
                vehicle,
                600,
                LENGTH_MS,
                List.of(
                        new Action(500, Kind.PLUG, 0),
                        new Action(13_000, Kind.SETPOINT_W, 4_000),
                        new Action(18_000, Kind.SETPOINT_W, -4_000),
                        new Action(26_000, Kind.CAR_STOPS, 0),
                        new Action(31_000, Kind.UNPLUG, 0)));
    }

    /** Every place, or as many as {@code goOn} allows; each car gets its share. */
    public List<Covered> run(BooleanSupplier goOn) {
        List<List<Scenario>> all = new ArrayList<>();
        vehicles.forEach(vehicle -> all.add(places(vehicle)));
        int longest = all.stream().mapToInt(List::size).max().orElse(0);
        List<Scenario> mixed = new ArrayList<>();
        for (int i = 0; i < longest; i++) {
            for (List<Scenario> each : all) {
                if (i < each.size()) {
                    mixed.add(each.get(i));
                }
            }
        }
        Runner runner = new Runner(threads, goOn, done -> {}, Brains.PRODUCT);
        List<Outcome> outcomes = runner.outcomes(mixed);
        List<Covered> covered = new ArrayList<>();
        for (int v = 0; v < vehicles.size(); v++) {
            covered.add(covered(vehicles.get(v), all.get(v).size(), outcomes));
        }
        return covered;
    }

    private static Covered covered(Vehicle vehicle, int places, List<Outcome> outcomes) {
        List<String> broken = new ArrayList<>();
        int tried = 0;
        for (Outcome outcome : outcomes) {
            if (outcome.scenario().vehicle() == vehicle) {
                tried++;
                String at = outcome.scenario().faults().getFirst().line();
                outcome.broken().forEach(text -> broken.add(at + ": " + text));
            }
        }
        return new Covered(vehicle, places, tried, broken);
    }

    /** All places of a car's reference session, in an order that spreads a part over the whole. */
    List<Scenario> places(Vehicle vehicle) {
        Scenario calm = reference(vehicle);
        Outcome outcome = World.run(calm, true);
        List<Action> faults =
                switch (kind) {
                    case CALLS -> numbered(Kind.CALL_FAILS, outcome.figures().calls());
                    case MESSAGES -> numbered(Kind.MESSAGE_FAILS, outcome.figures().messages());
                    case CLOCK -> clockSteps(outcome.trace());
                };
        List<Scenario> scenarios = new ArrayList<>();
        faults.forEach(fault -> scenarios.add(with(calm, fault)));
        return spread(scenarios);
    }

    private static List<Action> numbered(Kind kind, long count) {
        List<Action> faults = new ArrayList<>();
        for (int n = 1; n <= count; n++) {
            faults.add(new Action(0, kind, n));
        }
        return faults;
    }

    /** 5 ms after every change of the car's situation and of the contactors. */
    private static List<Action> clockSteps(List<String> trace) {
        List<Action> faults = new ArrayList<>();
        for (String line : trace) {
            String what = line.substring(line.indexOf(' ') + 1);
            boolean state =
                    what.startsWith("car ")
                            || what.startsWith("contactors ")
                            || what.startsWith("sample TRANSFER");
            if (state) {
                String[] at = line.substring(0, line.indexOf(' ')).split("\\.", -1);
                long atMs = Long.parseLong(at[0]) * 1_000 + Long.parseLong(at[1]) / 1_000 + 5;
                faults.add(new Action(atMs, Kind.CLOCK_STEP_S, HOUR_S));
                faults.add(new Action(atMs, Kind.CLOCK_STEP_S, -HOUR_S));
            }
        }
        return faults;
    }

    private static Scenario with(Scenario calm, Action fault) {
        List<Action> actions = new ArrayList<>(calm.actions());
        actions.add(fault);
        actions.sort((a, b) -> Long.compare(a.atMs(), b.atMs()));
        return calm.with(actions);
    }

    /** First every 64th, then those between, and so on. */
    private static List<Scenario> spread(List<Scenario> all) {
        List<Scenario> spread = new ArrayList<>();
        boolean[] taken = new boolean[all.size()];
        for (int step = 64; step >= 1; step /= 2) {
            for (int i = 0; i < all.size(); i += step) {
                if (!taken[i]) {
                    taken[i] = true;
                    spread.add(all.get(i));
                }
            }
        }
        return spread;
    }
}
