package org.ebbflow.controller.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.dispatch.Directives;
import org.ebbflow.controller.dispatch.Events;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Programs;
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

    /** What the owner does by hand goes before everybody else for a day at most. */
    private static final long OWNER_ACTION_NS = 24 * 3_600 * 1_000_000_000L;

    private Authority authority;
    private Optional<Installation> changedSite = Optional.empty();

    /** Sequence number of the latest stop per source. */
    private final TreeMap<Source, Long> stops = new TreeMap<>();

    private final TreeMap<Long, Ask> pending = new TreeMap<>();
    private final List<Answer> granted = new ArrayList<>();
    private final GridDesk desk;
    private Directives directives = Directives.NONE;
    private Preferences preferences;
    private Remembered remembered;

    /** Since when the owner charges now, monotonic; counts in that mode only. */
    private OptionalLong chargesNowSinceNs = OptionalLong.empty();

    Wishes(ControlCycle.Start start) {
        this.preferences = start.preferences();
        this.authority = start.authority();
        this.remembered = start.remembered();
        this.desk = new GridDesk(Events.remembered(remembered.events()), start.randomBits());
        for (Directive.Fallback fallback : remembered.fallbacks()) {
            if (directives.set(fallback, rules()) instanceof Directives.Change.Taken taken) {
                directives = taken.next();
            }
        }
    }

    /** For a recording. */
    CycleState.Wanted kept() {
        return new CycleState.Wanted(
                directives,
                desk.events(),
                preferences,
                chargesNowSinceNs,
                new TreeMap<>(stops),
                List.copyOf(pending.values()),
                changedSite);
    }

    /** Goes on where a recording began. */
    void restore(CycleState.Wanted kept) {
        directives = kept.directives();
        desk.restore(kept.events());
        chargesNowSinceNs = kept.chargesNowSinceNs();
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
            BoardRatings ratings,
            Measured measured,
            VehicleReport vehicle,
            Verdict verdict,
            Tick tick) {
        return new Arbiter.Inputs(
                standing(tick),
                ratings,
                measured,
                vehicle,
                preferences,
                verdict,
                desk.events().booked());
    }

    GridDesk desk() {
        return desk;
    }

    /** For the faces. */
    Programs programs() {
        boolean held = false;
        for (Directive d : directives.active()) {
            held |= d.source() == Source.PANEL && d instanceof Directive.Bound;
        }
        List<EventStatus> events = desk.events().all();
        return events.isEmpty() && !held ? Programs.NONE : new Programs(events, held);
    }

    /** What is to be made durable, when it has changed since the last call. */
    Optional<Remembered> takeRemembered() {
        List<EventStatus> events = desk.events().all();
        List<Directive.Fallback> fallbacks = directives.fallbacks();
        if (events.equals(remembered.events()) && fallbacks.equals(remembered.fallbacks())) {
            return Optional.empty();
        }
        remembered = new Remembered(events, fallbacks);
        return Optional.of(remembered);
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
        Reply reply =
                switch (given.intent()) {
                    case Intent.Direct direct -> direct(direct.directive(), tick);
                    case Intent.Release release -> {
                        directives = directives.release(release.by());
                        yield ACCEPTED;
                    }
                    case Intent.Renew renew -> renew(renew.by(), tick);
                    case Intent.Announce announce -> desk.announce(announce.event(), rules(), tick);
                    case Intent.Withdraw withdraw -> desk.withdraw(withdraw, tick);
                    case Intent.Decline decline -> desk.decline(decline);
                    case Intent.HoldExport held -> holdExport(held.hold(), tick);
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

    /**
     * What ran out, began or ended since the last cycle.
     *
     * @return preferences that changed by themselves, to be kept
     */
    Optional<Preferences> step(Measured measured, Tick tick) {
        directives = directives.expire(tick.monotonicNs());
        desk.step(measured, tick);
        if (preferences.mode() != Preferences.Mode.CHARGE_NOW) {
            chargesNowSinceNs = OptionalLong.empty();
            return Optional.empty();
        }
        long sinceNs = chargesNowSinceNs.orElse(tick.monotonicNs());
        chargesNowSinceNs = OptionalLong.of(sinceNs);
        return tick.sinceNs(sinceNs) < OWNER_ACTION_NS ? Optional.empty() : Optional.of(usual());
    }

    /** Charge now has had its time. */
    private Preferences usual() {
        preferences = preferences.with(preferences.usual());
        chargesNowSinceNs = OptionalLong.empty();
        return preferences;
    }

    private Reply holdExport(boolean hold, Tick tick) {
        directives = directives.release(Source.PANEL);
        if (hold) {
            Interval noExport = new Interval(0, Integer.MAX_VALUE);
            Lease day = new Lease(tick.monotonicNs(), OWNER_ACTION_NS);
            return direct(new Directive.Bound(Source.PANEL, day, noExport, noExport), tick);
        }
        return ACCEPTED;
    }

    private Reply direct(Directive directive, Tick tick) {
        desk.heard(directive.source(), tick);
        Directive given = Directives.givenAt(directive, tick.monotonicNs());
        return switch (directives.set(given, rules())) {
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

    private Directives.Rules rules() {
        boolean ownerActs =
                stops.containsKey(Source.PANEL)
                        || preferences.mode() == Preferences.Mode.STOP
                        || preferences.mode() == Preferences.Mode.CHARGE_NOW
                        || directives.active().stream()
                                .anyMatch(
                                        d ->
                                                d instanceof Directive.Target
                                                        && d.source() == Source.PANEL);
        return new Directives.Rules(authority, ownerActs);
    }

    private Reply renew(Source by, Tick tick) {
        desk.heard(by, tick);
        boolean announces = desk.events().hasOpen(by);
        if (!announces && directives.active().stream().noneMatch(d -> d.source() == by)) {
            return refused(
                    Reason.LEASE_LAPSED, "There is nothing to renew; give the directive again.");
        }
        directives = directives.renew(by, tick.monotonicNs());
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

    /** Everything that stands: stops as targets of the first rank, then what is in force. */
    private List<Directive> standing(Tick tick) {
        List<Directive> all = new ArrayList<>(0);
        Lease forever = new Lease(0, Lease.FOREVER);
        stops.keySet()
                .forEach(by -> all.add(new Directive.Target(by, forever, Directive.Rank.STOP, 0)));
        all.addAll(directives.inForce(desk.events(), tick));
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
    void observe(SessionEvent event, Tick tick) {
        if (event instanceof SessionEvent.Unplugged || event instanceof SessionEvent.Ended) {
            pending.clear();
        }
        if (event instanceof SessionEvent.Unplugged) {
            directives = directives.withoutSession();
            chargesNowSinceNs = OptionalLong.of(tick.monotonicNs() - OWNER_ACTION_NS);
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
