package org.ebbflow.controller.dispatch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.ebbflow.controller.settings.Week;
import org.ebbflow.controller.settings.Week.Departure;
import org.ebbflow.controller.settings.Week.Slot;
import org.ebbflow.hal.Tick;

/**
 * The owner's week at the present minute. In the night in which the clock goes back a time that
 * comes twice counts once, at its first coming; a time that is left out counts as if the clock had
 * not been moved yet.
 *
 * @param week which it was read from
 * @param minute minutes since 1970 to which it belongs, -1 while the clock is not trusted
 * @param slot the slot that runs
 * @param departure the next one
 * @param departureMs wall clock of it, 0 without
 */
public record Agenda(
        Week week,
        long minute,
        Optional<Slot> slot,
        Optional<Departure> departure,
        long departureMs) {

    static final Agenda INITIAL = new Agenda(Week.EMPTY, -1, Optional.empty(), Optional.empty(), 0);

    private static final int MINUTE_MS = 60_000;
    private static final int DAYS_AHEAD = 8;

    /** A departure at its instant. */
    private record Leaving(Departure departure, long atMs) {}

    /** Looked up anew once a minute, and when the week or the trust in the clock changes. */
    Agenda step(Week now, ZoneId zone, boolean trusted, Tick tick) {
        long nowMinute = trusted ? Math.floorDiv(tick.wallTimeMs(), MINUTE_MS) : -1;
        if (nowMinute == minute && now.equals(week)) {
            return this;
        }
        if (!trusted || (now.slots().isEmpty() && now.departures().isEmpty())) {
            return new Agenda(now, nowMinute, Optional.empty(), Optional.empty(), 0);
        }
        LocalDate today = Instant.ofEpochMilli(tick.wallTimeMs()).atZone(zone).toLocalDate();
        Optional<Leaving> next = next(now, today, zone, tick.wallTimeMs());
        return new Agenda(
                now,
                nowMinute,
                running(now, today, zone, tick.wallTimeMs()),
                next.map(Leaving::departure),
                next.map(Leaving::atMs).orElse(0L));
    }

    /** Whether the time is known and a schedule can be kept. */
    boolean isKnown() {
        return minute >= 0;
    }

    private static Optional<Slot> running(Week week, LocalDate today, ZoneId zone, long nowMs) {
        for (Slot slot : week.slots()) {
            for (LocalDate day = today.minusDays(1); !day.isAfter(today); day = day.plusDays(1)) {
                boolean overnight = slot.toMinute() <= slot.fromMinute();
                long fromMs = instantMs(day, slot.fromMinute(), zone);
                LocalDate last = overnight ? day.plusDays(1) : day;
                long toMs = instantMs(last, slot.toMinute(), zone);
                if (Week.isOn(slot.days(), day.getDayOfWeek().getValue())
                        && nowMs >= fromMs
                        && nowMs < toMs) {
                    return Optional.of(slot);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Leaving> next(Week week, LocalDate today, ZoneId zone, long nowMs) {
        Optional<Leaving> first = Optional.empty();
        for (Departure departure : week.departures()) {
            for (int ahead = 0; ahead < DAYS_AHEAD; ahead++) {
                LocalDate day = today.plusDays(ahead);
                long atMs = instantMs(day, departure.minute(), zone);
                boolean sooner = first.isEmpty() || atMs < first.get().atMs();
                if (Week.isOn(departure.days(), day.getDayOfWeek().getValue())
                        && atMs > nowMs
                        && sooner) {
                    first = Optional.of(new Leaving(departure, atMs));
                }
            }
        }
        return first;
    }

    private static long instantMs(LocalDate day, int minute, ZoneId zone) {
        return day.atTime(LocalTime.ofSecondOfDay(minute * 60L))
                .atZone(zone)
                .toInstant()
                .toEpochMilli();
    }
}
