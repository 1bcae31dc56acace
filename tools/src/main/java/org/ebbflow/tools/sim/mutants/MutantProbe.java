package org.ebbflow.tools.sim.mutants;

import java.util.List;
import org.ebbflow.tools.sim.world.ScenarioFile;
import org.ebbflow.tools.sim.world.World;

/** Runs one session inside the classes it was loaded with; called by name across class loaders. */
public final class MutantProbe {

    private MutantProbe() {}

    /** What broke. @param scenario the text of a scenario file */
    public static List<String> run(String scenario) {
        return ScenarioFile.scenario(scenario)
                .map(s -> World.run(s, false).broken())
                .orElseThrow(() -> new IllegalArgumentException("no scenario"));
    }
}
