package org.ebbflow.controller.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.dispatch.Directives;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/** What people and back-ends want at present: directives, preferences, permission to charge. */
final class Wishes {

    private static final Reply ACCEPTED = new Reply.Accepted();

    private Authority authority;
    private Optional<Installation> changedSite = Optional.empty();

    /** Sequence number of the latest stop per source. */
    private final TreeMap<Source, Long> stops = new TreeMap<>();

    private final TreeMap<Long, Ask> pending = new TreeMap<>();
    private final List<Answer> granted = new ArrayList<>();
    private Directives directives = Directives.NONE;
    private Preferences preferences;

    Wishes(Preferences preferences, Authority authority) {
        this.preferences = preferences;
        this.authority = authority;
    }

    /** For a recording. */
    CycleState.Wanted kept() {
        return new CycleState.Wanted(
                directives,
                preferences,
                new TreeMap<>(stops),
                List.copyOf(pending.values()),
                changedSite);
    }

    /** Goes on where a recording began. */
    void restore(CycleState.Wanted kept) {
        directives = kept.directives();
        preferences = kept.preferences();
        kept.site().ifPresent(this::install);
        stops.putAll(kept.stops());
        kept.pending().forEach(this::asked);
    }

    private void install(Installation site) {
        changedSite = Optional.of(site);
        authority = site.authority();
        directives = directives.under(authority);
    }

    Preferences preferences() {
        return preferences;
    }

    Arbiter.Inputs inputs(
            BoardRatings ratings, Measured measured, VehicleReport vehicle, Verdict verdict) {
        return new Arbiter.Inputs(standing(), ratings, measured, vehicle, preferences, verdict);
    }

    /** What of the station only the cycle can change. */
    interface Station {

        /** Clears the trips that can be cleared; true if all are. */
        boolean acknowledge();

        /** Another site file from this cycle on. */
        void install(Installation site);

        /** Goes off the grid or comes back. */
        Reply offGrid(boolean wanted);
    }

    /** Carries out one intent. */
    Settled settle(Inbox.Given given, Tick tick, Station station) {
        long nowNs = tick.monotonicNs();
        Reply reply =
                switch (given.intent()) {
                    case Intent.Direct direct -> direct(direct.directive(), nowNs);
                    case Intent.Release release -> {
                        directives = directives.release(release.by());
                        yield ACCEPTED;
                    }
                    case Intent.Renew renew -> renew(renew.by(), nowNs);
                    case Intent.Stop stop -> stop(stop.by(), given.sequence());
                    case Intent.Shutdown shutdown -> stop(shutdown.by(), given.sequence());
                    case Intent.Resume resume -> resume(resume.by(), given.sequence());
                    case Intent.Authorize ignored -> settleAll(Answer.Authorized::new);
                    case Intent.Deny ignored ->
                            settleAll(id -> new Answer.Denied(id, Reason.NOT_AUTHORIZED));
                    case Intent.OffGrid offGrid -> station.offGrid(offGrid.wanted());
                    case Intent.Prefer prefer -> {
                        preferences = prefer.preferences();
                        yield ACCEPTED;
                    }
                    case Intent.Install changed -> {
                        install(changed.site());
                        station.install(changed.site());
                        yield ACCEPTED;
                    }
                    case Intent.AcknowledgeTrips ignored ->
                            station.acknowledge()
                                    ? ACCEPTED
                                    : refused(
                                            Reason.FAULT,
                                            "A fault is still there; remove its cause first.");
                };
        return new Settled(given, reply);
    }

    /** Leases that ran out since the last cycle. */
    void expire(Tick tick) {
        directives = directives.expire(tick.monotonicNs());
    }

    private Reply direct(Directive directive, long nowNs) {
        boolean ownerActs =
                stops.containsKey(Source.PANEL)
                        || preferences.mode() == Preferences.Mode.STOP
                        || preferences.mode() == Preferences.Mode.CHARGE_NOW
                        || directives.active().stream()
                                .anyMatch(
                                        d ->
                                                d instanceof Directive.Target
                                                        && d.source() == Source.PANEL);
        Directives.Rules rules = new Directives.Rules(authority, ownerActs);
        return switch (directives.set(givenNow(directive, nowNs), rules)) {
            case Directives.Change.Taken taken -> {
                directives = taken.next();
                yield ACCEPTED;
            }
            case Directives.Change.Refused no ->
                    refused(
                            no.why(),
                            no.why() == Reason.OTHER_AUTHORITY
                                    ? "Somebody else sets the power of this station; change the"
                                            + " authority in the installation first."
                                    : "The owner has taken over on the panel; release it there.");
        };
    }

    /** Giving a directive is a sign of life: its lease runs from now. */
    private static Directive givenNow(Directive directive, long nowNs) {
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

    private Reply renew(Source by, long nowNs) {
        if (directives.active().stream().noneMatch(d -> d.source() == by)) {
            return refused(
                    Reason.LEASE_LAPSED, "There is nothing to renew; give the directive again.");
        }
        directives = directives.renew(by, nowNs);
        return ACCEPTED;
    }

    private Reply stop(Source by, long sequence) {
        stops.merge(by, sequence, Math::max);
        return ACCEPTED;
    }

    private Reply resume(Source by, long sequence) {
        if (stops.getOrDefault(by, sequence) > sequence) {
            return refused(
                    Reason.OWNER_STOP,
                    "A stop was given after this; resume again if it is still wanted.");
        }
        stops.remove(by);
        return ACCEPTED;
    }

    /** Everything that stands: stops as targets of the first rank, then the registry. */
    private List<Directive> standing() {
        if (stops.isEmpty()) {
            return directives.active();
        }
        List<Directive> all = new ArrayList<>();
        Lease forever = new Lease(0, Lease.FOREVER);
        stops.keySet()
                .forEach(by -> all.add(new Directive.Target(by, forever, Directive.Rank.STOP, 0)));
        all.addAll(directives.active());
        return List.copyOf(all);
    }

    private Reply settleAll(LongFunction<Answer> answer) {
        if (pending.isEmpty()) {
            return refused(Reason.NO_CAR, "No car is waiting for permission; plug it in first.");
        }
        pending.keySet().forEach(id -> granted.add(answer.apply(id)));
        return ACCEPTED;
    }

    /** The session waits for an answer to this. */
    void asked(Ask ask) {
        pending.put(ask.id(), ask);
    }

    void answered(Answer answer) {
        pending.remove(answer.id());
    }

    /** Nobody waits any more after the car is gone. */
    void observe(SessionEvent event) {
        if (event instanceof SessionEvent.Unplugged || event instanceof SessionEvent.Ended) {
            pending.clear();
        }
    }

    /** Answers that people gave in this cycle. */
    List<Answer> takeGranted() {
        List<Answer> taken = List.copyOf(granted);
        granted.clear();
        return taken;
    }

    private static Reply refused(Reason why, String text) {
        return new Reply.Refused(why, text);
    }

    /**
     * @param answer what the intent's giver is told
     */
    record Settled(Inbox.Given given, Reply answer) {
        Intent intent() {
            return given.intent();
        }
    }
}
