package org.ebbflow.controller.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.ebbflow.controller.dispatch.Directives;
import org.ebbflow.controller.dispatch.Events;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/** The events of grid programs: what was announced, what became of it, and who is told. */
final class GridDesk {

    private static final long GEAR_FRESH_NS = 2_000_000_000L;
    private static final int TOLD_LATE_S = 300;

    private final LongSupplier randomBits;
    private final List<EventStatus> news = new ArrayList<>(0);
    private Events events;
    private boolean late;

    GridDesk(Events events, LongSupplier randomBits) {
        this.events = events;
        this.randomBits = randomBits;
    }

    Events events() {
        return events;
    }

    void restore(Events kept) {
        events = kept;
    }

    Reply announce(GridEvent event, Directives.Rules rules, Tick tick) {
        return taken(events.heard(event.source(), tick).announce(event, rules, randomBits, tick));
    }

    Reply withdraw(Intent.Withdraw withdraw, Tick tick) {
        return taken(events.heard(withdraw.by(), tick).withdraw(withdraw.by(), withdraw.id()));
    }

    Reply decline(Intent.Decline decline) {
        return taken(events.decline(decline.of(), decline.id(), decline.out()));
    }

    void heard(Source source, Tick tick) {
        events = events.heard(source, tick);
    }

    /** What is due in this cycle. */
    void step(Measured measured, Tick tick) {
        boolean mains =
                measured.island().fresh(tick, GEAR_FRESH_NS).map(i -> i.gridPresent()).orElse(true);
        Events next = events.step(tick, mains);
        if (!next.equals(events)) {
            moved(next);
        }
    }

    private Reply taken(Events.Change change) {
        moved(change.next());
        return change.why() == Reason.NONE
                ? new Reply.Accepted()
                : new Reply.Refused(change.why(), text(change.why()));
    }

    private void moved(Events next) {
        for (EventStatus now : next.all()) {
            if (!events.all().contains(now)) {
                news.add(now);
            }
        }
        events = next;
    }

    /** What moved since the last call. */
    List<StationEvent> takeNews(Tick tick) {
        if (news.isEmpty()) {
            return List.of();
        }
        List<StationEvent> told = new ArrayList<>(news.size());
        news.forEach(e -> told.add(new StationEvent.Grid(tick, e)));
        news.clear();
        return told;
    }

    /** Tells once that the car will be late, and once that it will not after all. */
    Optional<StationEvent> lateness(Decision why, Tick tick) {
        boolean now = why.local().readiness().filter(r -> r.lateS() > TOLD_LATE_S).isPresent();
        if (now == late) {
            return Optional.empty();
        }
        late = now;
        return why.local().readiness().map(r -> new StationEvent.Lateness(tick, r));
    }

    private static String text(Reason why) {
        return switch (why) {
            case OTHER_AUTHORITY ->
                    "Somebody else sets the power of this station; change the authority in the"
                            + " installation first. Limits and reserves are taken from everybody.";
            case EVENT_OVER -> "There is no such event any more; nothing has changed.";
            case TOO_MANY_EVENTS ->
                    "The station keeps no more open events; withdraw some of them first.";
            case GRID_LIMIT ->
                    "A limit of the grid holds for everybody; the owner cannot opt out of it.";
            default ->
                    "The event cannot be read: it needs a name of 1 to "
                            + GridEvent.MAX_ID
                            + " characters, a start at most seven days ahead and a duration of one"
                            + " second to seven days.";
        };
    }
}
