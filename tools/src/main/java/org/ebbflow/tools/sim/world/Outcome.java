package org.ebbflow.tools.sim.world;

import java.util.List;
import org.ebbflow.controller.energy.Reason;

/**
 * What became of one scenario.
 *
 * @param completed the car came to its own good end
 * @param ended why sessions ended, in order
 * @param trips trips that began
 * @param figures what was counted
 * @param broken invariants that did not hold; empty is good
 * @param hash digest of the trace
 * @param trace its lines, if they were kept
 */
public record Outcome(
        Scenario scenario,
        boolean completed,
        List<Reason> ended,
        int trips,
        Figures figures,
        List<String> broken,
        String hash,
        List<String> trace) {

    /**
     * What was counted.
     *
     * @param cycles control cycles that ran
     * @param calls device calls, reads and writes
     * @param messages messages on the wire, of both sides
     * @param chargedWh true energy into the station, watt-hours
     * @param dischargedWh true energy out of it, watt-hours
     * @param directionChanges how often power went from one direction to the other
     */
    public record Figures(
            long cycles,
            long calls,
            long messages,
            long chargedWh,
            long dischargedWh,
            int directionChanges) {}

    /** The kind of a violation: its first word. */
    static String kindOf(String broken) {
        return broken.substring(0, broken.indexOf(':'));
    }
}
