package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is less than stage or car can do is nothing, with a reason, and is never rounded up. */
final class LeastPowerTest {

    private static final int PHASE_MS = 20_000;

    /** What truly flows at the end of each phase, and why not more. */
    private record Seen(int flowsW, Reason whyNot) {}

    /**
     * The car's own minimum at its own side is 2,000 W; 2,095 W are 2,000 W behind the stage when
     * charging, 1,896 W are when discharging. A car that only knows the duty has 6 A, 1,440 W. The
     * CHAdeMO car tells 6 A, which are 2,576 W at the terminals at the 410 V that it asks for, and
     * no minimum for discharge: the stage's 100 W count.
     */
    @ParameterizedTest
    @CsvSource({
        "ISO20_DC_BPT, 2094, 2097, -1890, -1900",
        "ISO20_AC_BPT, 1999, 2001, -1999, -2001",
        "ISO20_AC, 1999, 2001, 0, 0",
        "ISO2_AC, 1439, 1441, 0, 0",
        "PWM, 1439, 1445, 0, 0",
        "ISO2_DC, 99, 101, 0, 0",
        "CHADEMO, 2570, 2585, -99, -500"
    })
    void lessThanTheCarCanIsNothing(Vehicle car, int lessW, int enoughW, int outLessW, int outW) {
        List<Integer> charge = List.of(lessW, enoughW, lessW);
        List<Integer> both = List.of(lessW, enoughW, lessW, outLessW, outW);
        List<Seen> seen = phases(car, car.isBidirectional() ? both : charge);
        assertEquals(new Seen(0, Reason.BELOW_MINIMUM_POWER), rounded(seen.get(0)));
        assertFlows(enoughW, seen.get(1));
        assertEquals(new Seen(0, Reason.BELOW_MINIMUM_POWER), rounded(seen.get(2)));
        if (car.isBidirectional()) {
            assertEquals(new Seen(0, Reason.BELOW_MINIMUM_POWER), rounded(seen.get(3)));
            assertFlows(outW, seen.get(4));
        }
    }

    private static Seen rounded(Seen seen) {
        return Math.abs(seen.flowsW()) < 30 ? new Seen(0, seen.whyNot()) : seen;
    }

    /** As much as is wanted, and no more. */
    private static void assertFlows(int wantedW, Seen seen) {
        int gotW = seen.flowsW() * Integer.signum(wantedW);
        int askedW = Math.abs(wantedW);
        assertTrue(gotW > askedW * 85 / 100 && gotW < askedW + 30, wantedW + " W: " + seen);
        assertEquals(Reason.NONE, seen.whyNot());
    }

    private static List<Seen> phases(Vehicle vehicle, List<Integer> setpointsW) {
        List<Action> actions = new ArrayList<>(List.of(new Action(1_000, Kind.PLUG, 0)));
        for (int i = 0; i < setpointsW.size(); i++) {
            int atMs = 500 + i * PHASE_MS;
            actions.add(new Action(atMs, Kind.SETPOINT_W, setpointsW.get(i)));
        }
        long lastsMs = (long) setpointsW.size() * PHASE_MS;
        List<Seen> seen = new ArrayList<>();
        World.Probe probe =
                moment -> {
                    long ms = (moment.nowNs() - VirtualClock.START_NS) / 1_000_000;
                    if (ms >= (seen.size() + 1L) * PHASE_MS) {
                        int flowsW = (int) Math.round(moment.plant().acPowerW());
                        seen.add(new Seen(flowsW, moment.snapshot().whyNot()));
                    }
                };
        Scenario scenario = new Scenario(5, vehicle, 600, lastsMs + 500, actions);
        Outcome outcome = World.idlingBelow(2_000, scenario, probe);
        assertEquals(List.of(), outcome.broken());
        return seen;
    }
}
