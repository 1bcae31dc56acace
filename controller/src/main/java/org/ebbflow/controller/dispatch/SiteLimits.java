package org.ebbflow.controller.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.BoardRatings;

/** The limits that a site file and a board file make by themselves, for commissioning. */
public final class SiteLimits {

    private SiteLimits() {}

    /**
     * Every fixed limit with its source, watts at the AC terminals, plus is charge; the smallest on
     * each side is in force.
     */
    public static List<Limit> of(Installation site, BoardRatings ratings) {
        List<Limit> limits = new ArrayList<>(new Limits(site, ratings).fixed());
        if (!site.permit().granted()) {
            limits.add(new Limit(Source.GATE, new Interval(0, Integer.MAX_VALUE)));
        }
        return List.copyOf(limits);
    }

    /** What all of them allow together. */
    public static Interval together(List<Limit> limits) {
        Interval all = new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE);
        for (Limit limit : limits) {
            all = all.intersect(limit.powerW());
        }
        return all;
    }
}
