package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.Readiness;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.settings.Week;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cars on an AC station that never tell how full they are, through a whole session. */
final class UnknownChargeTest {

    /** Leaves every day at 07:00 with 80 %. */
    private static final Brains LEAVES =
            new Brains() {
                @Override
                public Installation site() {
                    Installation usual = WorldSite.installation();
                    Preferences owner =
                            WorldSite.preferences()
                                    .with(
                                            new Week(
                                                    List.of(),
                                                    List.of(
                                                            new Week.Departure(
                                                                    Week.EVERY_DAY, 420, 800))));
                    return new Installation(
                            usual.name(),
                            usual.country(),
                            usual.wiring(),
                            usual.permit(),
                            usual.ramp(),
                            usual.authority(),
                            usual.faces(),
                            usual.vehicle(),
                            owner,
                            usual.bench(),
                            usual.dataDirectory());
                }
            };

    @ParameterizedTest
    @EnumSource(names = {"PWM", "ISO2_AC"})
    void nothingIsTakenFromThemAndNoFigureIsInvented(Vehicle vehicle) {
        int[] transfers = {0};
        World.Probe probe =
                moment -> {
                    Snapshot now = moment.snapshot();
                    assertTrue(now.vehicle().soc().isEmpty(), "told " + now.vehicle());
                    assertTrue(moment.plant().acPowerW() > -50, "discharges");
                    if (now.vehicle().phase() == Phase.TRANSFER) {
                        transfers[0]++;
                        List<Reason> closed = now.offer().why().falseGates();
                        assertTrue(closed.contains(Reason.SOC_UNKNOWN), closed.toString());
                        Readiness ready = now.offer().why().local().readiness().orElseThrow();
                        assertEquals(-1, ready.expectedDeciPercent());
                        assertEquals(-1, ready.lateS());
                        assertTrue(ready.catchingUp(), "no minute may be lost");
                    }
                };
        List<Action> actions =
                List.of(
                        new Action(1_000, Kind.PLUG, 0),
                        new Action(30_000, Kind.SETPOINT_W, -5_000),
                        new Action(45_000, Kind.RELEASE, 0));
        Scenario scenario = new Scenario(3, vehicle, 500, 70_000, actions);
        Outcome outcome = World.run(scenario, LEAVES, true, probe);
        assertEquals(List.of(), outcome.broken());
        assertTrue(transfers[0] > 2_000, "cycles in the transfer: " + transfers[0]);
    }
}
