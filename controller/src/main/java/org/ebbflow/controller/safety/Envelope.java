package org.ebbflow.controller.safety;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.hal.Tick;

/**
 * The widest bounds of the last seconds: a bound that tightens is judged only after stage or car
 * had its time to follow; one that widens counts at once.
 *
 * @param past hulls of finished slices, oldest first
 * @param present hull of the slice that runs
 * @param widest hull of all of them: what measured values are judged by
 * @param sliceSinceNs monotonic start of the slice that runs
 */
record Envelope(List<Bounds> past, Bounds present, Bounds widest, long sliceSinceNs) {

    private static final int SLICES = 4;

    static final Envelope NOTHING = new Envelope(List.of(), Bounds.NOTHING, Bounds.NOTHING, 0);

    /** This envelope after one more cycle. @param followNs how long old bounds stay */
    Envelope with(Bounds bounds, long followNs, Tick tick) {
        if (tick.sinceNs(sliceSinceNs) < followNs / SLICES) {
            return present.contains(bounds)
                    ? this
                    : new Envelope(past, present.hull(bounds), widest.hull(bounds), sliceSinceNs);
        }
        List<Bounds> shifted = new ArrayList<>(past);
        shifted.add(present);
        if (shifted.size() > SLICES) {
            shifted.removeFirst();
        }
        Bounds hull = bounds;
        for (Bounds slice : shifted) {
            hull = hull.hull(slice);
        }
        return new Envelope(List.copyOf(shifted), bounds, hull, tick.monotonicNs());
    }

    /**
     * Bounds of one instant.
     *
     * @param acPowerW at the AC terminals, plus is charge
     * @param carCurrentMa DC at the car, plus is charge
     * @param maxVoltageMv largest DC voltage the stage may make
     * @param minVoltageMv lowest DC voltage down to which it may discharge, 0 for no bound
     */
    record Bounds(Interval acPowerW, Interval carCurrentMa, int maxVoltageMv, int minVoltageMv) {

        static final Bounds NOTHING = new Bounds(Interval.ZERO, Interval.ZERO, 0, 0);

        Bounds hull(Bounds other) {
            return new Bounds(
                    hull(acPowerW, other.acPowerW),
                    hull(carCurrentMa, other.carCurrentMa),
                    Math.max(maxVoltageMv, other.maxVoltageMv),
                    Math.min(minVoltageMv, other.minVoltageMv));
        }

        boolean contains(Bounds other) {
            return contains(acPowerW, other.acPowerW)
                    && contains(carCurrentMa, other.carCurrentMa)
                    && other.maxVoltageMv <= maxVoltageMv
                    && minVoltageMv <= other.minVoltageMv;
        }

        private static boolean contains(Interval outer, Interval inner) {
            return outer.min() <= inner.min() && inner.max() <= outer.max();
        }

        private static Interval hull(Interval a, Interval b) {
            return new Interval(Math.min(a.min(), b.min()), Math.max(a.max(), b.max()));
        }
    }
}
