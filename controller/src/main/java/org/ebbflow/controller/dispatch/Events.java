package org.ebbflow.controller.dispatch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.EventStatus.Stage;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.hal.Tick;

/**
 * The events that grid programs announced, and when each source was heard last. Pure; the order in
 * which events were announced never matters.
 *
 * @param all open events and the latest closed ones, by source and name
 * @param heardNs monotonic instant of the last sign of life per source
 * @param silent sources that have been lost, as of the last step
 */
public record Events(List<EventStatus> all, Map<Source, Long> heardNs, List<Source> silent) {

    public static final Events NONE = new Events(List.of(), new TreeMap<>(), List.of());

    static final int MAX_OPEN = 50;
    private static final int MAX_CLOSED = 20;
    private static final int MAX_RANDOM_S = 24 * 3_600;

    private static final Comparator<EventStatus> ORDER =
            Comparator.comparingInt((EventStatus e) -> e.event().source().code())
                    .thenComparing(e -> e.event().id());

    /** Which of one source's powers counts: its own order, then the newer one, then the name. */
    private static final Comparator<EventStatus> BEST =
            Comparator.comparingInt((EventStatus e) -> e.event().emergency() ? 0 : 1)
                    .thenComparingInt(e -> e.event().priority())
                    .thenComparing(Comparator.comparingLong(EventStatus::startMs).reversed())
                    .thenComparing(e -> e.event().id());

    public Events {
        all = List.copyOf(all);
        heardNs = Collections.unmodifiableMap(new TreeMap<>(heardNs));
        silent = List.copyOf(silent);
    }

    /** What an earlier run left: known, but waiting for its source. */
    public static Events remembered(List<EventStatus> kept) {
        return new Events(
                kept.stream().map(EventStatus::unconfirmed).sorted(ORDER).toList(),
                new TreeMap<>(),
                List.of());
    }

    /**
     * Answer to a wish; a refused event is in the list too, with its reason.
     *
     * @param why {@link Reason#NONE} when it was taken
     */
    public record Change(Events next, Reason why) {}

    /** One event, new or again. @param randomBits asked once per event that has a random start */
    public Change announce(
            GridEvent event, Directives.Rules rules, LongSupplier randomBits, Tick tick) {
        Optional<EventStatus> known = find(event.source(), event.id());
        Reason why = refusal(event, rules, tick);
        if (why == Reason.EVENT_NOT_UNDERSTOOD) {
            return new Change(this, why);
        }
        if (known.isEmpty() && open() >= MAX_OPEN) {
            return new Change(this, Reason.TOO_MANY_EVENTS);
        }
        int bound = event.timing().randomStartS();
        int delayS =
                known.filter(k -> k.event().timing().randomStartS() == bound)
                        .map(EventStatus::delayS)
                        .orElseGet(() -> draw(bound, randomBits));
        boolean sameTime = known.filter(k -> k.event().timing().equals(event.timing())).isPresent();
        boolean sameStart =
                known.filter(k -> k.event().timing().startMs() == event.timing().startMs())
                        .isPresent();
        EventStatus next =
                new EventStatus(
                        event,
                        sameStart ? known.get().firstMs() : tick.wallTimeMs(),
                        delayS,
                        why == Reason.NONE ? stage(known, sameTime) : Stage.REFUSED,
                        known.filter(EventStatus::declined).isPresent() && event.mayDecline(),
                        true,
                        sameTime ? known.get().endsNs() : 0,
                        why);
        return new Change(with(next), why);
    }

    /** What ran goes on, what was over stays over; what was taken back may come again. */
    private static Stage stage(Optional<EventStatus> known, boolean sameTime) {
        Stage was = known.map(EventStatus::stage).orElse(Stage.ANNOUNCED);
        return sameTime && (was == Stage.RUNNING || was == Stage.ENDED) ? was : Stage.ANNOUNCED;
    }

    private static int draw(int boundS, LongSupplier randomBits) {
        return boundS == 0 ? 0 : (int) Math.floorMod(randomBits.getAsLong(), boundS + 1L);
    }

    private static Reason refusal(GridEvent event, Directives.Rules rules, Tick tick) {
        GridEvent.Timing time = event.timing();
        boolean readable =
                SourceRule.of(event.source()).announces()
                        && !event.id().isBlank()
                        && event.id().length() <= GridEvent.MAX_ID
                        && event.priority() >= 0
                        && time.startMs() >= 0
                        && time.durationS() >= 1
                        && time.durationS() <= GridEvent.MAX_DURATION_S
                        && time.randomStartS() >= 0
                        && time.randomStartS() <= MAX_RANDOM_S
                        && !(event.ask() instanceof GridEvent.Ask.Keep keep
                                && (keep.deciPercent() < 0 || keep.deciPercent() > 1_000));
        boolean near =
                !tick.wallTrusted()
                        || time.startMs() - tick.wallTimeMs() <= GridEvent.MAX_NOTICE_S * 1_000L;
        if (!readable || !near) {
            return Reason.EVENT_NOT_UNDERSTOOD;
        }
        if (event.ask() instanceof GridEvent.Ask.Power && !rules.isAuthority(event.source())) {
            return Reason.OTHER_AUTHORITY;
        }
        long endMs = time.startMs() + (time.durationS() + time.randomStartS()) * 1_000L;
        boolean over = time.startMs() > 0 && tick.wallTrusted() && endMs <= tick.wallTimeMs();
        return over ? Reason.EVENT_OVER : Reason.NONE;
    }

