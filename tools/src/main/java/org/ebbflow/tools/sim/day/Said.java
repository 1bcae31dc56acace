package org.ebbflow.tools.sim.day;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.tools.sim.world.Surroundings;

/** What people and back-ends say in a day, as short lines. */
final class Said {

    private static final long S = 1_000_000_000L;
    private static final int OPEN_W = Integer.MAX_VALUE;

    private Said() {}

    /** Anything. @param atS seconds since the beginning */
    static Surroundings.Said at(int atS, String text, Intent intent) {
        return new Surroundings.Said(atS * 1_000L, text, nowNs -> intent);
    }

    static Surroundings.Said prefer(int atS, String text, Preferences preferences) {
        return at(atS, text, new Intent.Prefer(Source.PANEL, preferences));
    }

    /** A program's event. @param startMs wall clock, 0 at once */
    static Surroundings.Said event(
            int atS, String id, long startMs, int lastsS, GridEvent.Ask ask) {
        return at(
                atS,
                id + " announced",
                new Intent.Announce(
                        new GridEvent(
                                Source.OPENADR,
                                id,
                                0,
                                false,
                                new GridEvent.Timing(startMs, lastsS, 0),
                                ask)));
    }

    /** A set point that lapses when its source falls silent. */
    static Surroundings.Said target(int atS, Source source, int powerW, int leaseS) {
        return new Surroundings.Said(
                atS * 1_000L,
                source + " wants " + powerW + " W",
                nowNs ->
                        new Intent.Direct(
                                new Directive.Target(
                                        source,
                                        new Lease(nowNs, leaseS * S),
                                        Directive.Rank.INTEGRATOR,
                                        powerW)));
    }

    /** A limit of the charge power that tightens when its source falls silent. */
    static Surroundings.Said mostCharge(
            int atS, Source source, int mostW, int mostOnLossW, int leaseS) {
        return new Surroundings.Said(
                atS * 1_000L,
                source + " limits to " + mostW + " W",
                nowNs ->
                        new Intent.Direct(
                                new Directive.Bound(
                                        source,
                                        new Lease(nowNs, leaseS * S),
                                        new Interval(-OPEN_W, mostW),
                                        new Interval(0, mostOnLossW))));
    }

    /** A limit of the discharge power. */
    static Surroundings.Said mostDischarge(int atS, Source source, int mostW, int leaseS) {
        return new Surroundings.Said(
                atS * 1_000L,
                source + " limits export to " + mostW + " W",
                nowNs ->
                        new Intent.Direct(
                                new Directive.Bound(
                                        source,
                                        new Lease(nowNs, leaseS * S),
                                        new Interval(-mostW, OPEN_W),
                                        Interval.ZERO)));
    }

    /** A limit of the whole site's import that tightens when its source falls silent. */
    static Surroundings.Said mostImport(
            int atS, Source source, int mostW, int mostOnLossW, int leaseS) {
        return new Surroundings.Said(
                atS * 1_000L,
                source + " limits the site to " + mostW + " W",
                nowNs ->
                        new Intent.Direct(
                                new Directive.SiteBound(
                                        source,
                                        new Lease(nowNs, leaseS * S),
                                        new Interval(-OPEN_W, mostW),
                                        new Interval(0, mostOnLossW))));
    }

    static Surroundings.Said release(int atS, Source source) {
        return at(atS, source + " lets go", new Intent.Release(source));
    }

    /** Signs of life, one every so many seconds; silent in the picture. */
    static List<Surroundings.Said> alive(Source source, int fromS, int toS, int everyS) {
        List<Surroundings.Said> all = new ArrayList<>();
        for (int s = fromS; s < toS; s += everyS) {
            all.add(at(s, "", new Intent.Renew(source)));
        }
        return all;
    }
}
