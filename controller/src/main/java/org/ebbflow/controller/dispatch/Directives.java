package org.ebbflow.controller.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation.Authority;

/**
 * The registry of standing directives: at most one of each kind per source, in a stable order, so
 * that the order of arrival never decides.
 *
 * @param active standing directives, ordered by source and kind
 */
public record Directives(List<Directive> active) {

    public static final Directives NONE = new Directives(List.of());

    private static final Comparator<Directive> ORDER =
            Comparator.comparingInt((Directive d) -> d.source().code())
                    .thenComparingInt(Directives::kind);

    public Directives {
        active = List.copyOf(active);
    }

    /** Answer to a wish. */
    public sealed interface Change {
        /** The registry after the wish. */
        record Taken(Directives next) implements Change {}

        /** Nothing changed. */
        record Refused(Reason why) implements Change {}
    }

    /**
     * Who may set targets now.
     *
     * @param authority the one external source whose targets count
     * @param ownerOverride the owner acted on the panel; external targets wait
     */
    public record Rules(Authority authority, boolean ownerOverride) {}

    /** Sets or replaces the directive of its source and kind. Limits are taken from everybody. */
    public Change set(Directive directive, Rules rules) {
        if (directive instanceof Directive.Target target && isExternal(target.source())) {
            if (target.source() != sourceOf(rules.authority())) {
                return new Change.Refused(Reason.OTHER_AUTHORITY);
            }
            if (rules.ownerOverride()) {
                return new Change.Refused(Reason.OWNER_STOP);
            }
        }
        List<Directive> next = new ArrayList<>(active.size() + 1);
        for (Directive d : active) {
            if (d.source() != directive.source() || kind(d) != kind(directive)) {
                next.add(d);
            }
        }
        next.add(directive);
        next.sort(ORDER);
        return new Change.Taken(new Directives(next));
    }

    /** Forgets everything the source holds, lapsed bounds included. */
    public Directives release(Source source) {
        return new Directives(active.stream().filter(d -> d.source() != source).toList());
    }

    /** Another authority: targets of external sources that no longer count end. */
    public Directives under(Authority authority) {
        return new Directives(
                active.stream()
                        .filter(
                                d ->
                                        !(d instanceof Directive.Target
                                                && isExternal(d.source())
                                                && d.source() != sourceOf(authority)))
                        .toList());
    }

    /** The owner took over: targets of external sources end, their limits stay. */
    public Directives takeOver() {
        return new Directives(
                active.stream()
                        .filter(d -> !(d instanceof Directive.Target && isExternal(d.source())))
                        .toList());
    }

    /** A sign of life of the source: its running leases start anew. */
    public Directives renew(Source source, long nowNs) {
        return new Directives(
                active.stream()
                        .map(
                                d ->
                                        d.source() == source && d.lease().isRunning(nowNs)
                                                ? renewed(d, nowNs)
                                                : d)
                        .toList());
    }

    /**
     * Lapsed targets and windows go; lapsed bounds tighten to what their owner declared for the
     * loss and stay so until the owner comes back or releases.
     */
    public Directives expire(long nowNs) {
        if (active.isEmpty() || active.stream().allMatch(d -> d.lease().isRunning(nowNs))) {
            return this;
        }
        List<Directive> next = new ArrayList<>(active.size());
        for (Directive d : active) {
            if (d.lease().isRunning(nowNs)) {
                next.add(d);
            } else if (d instanceof Directive.Bound bound) {
                Lease forever = new Lease(bound.lease().renewedNs(), Lease.FOREVER);
                Interval onLoss = bound.onLossW();
                next.add(new Directive.Bound(bound.source(), forever, onLoss, onLoss));
            }
        }
        return new Directives(next);
    }

    private static Directive renewed(Directive directive, long nowNs) {
        Lease lease = new Lease(nowNs, directive.lease().durationNs());
        return switch (directive) {
            case Directive.Bound b ->
                    new Directive.Bound(b.source(), lease, b.powerW(), b.onLossW());
            case Directive.Target t ->
                    new Directive.Target(t.source(), lease, t.rank(), t.powerW());
            case Directive.SocWindow w ->
                    new Directive.SocWindow(
                            w.source(), lease, w.minDeciPercent(), w.maxDeciPercent());
        };
    }

    private static int kind(Directive directive) {
        return switch (directive) {
            case Directive.Bound bound -> 0;
            case Directive.Target target -> 1;
            case Directive.SocWindow window -> 2;
        };
    }

    static boolean isExternal(Source source) {
        return switch (source) {
            case OPENADR, IEEE2030_5, OCPP, INTEGRATOR -> true;
            case SAFETY,
                    STAGE,
                    GRID_CODE,
                    CABLE,
                    PRODUCT_CAP,
                    PERMIT,
                    HOUSE_FUSE,
                    SITE_CAPACITY,
                    VEHICLE,
                    RESERVE,
                    DEPARTURE,
                    ISLAND,
                    PANEL,
                    INSTALLER,
                    LOCAL_PLAN,
                    GATE,
                    RAMP,
                    DEFAULT,
                    GRID_FREQUENCY,
                    GRID_VOLTAGE ->
                    false;
        };
    }

    private static Source sourceOf(Authority authority) {
        return switch (authority) {
            case NONE -> Source.DEFAULT;
            case INTEGRATOR -> Source.INTEGRATOR;
            case OPENADR -> Source.OPENADR;
            case IEEE2030_5 -> Source.IEEE2030_5;
            case OCPP -> Source.OCPP;
        };
    }
}
