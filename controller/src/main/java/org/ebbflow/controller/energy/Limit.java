package org.ebbflow.controller.energy;

import java.util.Comparator;

/**
 * A bound with its source.
 *
 * @param powerW watts at the station's AC terminals; plus is charge
 */
public record Limit(Source source, Interval powerW) {

    /** By source, then the tighter one first: the order in which limits came never shows. */
    public static final Comparator<Limit> ORDER =
            Comparator.comparingInt((Limit l) -> l.source().code())
                    .thenComparingInt(l -> l.powerW().max())
                    .thenComparingInt(l -> -l.powerW().min());
}