    /** Its source takes it back, or does not list it any more. */
    public Change withdraw(Source source, String id) {
        return find(source, id)
                .filter(EventStatus::isOpen)
                .map(e -> new Change(with(e.at(Stage.WITHDRAWN, 0, Reason.NONE)), Reason.NONE))
                .orElse(new Change(this, Reason.EVENT_OVER));
    }

    /** The owner opts out of an event, or in again. */
    public Change decline(Source source, String id, boolean out) {
        Optional<EventStatus> known = find(source, id).filter(EventStatus::isOpen);
        if (known.isEmpty()) {
            return new Change(this, Reason.EVENT_OVER);
        }
        return known.get().event().mayDecline()
                ? new Change(with(known.get().declined(out)), Reason.NONE)
                : new Change(this, Reason.GRID_LIMIT);
    }

    /** A sign of life of a source. */
    public Events heard(Source source, Tick tick) {
        if (!SourceRule.of(source).announces()) {
            return this;
        }
        TreeMap<Source, Long> next = new TreeMap<>(heardNs);
        next.put(source, tick.monotonicNs());
        List<Source> others = silent.stream().filter(s -> s != source).toList();
        return new Events(all, next, others);
    }

    /** Whether a source has not been heard for as long as its rule allows, or never. */
    boolean isSilent(Source source, Tick tick) {
        Long heard = heardNs.get(source);
        return heard == null || tick.sinceNs(heard) > SourceRule.of(source).silentAfterNs();
    }

    /**
     * Starts, ends and drops what is due; the same object when nothing is.
     *
     * @param mains the grid is there as far as anybody can see
     */
    public Events step(Tick tick, boolean mains) {
        Events now = mains ? this : inOutage();
        List<EventStatus> next = new ArrayList<>(0);
        boolean moved = false;
        for (EventStatus was : now.all) {
            EventStatus is = was.isOpen() ? now.due(was, tick) : was;
            moved |= !is.equals(was);
            next.add(is);
        }
        List<Source> lost = now.justLost(tick);
        if (!moved && lost.isEmpty()) {
            return now;
        }
        lost.addAll(now.silent);
        return new Events(trimmed(next), now.heardNs, lost);
    }

    private List<Source> justLost(Tick tick) {
        List<Source> lost = new ArrayList<>(0);
        for (Source source : heardNs.keySet()) {
            if (!silent.contains(source) && isSilent(source, tick)) {
                lost.add(source);
            }
        }
        return lost;
    }

    private EventStatus due(EventStatus e, Tick tick) {
        SourceRule rule = SourceRule.of(e.event().source());
        if (e.stage() == Stage.RUNNING) {
            boolean tooOld =
                    e.event().exports() && olderThan(rule.exportAgeNs(), rule.source(), tick);
            if (tick.isPast(e.endsNs()) || tooOld) {
                return e.at(Stage.ENDED, 0, tooOld ? Reason.SOURCE_SILENT : Reason.NONE);
            }
            return e;
        }
        long nowMs = tick.wallTimeMs();
        if (nowMs >= e.endMs() && tick.wallTrusted()) {
            return e.at(Stage.ENDED, 0, Reason.EVENT_OVER);
        }
        if (!e.confirmed()) {
            return e;
        }
        boolean export = e.event().exports();
        if (export && rule.dropsComingExport() && isSilent(rule.source(), tick)) {
            return e.at(Stage.ENDED, 0, Reason.SOURCE_SILENT);
        }
        boolean begins = nowMs >= e.startMs() && nowMs < e.endMs();
        return begins && (tick.wallTrusted() || !export)
                ? e.at(Stage.RUNNING, tick.after((e.endMs() - nowMs) * 1_000_000L), Reason.NONE)
                : e;
    }

    private boolean olderThan(long ageNs, Source source, Tick tick) {
        Long heard = heardNs.get(source);
        return ageNs != Lease.FOREVER && (heard == null || tick.sinceNs(heard) > ageNs);
    }

