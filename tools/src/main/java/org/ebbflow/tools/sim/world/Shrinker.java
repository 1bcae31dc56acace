package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds a small list of actions that breaks the same invariant: leaves out what is not needed, in
 * ever smaller pieces, until nothing more can be left out.
 *
 * <p>The method is delta debugging.
 *
 * @source Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, IEEE TSE 28(2)
 * @param brains what decides
 */
record Shrinker(Brains brains) {

    private static final int MOST_RUNS = 200;

    /** The smallest scenario found. @param broken the violation that must stay */
    Scenario shrink(Scenario whole, String broken) {
        String kind = Outcome.kindOf(broken);
        Scenario best = whole;
        int runs = 0;
        int pieces = 2;
        while (best.actions().size() > 1 && runs < MOST_RUNS) {
            boolean smaller = false;
            int size = best.actions().size();
            int length = (size + pieces - 1) / pieces;
            for (int from = 0; from < size && !smaller; from += length) {
                Scenario tried = without(best, from, Math.min(size, from + length));
                runs++;
                if (breaks(tried, kind)) {
                    best = tried;
                    smaller = true;
                }
            }
            if (smaller) {
                pieces = Math.max(2, pieces - 1);
            } else if (pieces >= size) {
                break;
            } else {
                pieces = Math.min(size, 2 * pieces);
            }
        }
        return shorter(best, kind);
    }

    /** Ends the world soon after the last action, if it breaks by then. */
    private Scenario shorter(Scenario scenario, String kind) {
        for (long afterMs : List.of(2_000L, 10_000L, 30_000L)) {
            long endMs =
                    scenario.actions().stream().mapToLong(Action::atMs).max().orElse(0) + afterMs;
            Scenario tried = scenario.lasting(endMs);
            if (endMs < scenario.durationMs() && breaks(tried, kind)) {
                return tried;
            }
        }
        return scenario;
    }

    private boolean breaks(Scenario scenario, String kind) {
        return World.run(scenario, brains, false).broken().stream()
                .anyMatch(text -> Outcome.kindOf(text).equals(kind));
    }

    private static Scenario without(Scenario scenario, int from, int to) {
        List<Action> left = new ArrayList<>(scenario.actions().subList(0, from));
        left.addAll(scenario.actions().subList(to, scenario.actions().size()));
        return scenario.with(left);
    }
}
