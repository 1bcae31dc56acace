package org.ebbflow.tools.sim.day;

import java.util.Comparator;
import java.util.List;
import org.ebbflow.tools.sim.world.Action;
import org.ebbflow.tools.sim.world.Scenario;
import org.ebbflow.tools.sim.world.Surroundings;

/**
 * A named day: a place, a car, what people and back-ends say, what breaks, and what must come out.
 *
 * @param name word for the command line
 * @param title one sentence
 * @param vehicle the car
 * @param socDeciPercent its charge at the beginning
 * @param lastsS length in seconds
 * @param around place and time, with what is said
 * @param actions what happens
 * @param claims what must come out
 */
record DayCase(
        String name,
        String title,
        Scenario.Vehicle vehicle,
        int socDeciPercent,
        int lastsS,
        Surroundings around,
        List<Action> actions,
        List<Claim> claims) {

    DayCase {
        actions = actions.stream().sorted(Comparator.comparingLong(Action::atMs)).toList();
        claims = List.copyOf(claims);
    }

    Scenario scenario(long seed) {
        return new Scenario(seed, vehicle, socDeciPercent, lastsS * 1_000L, actions);
    }
}
