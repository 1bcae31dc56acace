package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The controller loses its supply while energy flows, and comes back five seconds later. */
final class PowerCutTest {

    private static final int CUT_MS = 30_000;
    private static final int BACK_MS = 35_000;

    /** Less than the minute it may take. */
    private static final int WATCHED_MS = 45_000;

    private static final int FLOWS_W = 1_000;

    /** Looks at what truly flows, before and after. */
    private static final class Witness implements World.Probe {
        private long beganNs = -1;
        private int beforeW;
        private int lives;
        private long flowsMs = -1;
        private long asBeforeMs = -1;
        private int leastAfterW;

        @Override
        public void see(Moment moment) {
            beganNs = beganNs < 0 ? moment.nowNs() : beganNs;
            long ms = (moment.nowNs() - beganNs) / 1_000_000;
            int flowsW = (int) Math.round(moment.plant().acPowerW());
            if (ms < CUT_MS) {
                beforeW = flowsW;
                return;
            }
            if (ms < BACK_MS) {
                return;
            }
            if (lives++ == 0) {
                assertEquals(0, moment.snapshot().offer().why().powerW(), "commands 0 W");
                assertTrue(Math.abs(flowsW) < 50, "flows at power-up: " + flowsW);
                moment.command().ifPresent(PowerCutTest::asksNothing);
            }
            leastAfterW = Math.min(leastAfterW, flowsW);
            flowsMs = flowsMs < 0 && flowsW > FLOWS_W ? ms : flowsMs;
            asBeforeMs = asBeforeMs < 0 && flowsW * 10L >= beforeW * 9L ? ms : asBeforeMs;
        }
    }

    private static void asksNothing(BoardCommand command) {
        assertTrue(!command.contactorsClosed(), "contactors at power-up: " + command);
    }

    private static Scenario scenario(Vehicle vehicle, int socDeciPercent) {
        return new Scenario(
                7,
                vehicle,
                socDeciPercent,
                BACK_MS + WATCHED_MS,
                List.of(
                        new Action(1_000, Kind.PLUG, 0),
                        new Action(CUT_MS, Kind.CONTROL_KILL_MS, BACK_MS - CUT_MS)));
    }

    /** Charge-only cars of ISO 15118-20 differ in nothing that counts here. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ISO20_DC", "ISO20_AC"})
    void chargingBeginsAtZeroAndHasItsOldPowerWithinAMinute(Vehicle vehicle) {
        Witness seen = new Witness();
        Outcome outcome = World.run(scenario(vehicle, 400), Brains.PRODUCT, true, seen);
        assertEquals(List.of(), outcome.broken());
        assertTrue(seen.beforeW > FLOWS_W, "charged before: " + seen.beforeW);
        assertTrue(
                seen.asBeforeMs >= 0,
                () -> vehicle + " flows at " + seen.flowsMs + ", as before at " + seen.asBeforeMs);
        assertTrue(seen.leastAfterW > -50, "nothing leaves the car: " + seen.leastAfterW);
    }

    /**
     * DC by ISO 15118-20 is in the day "grid-event". It waits for its source; until then nothing
     * leaves the car, whatever is remembered.
     */
    @ParameterizedTest
    @EnumSource(names = {"ISO20_AC_BPT", "CHADEMO"})
    void anEventGoesOnFromZeroOnceItsSourceSaysSoAgain(Vehicle vehicle) {
        int againMs = BACK_MS + 25_000;
        List<Surroundings.Said> said =
                List.of(announced(10_000), announced(28_000), announced(againMs));
        Surroundings usual = Surroundings.of(Brains.PRODUCT);
        Surroundings around =
                new Surroundings(
                        usual.brains(), usual.begins(), usual.household(), usual.periodMs(), said);
        int[] leastW = {0, 0, 0};
        World.Probe probe =
                moment -> {
                    long ms = (moment.nowNs() - VirtualClock.START_NS) / 1_000_000;
                    int at = ms < CUT_MS ? 0 : ms < BACK_MS ? -1 : ms < againMs ? 1 : 2;
                    if (at >= 0) {
                        int flowsW = (int) Math.round(moment.plant().acPowerW());
                        leastW[at] = Math.min(leastW[at], flowsW);
                    }
                    if (at == 1) {
                        assertTrue(moment.snapshot().offer().why().powerW() >= 0, "at " + ms);
                    }
                };
        Outcome outcome = World.run(scenario(vehicle, 700), around, true, probe);
        assertEquals(List.of(), outcome.broken());
        assertTrue(leastW[0] < -5_000, "exports before: " + leastW[0]);
        assertTrue(leastW[1] > -50, "nothing leaves the car before the word: " + leastW[1]);
        assertTrue(leastW[2] < -5_000, "and after it: " + leastW[2]);
    }

    private static Surroundings.Said announced(int atMs) {
        GridEvent.Timing now = new GridEvent.Timing(0, 900, 0);
        GridEvent.Ask ask = new GridEvent.Ask.Power(-6_000);
        GridEvent event = new GridEvent(Source.INTEGRATOR, "peak", 0, false, now, ask);
        return new Surroundings.Said(atMs, "peak", nowNs -> new Intent.Announce(event));
    }
}
