package org.ebbflow.controller.dispatch;

import java.util.List;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;

/**
 * The intersection of limits and the two that bind; the order of the limits never matters.
 *
 * @param lower binds in discharge direction
 * @param upper binds in charge direction
 * @param limits all of them, in the order they were given
 */
record Envelope(Limit lower, Limit upper, List<Limit> limits) {

    /** Watts without a bound. */
    static final Interval UNBOUNDED = new Interval(-Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** What they leave together, without saying which of them binds. */
    static Interval powerW(List<Limit> limits) {
        int min = -Integer.MAX_VALUE;
        int max = Integer.MAX_VALUE;
        for (int i = 0; i < limits.size(); i++) {
            Interval one = limits.get(i).powerW();
            min = Math.max(min, one.min());
            max = Math.min(max, one.max());
        }
        return new Interval(min, max);
    }

    static Envelope of(List<Limit> limits) {
        Limit lower = limits.getFirst();
        Limit upper = limits.getFirst();
        for (Limit limit : limits) {
            lower = binds(limit, lower, limit.powerW().min(), lower.powerW().min()) ? limit : lower;
            upper =
                    binds(limit, upper, -limit.powerW().max(), -upper.powerW().max())
                            ? limit
                            : upper;
        }
        return new Envelope(lower, upper, List.copyOf(limits));
    }

    Interval powerW() {
        return new Interval(lower.powerW().min(), upper.powerW().max());
    }

    /** Tighter binds; of two equal ones the source with the smaller number. */
    private static boolean binds(
            Limit limit, Limit standing, int tightness, int standingTightness) {
        return tightness > standingTightness
                || (tightness == standingTightness
                        && limit.source().code() < standing.source().code());
    }
}
