package org.ebbflow.controller.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;

/** What everybody with a say wants at present: one target, one bound and one stop per source. */
final class Directives {

    private final Map<Source, Directive.Target> targets = new TreeMap<>();
    private final Map<Source, Directive.Bound> bounds = new TreeMap<>();

    /** Sequence number of the latest stop per source. */
    private final Map<Source, Long> stops = new TreeMap<>();

    /** Giving a directive is a sign of life: its lease runs from {@code nowNs}. */
    void give(Directive directive, long nowNs) {
        switch (directive) {
            case Directive.Target t ->
                    targets.put(
                            t.source(),
                            new Directive.Target(
                                    t.source(), renewed(t.lease(), nowNs), t.rank(), t.powerW()));
            case Directive.Bound b ->
                    bounds.put(
                            b.source(),
                            new Directive.Bound(
                                    b.source(),
                                    renewed(b.lease(), nowNs),
                                    b.powerW(),
                                    b.onLossW()));
        }
    }

    void release(Source source) {
        targets.remove(source);
        bounds.remove(source);
    }

    /** Whether the source held anything. */
    boolean renew(Source source, long nowNs) {
        Directive.Target target = targets.get(source);
        if (target != null) {
            give(target, nowNs);
        }
        Directive.Bound bound = bounds.get(source);
        if (bound != null) {
            give(bound, nowNs);
        }
        return target != null || bound != null;
    }

    void stop(Source source, long sequence) {
        stops.merge(source, sequence, Math::max);
    }

    /** False when a stop of the same source was given after this resume: the stop stands. */
    boolean resume(Source source, long sequence) {
        Long stop = stops.get(source);
        if (stop != null && stop > sequence) {
            return false;
        }
        stops.remove(source);
        return true;
    }

    /** Everything that stands, stops first, then by source; lapsed ones included. */
    List<Directive> all() {
        List<Directive> all = new ArrayList<>();
        Lease forever = new Lease(0, Lease.FOREVER);
        stops.keySet()
                .forEach(
                        source ->
                                all.add(
                                        new Directive.Target(
                                                source, forever, Directive.Rank.STOP, 0)));
        all.addAll(bounds.values());
        all.addAll(targets.values());
        return List.copyOf(all);
    }

    private static Lease renewed(Lease lease, long nowNs) {
        return new Lease(nowNs, lease.durationNs());
    }
}
