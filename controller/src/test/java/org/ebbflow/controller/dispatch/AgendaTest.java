package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.controller.settings.Week;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owner's week, also in the nights in which the clock is moved. */
final class AgendaTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    private static Agenda at(Week week, ZoneId zone, String utc) {
        Tick tick = new Tick(0, 0, Instant.parse(utc).toEpochMilli(), true);
        return Agenda.INITIAL.step(week, zone, true, tick);
    }

    private static Week slot(int days, int from, int to) {
        return new Week(List.of(new Week.Slot(days, from, to, Week.What.CHARGE, 0)), List.of());
    }

    private static Week departure(int days, int minute) {
        return new Week(List.of(), List.of(new Week.Departure(days, minute, 800)));
    }

    /** Minutes of real time in which the slot runs, looked at every minute from the instant on. */
    private static List<String> running(Week week, ZoneId zone, String fromUtc, int minutes) {
        List<String> runs = new ArrayList<>();
        long fromMs = Instant.parse(fromUtc).toEpochMilli();
        for (int i = 0; i < minutes; i++) {
            Instant now = Instant.ofEpochMilli(fromMs + i * 60_000L);
            if (at(week, zone, now.toString()).slot().isPresent()) {
                runs.add(now.toString());
            }
        }
        return runs;
    }

    @ParameterizedTest
    @CsvSource({
        // Friday 22:00 to Saturday 06:00 in Chicago (UTC-6), on Friday nights only
        "2026-01-17T03:59:59Z, false",
        "2026-01-17T04:00:00Z, true",
        "2026-01-17T11:59:59Z, true",
        "2026-01-17T12:00:00Z, false",
        "2026-01-18T05:00:00Z, false"
    })
    void anOvernightSlotBelongsToTheDayOnWhichItBegins(String utc, boolean runs) {
        assertEquals(runs, at(slot(16, 22 * 60, 6 * 60), CHICAGO, utc).slot().isPresent());
    }

    /**
     * The nights of the change. Berlin: 02:00 to 03:00 does not exist on 29 March (01:00Z is 03:00)
     * and comes twice on 25 October (from 00:00Z and 01:00Z). Los Angeles: the same hour does not
     * exist on 8 March (10:00Z is 03:00); 01:00 to 02:00 comes twice on 1 November (from 08:00Z and
     * 09:00Z).
     */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-28T23:00:00Z, 120, 2026-03-29T01:00:00Z",
        "Europe/Berlin, 2026-10-24T22:00:00Z, 120, 2026-10-25T00:00:00Z",
        "America/Los_Angeles, 2026-03-08T08:00:00Z, 120, 2026-03-08T10:00:00Z",
        "America/Los_Angeles, 2026-11-01T07:00:00Z, 60, 2026-11-01T08:00:00Z"
    })
    void aSlotInTheHourThatIsLeftOutOrComesTwiceRunsOnceForItsLength(
            ZoneId zone, String midnight, int fromMinute, String begins) {
        Week week = slot(Week.EVERY_DAY, fromMinute, fromMinute + 30);
        List<String> runs = running(week, zone, midnight, 6 * 60);
        assertEquals(30, runs.size());
        assertEquals(begins, runs.getFirst());
        assertEquals(Instant.parse(begins).plusSeconds(29 * 60).toString(), runs.getLast());
    }

    /** From 22:00 to 06:00 there are seven, nine or eight hours. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-28T21:00:00Z, 7",
        "Europe/Berlin, 2026-10-24T20:00:00Z, 9",
        "Europe/Berlin, 2026-06-30T20:00:00Z, 8",
        "America/Los_Angeles, 2026-03-08T06:00:00Z, 7",
        "America/Los_Angeles, 2026-11-01T05:00:00Z, 9",
        "America/Los_Angeles, 2026-07-01T05:00:00Z, 8"
    })
    void aNightRunsFromWallClockToWallClock(ZoneId zone, String tenAtNight, int hours) {
        Week week = slot(Week.EVERY_DAY, 22 * 60, 6 * 60);
        String before = Instant.parse(tenAtNight).minusSeconds(3_600).toString();
        List<String> runs = running(week, zone, before, 12 * 60);
        assertEquals(hours * 60, runs.size());
        assertEquals(tenAtNight, runs.getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-28T22:00:00Z, 2026-03-29T05:30:00Z",
        "Europe/Berlin, 2026-03-29T00:00:00Z, 2026-03-29T05:30:00Z",
        "Europe/Berlin, 2026-10-24T21:00:00Z, 2026-10-25T06:30:00Z",
        "Europe/Berlin, 2026-10-25T00:00:00Z, 2026-10-25T06:30:00Z",
        "Europe/Berlin, 2026-11-02T06:29:59Z, 2026-11-02T06:30:00Z",
        "Europe/Berlin, 2026-11-02T06:30:00Z, 2026-11-03T06:30:00Z",
        "America/Los_Angeles, 2026-03-08T07:00:00Z, 2026-03-08T14:30:00Z",
        "America/Los_Angeles, 2026-03-08T09:59:59Z, 2026-03-08T14:30:00Z",
        "America/Los_Angeles, 2026-11-01T06:00:00Z, 2026-11-01T15:30:00Z",
        "America/Los_Angeles, 2026-11-01T09:30:00Z, 2026-11-01T15:30:00Z"
    })
    void aDepartureIsAtTheLocalTimeAlsoAfterTheClockWasMoved(ZoneId zone, String now, String at) {
        Agenda agenda = at(departure(Week.EVERY_DAY, 7 * 60 + 30), zone, now);
        assertEquals(at, Instant.ofEpochMilli(agenda.departureMs()).toString());
    }

    /**
     * A car that needs six hours and twenty minutes: charging begins so long before, by the sun.
     */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-28T21:00:00Z, 2026-03-29T05:30:00Z",
        "Europe/Berlin, 2026-10-24T20:00:00Z, 2026-10-25T06:30:00Z",
        "America/Los_Angeles, 2026-03-08T05:00:00Z, 2026-03-08T14:30:00Z",
        "America/Los_Angeles, 2026-11-01T04:00:00Z, 2026-11-01T15:30:00Z"
    })
    void readyByReckonsWithTheHoursThatTheNightReallyHas(ZoneId zone, String from, String leaves) {
        Week week = departure(Week.EVERY_DAY, 7 * 60 + 30);
        Interval carW = new Interval(0, 10_000);
        Departures.Means means = new Departures.Means(10_000, 1_000, List.of());
        Departures last = Departures.NONE;
        for (long ms = Instant.parse(from).toEpochMilli(); !last.catchingUp(); ms += 60_000) {
            Tick tick = new Tick(0, ms * 1_000_000, ms, true);
            VehicleReport.Soc soc = new VehicleReport.Soc(230, tick.monotonicNs(), 100_000);
            VehicleReport car =
                    new VehicleReport(
                            VehicleReport.Phase.TRANSFER,
                            "",
                            "",
                            false,
                            carW,
                            Optional.of(soc),
                            Optional.empty(),
                            "");
            Agenda agenda = Agenda.INITIAL.step(week, zone, true, tick);
            last = last.step(agenda, car, means, tick);
            long leftMinutes = (Instant.parse(leaves).toEpochMilli() - ms) / 60_000;
            // 57 kWh at nine tenths of 10 kW
            assertEquals(leftMinutes <= 380, last.catchingUp(), leftMinutes + " min before");
        }
    }

    @Test
    void aDepartureOnSundaysIsSevenDaysAheadRightAfterIt() {
        Agenda agenda = at(departure(64, 10 * 60), CHICAGO, "2026-01-18T16:00:00Z");
        assertEquals("2026-01-25T16:00:00Z", Instant.ofEpochMilli(agenda.departureMs()).toString());
    }

    @Test
    void withoutATrustedClockNothingIsKnown() {
        Tick tick = new Tick(0, 0, Instant.parse("2026-01-17T05:00:00Z").toEpochMilli(), false);
        Agenda agenda = Agenda.INITIAL.step(slot(Week.EVERY_DAY, 0, 1_439), CHICAGO, false, tick);
        assertFalse(agenda.isKnown());
        assertEquals(
                Week.What.CHARGE,
                new Plans(SiteFollower.INITIAL, agenda, Departures.NONE, Sun.INITIAL)
                        .doing(Mode.AUTOMATIC));
    }

    @Test
    void isLookedUpOncePerMinute() {
        Week week = slot(Week.EVERY_DAY, 0, 60);
        Agenda first = at(week, BERLIN, "2026-01-17T05:00:00Z");
        Tick later = new Tick(0, 0, Instant.parse("2026-01-17T05:00:59Z").toEpochMilli(), true);
        assertSame(first, first.step(week, BERLIN, true, later));
    }

    @Test
    void aWeekIsTheSameAfterItWasStored() {
        Week week =
                new Week(
                        List.of(
                                new Week.Slot(31, 1_320, 360, Week.What.CHARGE, 0),
                                new Week.Slot(96, 1_020, 1_260, Week.What.EXPORT, 5_000)),
                        List.of(new Week.Departure(31, 450, 800)));
        assertEquals(week, Week.parse(week.text()));
        assertEquals(Week.EMPTY, Week.parse(Week.EMPTY.text()));
    }
}
