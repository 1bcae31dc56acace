package org.ebbflow.controller.dispatch;

import org.ebbflow.hal.Tick;

/**
 * Whether a car that cannot do with little is charged from the sun now. Its contactors would open
 * and close with each cloud, so it begins after a minute of enough surplus, and through a minute of
 * too little it goes on with its smallest power.
 *
 * @param on it is charged
 * @param turning the surplus has been saying otherwise since {@code sinceNs}
 * @param sinceNs monotonic instant, counts while turning
 * @param leastW the car's smallest power at the AC terminals in watts; 0 where every power will do
 */
public record Sun(boolean on, boolean turning, long sinceNs, int leastW) {

    static final Sun INITIAL = new Sun(false, false, 0, 0);

    /** So long the surplus must be enough, or too little, before anything changes. */
    static final long STEADY_NS = 60_000_000_000L;

    /** One look at the surplus. @param smallestW 0: every power will do */
    Sun step(int surplusW, int smallestW, Tick tick) {
        boolean enough = surplusW >= smallestW;
        if (smallestW == 0 || enough == on) {
            return new Sun(enough, false, 0, smallestW);
        }
        if (!turning) {
            return new Sun(on, true, tick.monotonicNs(), smallestW);
        }
        return tick.sinceNs(sinceNs) >= STEADY_NS
                ? new Sun(enough, false, 0, smallestW)
                : new Sun(on, true, sinceNs, smallestW);
    }

    /** What of a surplus the car takes: all of it, its smallest power for a while, or nothing. */
    int takenW(int surplusW) {
        return on ? Math.max(surplusW, leastW) : 0;
    }
}
