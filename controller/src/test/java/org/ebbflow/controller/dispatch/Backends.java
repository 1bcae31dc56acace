package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation.Authority;

/** A scripted source in front of the arbiter, as the control cycle would carry its words. */
final class Backends {

    static final int ASKED_W = -5_000;
    static final int LIMIT_W = 6_000;
    static final int LOST_W = 3_000;
    static final int FALLBACK_W = 2_000;

    final Station station = new Station();
    private final Source source;
    private final Directives.Rules rules;
    private Directives directives = Directives.NONE;
    private Events events = Events.NONE;
    boolean mains = true;

    Backends(Source source) {
        this.source = source;
        this.rules = new Directives.Rules(authority(source), false);
    }

    private static Authority authority(Source source) {
        return switch (source) {
            case OPENADR -> Authority.OPENADR;
            case OCPP -> Authority.OCPP;
            case IEEE2030_5 -> Authority.IEEE2030_5;
            case INTEGRATOR -> Authority.INTEGRATOR;
            default -> Authority.NONE;
        };
    }

    /** The source gives a directive. */
    void gives(Directive directive) {
        polls();
        Directive given = Directives.givenAt(directive, station.nowNs);
        directives =
                assertInstanceOf(Directives.Change.Taken.class, directives.set(given, rules))
                        .next();
    }

    /** A sign of life. */
    void polls() {
        directives = directives.renew(source, station.nowNs);
        events = events.heard(source, station.tick());
    }

    void announces(String id, long inS, int lastsS, GridEvent.Ask ask) {
        polls();
        long startMs = inS == 0 ? 0 : station.wallMs + inS * 1_000;
        GridEvent.Timing timing = new GridEvent.Timing(startMs, lastsS, 0);
        Events.Change change =
                events.announce(
                        new GridEvent(source, id, 0, false, timing, ask),
                        rules,
                        () -> 0,
                        station.tick());
        assertEquals(Reason.NONE, change.why());
        events = change.next();
    }

    /** The car leaves. */
    void unplugged() {
        directives = directives.withoutSession();
    }

    /** A power cycle: what was kept is known again, the arbiter begins anew. */
    void restarts() {
        Directives kept = Directives.NONE;
        for (Directive.Fallback fallback : directives.fallbacks()) {
            kept =
                    assertInstanceOf(Directives.Change.Taken.class, kept.set(fallback, rules))
                            .next();
        }
        directives = kept;
        events = Events.remembered(events.all());
        station.state = Station.inService();
        station.stationW = 0;
    }

    /** So many seconds later, in silence; the last half minute by seconds. */
    Decision after(int seconds) {
        for (int left = seconds; left > 1; ) {
            int stepS = left > 60 ? 30 : 1;
            later(stepS);
            left -= stepS;
        }
        return later(1);
    }

    private Decision later(int seconds) {
        station.nowNs += seconds * Station.SECOND;
        station.wallMs += seconds * 1_000L;
        return now();
    }

    /** One cycle at the present instant. */
    Decision now() {
        directives = directives.expire(station.nowNs);
        events = events.step(station.tick(), mains);
        station.directives = directives.inForce(events, station.tick());
        return station.step(1).why();
    }

    /** What counts now, as one word: who decides, and the bounds of this source. */
    String stands() {
        Decision why = now();
        Interval w = new Interval(-99_000, 99_000);
        for (Limit limit : why.limits()) {
            w = limit.source() == source ? w.intersect(limit.powerW()) : w;
        }
        String target = why.chosen() == source ? "wants " + why.wantedW() : "local";
        return target + (w.max() == 99_000 ? "" : ", most " + w.max());
    }

    static Directive.Target target(Source by, int powerW, long durationNs) {
        int rank = by == Source.INTEGRATOR ? Directive.Rank.INTEGRATOR : Directive.Rank.GRID;
        return new Directive.Target(by, new Lease(0, durationNs), rank, powerW);
    }

    static Directive.Bound bound(Source by, long durationNs) {
        Interval now = new Interval(-LIMIT_W, LIMIT_W);
        return new Directive.Bound(
                by, new Lease(0, durationNs), now, new Interval(-LOST_W, LOST_W));
    }

    static Directive.Fallback fallback(Source by) {
        return new Directive.Fallback(by, new Interval(-FALLBACK_W, FALLBACK_W), false);
    }
}
