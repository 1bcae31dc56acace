package org.ebbflow.tools.sim.world;

import java.util.function.BiConsumer;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.BoardCommand;

/** How power may move: not faster than the installation's ramp, through 0 only with its dwell. */
final class Motion {

    private static final int FLOWS_W = 250;
    private static final double SLACK = 1.15;

    private final Installation.Ramp ramp;
    private final BiConsumer<String, String> fail;
    private int direction;
    private long flowedNs;
    private int lastCommandW;
    private boolean followed;
    private long lastNs;

    Motion(Installation.Ramp ramp, BiConsumer<String, String> fail) {
        this.ramp = ramp;
        this.fail = fail;
    }

    /**
     * After every cycle.
     *
     * @param meterTrue whether the station's meter shows what flows: nothing else sees the power of
     *     a car's own inverter
     */
    void check(Moment m, BoardCommand command, boolean dc, boolean meterTrue) {
        dwell(m, dc || meterTrue);
        if (dc) {
            speed(m, command);
        }
        lastNs = m.nowNs();
    }

    private void dwell(Moment m, boolean seen) {
        if (m.plant().isApart() || !seen) {
            // An outage and a house alone ask nobody; what comes after begins anew.
            direction = 0;
            return;
        }
        double powerW = m.plant().acPowerW();
        int now = powerW > FLOWS_W ? 1 : powerW < -FLOWS_W ? -1 : 0;
        if (now == 0) {
            return;
        }
        long restedMs = (m.nowNs() - flowedNs) / 1_000_000L;
        if (direction == -now && restedMs < ramp.dwellMs() * 8L / 10) {
            fail.accept("dwell", "power turned after " + restedMs + " ms at 0 W");
        }
        direction = now;
        flowedNs = m.nowNs();
    }

    private void speed(Moment m, BoardCommand command) {
        boolean follows = command.stage() instanceof BoardCommand.Stage.FollowPower;
        int commandW =
                command.stage() instanceof BoardCommand.Stage.FollowPower follow
                        ? follow.acPowerW()
                        : 0;
        if (follows && !followed) {
            // The car decided until now: the way begins at what flows.
            lastCommandW = (int) Math.round(m.plant().acPowerW());
        }
        int grewW = Math.abs(commandW) - Math.abs(lastCommandW);
        int perSecondW = commandW > 0 ? ramp.chargeUpWps() : ramp.dischargeUpWps();
        double roomW = perSecondW * SLACK * (m.nowNs() - lastNs) * 1e-9 + FLOWS_W;
        if (grewW > roomW) {
            fail.accept("ramp", "the command went from " + lastCommandW + " to " + commandW + " W");
        }
        lastCommandW = commandW;
        followed = follows;
    }
}