    /** Limits of sources whose rule says so wait until they are announced again. */
    private Events inOutage() {
        boolean concerns = false;
        for (EventStatus e : all) {
            concerns |= isVoidInOutage(e);
        }
        if (!concerns) {
            return this;
        }
        TreeMap<Source, Long> heard = new TreeMap<>(heardNs);
        List<Source> lost = new ArrayList<>(silent);
        List<EventStatus> next = new ArrayList<>();
        for (EventStatus e : all) {
            boolean isVoid = isVoidInOutage(e);
            next.add(isVoid ? e.unconfirmed() : e);
            if (isVoid && heard.remove(e.event().source()) != null) {
                lost.add(e.event().source());
            }
        }
        return new Events(next, heard, lost);
    }

    private static boolean isVoidInOutage(EventStatus e) {
        return e.isOpen()
                && e.confirmed()
                && e.event().ask() instanceof GridEvent.Ask.Cap
                && SourceRule.of(e.event().source()).dropsCapsInOutage();
    }

    /** What the running events ask, as directives; one power per source. */
    public List<Directive> directives() {
        List<Directive> asked = new ArrayList<>();
        for (EventStatus e : all) {
            if (e.counts()) {
                directive(e).ifPresent(asked::add);
            }
        }
        return asked;
    }

    private Optional<Directive> directive(EventStatus e) {
        long durationNs = e.event().timing().durationS() * 1_000_000_000L;
        Lease lease = new Lease(e.endsNs() - durationNs, durationNs);
        Source by = e.event().source();
        return switch (e.event().ask()) {
            case GridEvent.Ask.Power power ->
                    best(by).filter(b -> b.equals(e)).isPresent()
                            ? Optional.of(
                                    new Directive.Target(
                                            by, lease, rank(e.event()), power.powerW()))
                            : Optional.empty();
            case GridEvent.Ask.Cap cap ->
                    Optional.of(
                            cap.atMeterPoint()
                                    ? new Directive.SiteBound(by, lease, cap.powerW(), cap.powerW())
                                    : new Directive.Bound(by, lease, cap.powerW(), cap.powerW()));
            case GridEvent.Ask.Keep keep ->
                    Optional.of(new Directive.SocWindow(by, lease, keep.deciPercent(), 1_000));
        };
    }

    /** The times that announced and running events take from charging. */
    public List<Booked> booked() {
        List<Booked> times = new ArrayList<>(0);
        for (EventStatus e : all) {
            if (e.isOpen() && !e.declined()) {
                switch (e.event().ask()) {
                    case GridEvent.Ask.Power p -> times.add(booked(e, Math.max(0, p.powerW())));
                    case GridEvent.Ask.Cap cap -> times.add(booked(e, cap.powerW().max()));
                    case GridEvent.Ask.Keep keep -> {}
                }
            }
        }
        return times;
    }

    private static Booked booked(EventStatus e, int chargeMaxW) {
        return new Booked(e.startMs(), e.endMs(), chargeMaxW);
    }

    private Optional<EventStatus> best(Source source) {
        return all.stream()
                .filter(
                        e ->
                                e.counts()
                                        && e.event().source() == source
                                        && e.event().ask() instanceof GridEvent.Ask.Power)
                .min(BEST);
    }

    private static int rank(GridEvent event) {
        if (event.source() == Source.INTEGRATOR) {
            return Directive.Rank.INTEGRATOR;
        }
        return event.emergency() ? Directive.Rank.GRID_EMERGENCY : Directive.Rank.GRID;
    }

    /** Whether a limit of the source's events holds now. */
    boolean hasCap(Source source) {
        return all.stream()
                .anyMatch(
                        e ->
                                e.counts()
                                        && e.event().source() == source
                                        && e.event().ask() instanceof GridEvent.Ask.Cap);
    }

    /** Whether the source has events that are still to come or run. */
    public boolean hasOpen(Source source) {
        return all.stream().anyMatch(e -> e.isOpen() && e.event().source() == source);
    }

    private Optional<EventStatus> find(Source source, String id) {
        return all.stream()
                .filter(e -> e.event().source() == source && e.event().id().equals(id))
                .findFirst();
    }

    private long open() {
        return all.stream().filter(EventStatus::isOpen).count();
    }

    private Events with(EventStatus changed) {
        List<EventStatus> next = new ArrayList<>(all);
        next.removeIf(e -> ORDER.compare(e, changed) == 0);
        next.add(changed);
        next.sort(ORDER);
        return new Events(trimmed(next), heardNs, silent);
    }

    /** Only the latest closed events stay. */
    private static List<EventStatus> trimmed(List<EventStatus> events) {
        List<EventStatus> closed =
                events.stream()
                        .filter(e -> !e.isOpen())
                        .sorted(Comparator.comparingLong(EventStatus::endMs).reversed())
                        .toList();
        if (closed.size() <= MAX_CLOSED) {
            return events;
        }
        List<EventStatus> gone = closed.subList(MAX_CLOSED, closed.size());
        return events.stream().filter(e -> !gone.contains(e)).toList();
    }
}
