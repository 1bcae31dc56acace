package org.ebbflow.controller.energy;

import java.util.Comparator;

/**
 * A bound with its source.
 *
 * @param powerW watts at the station's AC terminals; plus is charge
 */
public record Limit(Source source, Interval powerW) {

    /** By source, then the tighter one first: the order in which limits came never shows. */
    public static final Comparator<Limit> ORDER = Limit::compare;

    private static int compare(Limit a, Limit b) {
        int bySource = Integer.compare(a.source().code(), b.source().code());
        int byMax = Integer.compare(a.powerW().max(), b.powerW().max());
        int byMin = Integer.compare(b.powerW().min(), a.powerW().min());
        return bySource != 0 ? bySource : byMax != 0 ? byMax : byMin;
    }
}
