package org.ebbflow.tools.sim.world;

import java.util.List;
import org.ebbflow.controller.energy.Reason;

/**
 * What became of one scenario.
 *
 * @param completed the car came to its own good end
 * @param ended why sessions ended, in order
 * @param trips trips that began
 * @param cycles control cycles that ran
 * @param chargedWh true energy into the station, watt-hours
 * @param dischargedWh true energy out of it, watt-hours
 * @param broken invariants that did not hold; empty is good
 * @param hash digest of the trace
 * @param trace its lines, if they were kept
 */
public record Outcome(
        Scenario scenario,
        boolean completed,
        List<Reason> ended,
        int trips,
        long cycles,
        long chargedWh,
        long dischargedWh,
        List<String> broken,
        String hash,
        List<String> trace) {}
