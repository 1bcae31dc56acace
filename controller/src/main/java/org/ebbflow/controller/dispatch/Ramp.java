package org.ebbflow.controller.dispatch;

import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.Tick;

/**
 * Walks from the present power to the wished one; through 0 it waits.
 *
 * @param powerMilliW present power in milliwatts at the AC terminals, plus is charge
 * @param lastSign direction of the last power that was not 0: -1, 0 (never), 1
 * @param zeroSinceNs monotonic instant at which it reached 0
 * @param lastNs monotonic instant of the last step
 * @param running whether there was a last step
 */
public record Ramp(long powerMilliW, int lastSign, long zeroSinceNs, long lastNs, boolean running) {

    static final Ramp AT_ZERO = new Ramp(0, 0, 0, 0, false);

    /** Above what a station at rest takes for itself. */
    private static final int FLOWS_W = 200;

    private static final long MAX_STEP_NS = 1_000_000_000L;

    /** Watts, rounded towards 0. */
    int powerW() {
        return (int) (powerMilliW / 1000);
    }

    /** At once to 0; the dwell counts from the first such step. */
    Ramp drop(Tick tick) {
        boolean wasFlowing = powerMilliW != 0;
        return new Ramp(
                0,
                lastSign,
                wasFlowing ? tick.monotonicNs() : zeroSinceNs,
                tick.monotonicNs(),
                true);
    }

    /**
     * At 0 by command while power still flows the old way: the dwell counts from when it has
     * stopped.
     *
     * @param measuredW power at the station's meter, watts, plus is charge
     */
    Ramp restsFrom(int measuredW, Tick tick) {
        boolean flows = Math.abs(measuredW) > FLOWS_W && Integer.signum(measuredW) == lastSign;
        return powerMilliW == 0 && flows
                ? new Ramp(0, lastSign, tick.monotonicNs(), lastNs, running)
                : this;
    }

    /**
     * At once to a charge; for what needs no ramp (the car's own charger ramps by itself). After a
     * discharge the dwell counts all the same.
     */
    Ramp jump(int powerW, Installation.Ramp rates, Tick tick) {
        return at(waits(powerW, rates, tick) ? 0 : powerW * 1000L, tick);
    }

    /**
     * The ramp where a set power takes over from the car: the bound the car had was no power that
     * flowed, so the way begins at what is measured. Where that is 0 the dwell counts from now:
     * what the car was told may still be on its way.
     */
    Ramp takenOverAt(int measuredW, Tick tick) {
        long flowsMw =
                Math.clamp(measuredW * 1000L, Math.min(0, powerMilliW), Math.max(0, powerMilliW));
        long restsNs = flowsMw == 0 && powerMilliW != 0 ? tick.monotonicNs() : zeroSinceNs;
        return new Ramp(flowsMw, lastSign, restsNs, lastNs, running);
    }

    /**
     * One step towards {@code goalW}, never outside {@code envelope}: what tightens acts at once,
     * what loosens is ramped.
     */
    Ramp step(int goalW, Interval envelope, Installation.Ramp rates, Tick tick) {
        long now = Math.clamp(powerMilliW, envelope.min() * 1000L, envelope.max() * 1000L);
        long goal = envelope.clamp(goalW) * 1000L;
        long dtNs = running ? Math.clamp(tick.sinceNs(lastNs), 0, MAX_STEP_NS) : 0;
        if (now != 0 && Long.signum(goal) == -Long.signum(now)) {
            goal = 0;
        }
        if (now == 0 && waits(goal, rates, tick)) {
            return at(0, tick);
        }
        long stepMw = rate(now, goal, rates) * dtNs / 1_000_000L;
        long next = goal > now ? Math.min(goal, now + stepMw) : Math.max(goal, now - stepMw);
        return at(next, tick);
    }

    /** Whether power has to stay at 0 because it was in the other direction a moment ago. */
    private boolean waits(long goal, Installation.Ramp rates, Tick tick) {
        boolean turns = goal != 0 && Long.signum(goal) == -lastSign;
        boolean arrivedNow = powerMilliW != 0;
        long waitedNs = arrivedNow ? 0 : tick.sinceNs(zeroSinceNs);
        return turns && waitedNs < rates.dwellMs() * 1_000_000L;
    }

    private Ramp at(long nextMw, Tick tick) {
        if (nextMw == 0) {
            return drop(tick);
        }
        return new Ramp(nextMw, Long.signum(nextMw), zeroSinceNs, tick.monotonicNs(), true);
    }

    private static long rate(long now, long goal, Installation.Ramp rates) {
        if (now > 0 || (now == 0 && goal > 0)) {
            return goal > now ? rates.chargeUpWps() : rates.chargeDownWps();
        }
        return goal < now ? rates.dischargeUpWps() : rates.dischargeDownWps();
    }
}
