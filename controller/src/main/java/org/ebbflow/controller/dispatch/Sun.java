package org.ebbflow.controller.dispatch;

import org.ebbflow.hal.Tick;

/**
 * Whether a car that cannot do with little is charged from the sun now. Its contactors would open
 * and close with each cloud, so it begins after a minute of enough surplus, and through a minute of
 * too little it goes on with its smallest power. Only where somebody has just asked for the sun is
 * enough of it enough at once: a person who waits for a minute believes that it is broken.
 *
 * @param on it is charged
 * @param turning the surplus has been saying otherwise since {@code sinceNs}
 * @param sinceNs monotonic instant, counts while turning
 * @param leastW the car's smallest power at the AC terminals in watts; 0 where every power will do
 * @param asked the owner's mode follows the sun
 * @param askedNs monotonic instant since which it does, counts while {@code asked}
 */
public record Sun(
        boolean on, boolean turning, long sinceNs, int leastW, boolean asked, long askedNs) {

    static final Sun INITIAL = new Sun(false, false, 0, 0, false, 0);

    /** So long the surplus must be enough, or too little, before anything changes. */
    static final long STEADY_NS = 60_000_000_000L;

    /** So long after somebody asked enough is enough at once; the meter needs some of it. */
    static final long FRESH_NS = 10_000_000_000L;

    /**
     * One look at the surplus.
     *
     * @param smallestW 0: every power will do
     * @param now the owner's mode follows the sun
     */
    Sun step(int surplusW, int smallestW, boolean now, Tick tick) {
        boolean enough = surplusW >= smallestW;
        long freshNs = now && !asked ? tick.monotonicNs() : askedNs;
        boolean justAsked = now && tick.sinceNs(freshNs) < FRESH_NS;
        boolean turns = turning && tick.sinceNs(sinceNs) >= STEADY_NS;
        if (smallestW == 0 || enough == on || turns || justAsked && enough) {
            return new Sun(enough, false, 0, smallestW, now, freshNs);
        }
        long beganNs = turning ? sinceNs : tick.monotonicNs();
        return new Sun(on, true, beganNs, smallestW, now, freshNs);
    }

    /** What of a surplus the car takes: all of it, its smallest power for a while, or nothing. */
    int takenW(int surplusW) {
        return on ? Math.max(surplusW, leastW) : 0;
    }
}
