package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.EventStatus.Stage;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.GridEvent.Ask;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events from a scripted source, by both clocks. */
final class EventsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long WALL_MS = 1_790_000_000_000L;
    private static final Directives.Rules RULES = new Directives.Rules(Authority.OPENADR, false);

    private Events events = Events.NONE;
    private long nowNs = 77 * SECOND;
    private long wallMs = WALL_MS;
    private boolean trusted = true;
    private boolean mains = true;
    private int draws;

    private Tick tick() {
        return new Tick(0, nowNs, wallMs, trusted);
    }

    private void after(long seconds) {
        nowNs += seconds * SECOND;
        wallMs += seconds * 1_000;
        events = events.step(tick(), mains);
    }

    /** The source says at the end that it is still there. */
    private void polled(long seconds) {
        nowNs += seconds * SECOND;
        wallMs += seconds * 1_000;
        events = events.heard(Source.OPENADR, tick()).step(tick(), mains);
    }

    private Reason announce(GridEvent event) {
        events = events.heard(event.source(), tick());
        Events.Change change =
                events.announce(
                        event,
                        RULES,
                        () -> {
                            draws++;
                            return 1_000_003L * draws;
                        },
                        tick());
        events = change.next().step(tick(), mains);
        return change.why();
    }

    private static GridEvent event(Source source, String id, GridEvent.Timing timing, Ask ask) {
        return new GridEvent(source, id, 1, false, timing, ask);
    }

    private static GridEvent export(long inS, int durationS, int randomS) {
        long startMs = inS < 0 ? 0 : WALL_MS + inS * 1_000;
        return event(
                Source.OPENADR,
                "evening",
                new GridEvent.Timing(startMs, durationS, randomS),
                new Ask.Power(-9_000));
    }

    private Stage stage() {
        return events.all().getFirst().stage();
    }

    @ParameterizedTest
    @CsvSource({"0, 900", "600, 900", "86400, 18000"})
    void beginsAndEndsToTheSecondWhateverTheNotice(long noticeS, int durationS) {
        assertEquals(Reason.NONE, announce(export(noticeS, durationS, 0)));
        if (noticeS > 0) {
            polled(noticeS - 1);
            assertEquals(Stage.ANNOUNCED, stage());
            assertEquals(List.of(), events.directives());
            polled(1);
        }
        assertEquals(Stage.RUNNING, stage());
        Directive.Target target = (Directive.Target) events.directives().getFirst();
        assertEquals(-9_000, target.powerW());
        assertEquals(Directive.Rank.GRID, target.rank());
        assertTrue(target.lease().isRunning(nowNs));
        after(durationS - 1);
        assertEquals(Stage.RUNNING, stage());
        after(1);
        assertEquals(Stage.ENDED, stage());
        assertEquals(List.of(), events.directives());
    }

    @Test
    void anEventThatBeginsAtOnceNeedsNoNoticeAndIsNotBegunAnewByTheNextPoll() {
        announce(export(-1, 900, 0));
        assertEquals(Stage.RUNNING, stage());
        after(600);
        announce(export(-1, 900, 0));
        after(299);
        assertEquals(Stage.RUNNING, stage());
        after(1);
        announce(export(-1, 900, 0));
        assertEquals(Stage.ENDED, stage());
    }

    @Test
    void whatRunsEndsByTheMonotonicClockWhateverTheWallClockDoes() {
        announce(export(0, 900, 0));
        wallMs -= 3_600_000;
        after(899);
        assertEquals(Stage.RUNNING, stage());
        trusted = false;
        after(1);
        assertEquals(Stage.ENDED, stage());
    }

    @Test
    void exportDoesNotBeginByAClockThatNobodyTrustsButAPauseDoes() {
        trusted = false;
        announce(export(0, 900, 0));
        announce(
                event(
                        Source.OPENADR,
                        "pause",
                        new GridEvent.Timing(WALL_MS, 900, 0),
                        new Ask.Power(0)));
        assertEquals(
                List.of(Stage.ANNOUNCED, Stage.RUNNING),
                events.all().stream().map(EventStatus::stage).toList());
        trusted = true;
        after(1);
        assertEquals(Stage.RUNNING, stage());
    }

    @Test
    void aRandomStartIsDrawnOnceAndKeptOverPollsAndRestarts() {
        announce(export(60, 900, 300));
        int delayS = events.all().getFirst().delayS();
        assertTrue(delayS >= 0 && delayS <= 300, "delay " + delayS);
        announce(export(60, 900, 300));
        events = Events.remembered(events.all());
        announce(export(60, 900, 300));
        assertEquals(1, draws);
        assertEquals(delayS, events.all().getFirst().delayS());
        after(60 + delayS - 1);
        assertEquals(Stage.ANNOUNCED, stage());
        after(1);
        assertEquals(Stage.RUNNING, stage());
    }

    @Test
    void afterARestartAnEventWaitsForItsSourceAndThenGoesOnToTheSameEnd() {
        announce(export(0, 900, 0));
        after(300);
        events = Events.remembered(events.all());
        after(60);
        assertEquals(Stage.ANNOUNCED, stage());
        assertEquals(List.of(), events.directives());
        announce(export(0, 900, 0));
        assertEquals(Stage.RUNNING, stage());
        after(539);
        assertEquals(Stage.RUNNING, stage());
        after(1);
        assertEquals(Stage.ENDED, stage());
    }

    @Test
    void theOwnersWordCountsUntilItIsTakenBackAlsoOverARestart() {
        announce(export(0, 900, 0));
        events = events.decline(Source.OPENADR, "evening", true).next();
        assertEquals(List.of(), events.directives());
        events = Events.remembered(events.all());
        announce(export(0, 900, 0));
        assertEquals(List.of(), events.directives());
        events = events.decline(Source.OPENADR, "evening", false).next();
        assertEquals(1, events.directives().size());
        assertEquals(Reason.EVENT_OVER, events.decline(Source.OPENADR, "another", true).why());
    }

    @Test
    void nobodyDeclinesALimit() {
        Interval cap = new Interval(-2_000, 4_200);
        announce(
                event(
                        Source.OCPP,
                        "cap",
                        new GridEvent.Timing(0, 900, 0),
                        new Ask.Cap(cap, false)));
        assertEquals(Reason.GRID_LIMIT, events.decline(Source.OCPP, "cap", true).why());
        Directive.Bound bound = (Directive.Bound) events.directives().getFirst();
        assertEquals(cap, bound.powerW());
    }

    @Test
    void refusesWithAReasonAndKeepsTheRefusalInTheList() {
        GridEvent foreign =
                event(
                        Source.IEEE2030_5,
                        "x",
                        new GridEvent.Timing(0, 900, 0),
                        new Ask.Power(-1_000));
        assertEquals(Reason.OTHER_AUTHORITY, announce(foreign));
        assertEquals(Stage.REFUSED, stage());
        assertEquals(List.of(), events.directives());
        GridEvent.Timing past = new GridEvent.Timing(WALL_MS - 900_000, 900, 0);
        assertEquals(
                Reason.EVENT_OVER, announce(event(Source.OPENADR, "old", past, new Ask.Power(0))));
        assertEquals(Reason.EVENT_NOT_UNDERSTOOD, announce(export(0, 0, 0)));
        assertEquals(Reason.EVENT_NOT_UNDERSTOOD, announce(export(8 * 86_400, 900, 0)));
        assertEquals(
                Reason.EVENT_NOT_UNDERSTOOD,
                announce(
                        event(
                                Source.PANEL,
                                "x",
                                new GridEvent.Timing(0, 900, 0),
                                new Ask.Keep(900))));
    }

    @Test
    void theFiftyFirstOpenEventIsRefused() {
        for (int i = 0; i < Events.MAX_OPEN; i++) {
            assertEquals(Reason.NONE, announce(keep("event " + i)));
        }
        assertEquals(Reason.TOO_MANY_EVENTS, announce(keep("one more")));
    }

    private static GridEvent keep(String id) {
        return event(Source.OPENADR, id, new GridEvent.Timing(0, 900, 0), new Ask.Keep(800));
    }

    @Test
    void whenOpenAdrFallsSilentComingExportIsDroppedAfter15MinutesAndNothingElse() {
        announce(export(2_000, 900, 0));
        announce(
                event(
                        Source.OPENADR,
                        "pause",
                        new GridEvent.Timing(WALL_MS + 2_000_000, 900, 0),
                        new Ask.Power(0)));
        after(900);
        assertEquals(Stage.ANNOUNCED, stage());
        nowNs += 1;
        events = events.step(tick(), true);
        assertEquals(Stage.ENDED, stage());
        assertEquals(Reason.SOURCE_SILENT, events.all().getFirst().why());
        after(1_100);
        assertEquals(Stage.RUNNING, events.all().getLast().stage());
    }

    @Test
    void whatOpenAdrStartedRunsToItsEndWhenItFallsSilent() {
        announce(export(0, 3_600, 0));
        after(3_599);
        assertEquals(Stage.RUNNING, stage());
        assertEquals(List.of(Source.OPENADR), events.silent());
    }

    @Test
    void exportForAChargingBackEndEnds300SecondsAfterItsLastWord() {
        Directives.Rules ocpp = new Directives.Rules(Authority.OCPP, false);
        events = events.heard(Source.OCPP, tick());
        GridEvent central =
                event(Source.OCPP, "tx", new GridEvent.Timing(0, 3_600, 0), new Ask.Power(-5_000));
        events = events.announce(central, ocpp, () -> 0, tick()).next();
        after(300);
        assertEquals(Stage.RUNNING, stage());
        nowNs += 1;
        events = events.step(tick(), true);
        assertEquals(Stage.ENDED, stage());
        assertEquals(Reason.SOURCE_SILENT, events.all().getFirst().why());
    }

    @Test
    void afterAnOutageOpenAdrsLimitsWaitUntilTheyAreAnnouncedAgain() {
        GridEvent cap =
                event(
                        Source.OPENADR,
                        "cap",
                        new GridEvent.Timing(0, 3_600, 0),
                        new Ask.Cap(new Interval(0, 5_000), true));
        announce(cap);
        assertEquals(1, events.directives().size());
        mains = false;
        after(1);
        mains = true;
        after(1);
        assertEquals(List.of(), events.directives());
        assertTrue(events.isSilent(Source.OPENADR, tick()));
        announce(cap);
        assertEquals(1, events.directives().size());
    }

    @Test
    void ofTwoPowersOfOneSourceTheLowerPriorityNumberCounts() {
        GridEvent.Timing hour = new GridEvent.Timing(0, 3_600, 0);
        announce(new GridEvent(Source.OPENADR, "b", 2, false, hour, new Ask.Power(-1_000)));
        announce(new GridEvent(Source.OPENADR, "a", 1, false, hour, new Ask.Power(-2_000)));
        announce(new GridEvent(Source.OPENADR, "c", 9, true, hour, new Ask.Power(-3_000)));
        assertEquals(1, events.directives().size());
        assertEquals(-3_000, ((Directive.Target) events.directives().getFirst()).powerW());
        events = events.withdraw(Source.OPENADR, "c").next();
        assertEquals(-2_000, ((Directive.Target) events.directives().getFirst()).powerW());
    }

    @Test
    void theOrderOfAnnouncementsNeverMatters() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<GridEvent> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(some(random, "event " + i));
            }
            Events one = announced(all);
            Collections.shuffle(all, random);
            assertEquals(one.directives(), announced(all).directives(), "seed " + seed);
        }
    }

    private Events announced(List<GridEvent> all) {
        events = Events.NONE;
        all.forEach(this::announce);
        return events;
    }

    private static GridEvent some(Random random, String id) {
        Ask ask =
                switch (random.nextInt(3)) {
                    case 0 -> new Ask.Power(random.nextInt(-9_000, 9_000));
                    case 1 -> new Ask.Cap(new Interval(-random.nextInt(9_000), 1), true);
                    default -> new Ask.Keep(random.nextInt(1_000));
                };
        GridEvent.Timing timing =
                new GridEvent.Timing(WALL_MS - random.nextInt(500) * 1_000L, 900, 0);
        Source source = random.nextBoolean() ? Source.OPENADR : Source.OCPP;
        return new GridEvent(source, id, random.nextInt(3), random.nextBoolean(), timing, ask);
    }

    @Test
    void nothingDueIsNothingNew() {
        announce(export(600, 900, 0));
        Events before = events;
        after(1);
        assertSame(before, events);
    }

    @Test
    void closedEventsAreForgottenOldestFirst() {
        for (int i = 0; i < 60; i++) {
            announce(keep("event " + i));
            events = events.withdraw(Source.OPENADR, "event " + i).next();
            after(1);
        }
        assertEquals(20, events.all().size());
        assertTrue(
                events.all().stream().anyMatch(e -> e.event().id().equals("event 59")),
                "the newest stays");
    }

    @Test
    void fallbacksStandInWhereTheirRuleSays() {
        Interval w = new Interval(-1_000, 3_000);
        Directives all = Directives.NONE;
        for (Source source : List.of(Source.OPENADR, Source.IEEE2030_5, Source.SITE_CAPACITY)) {
            Directive.Fallback fallback = new Directive.Fallback(source, w, false);
            all = ((Directives.Change.Taken) all.set(fallback, RULES)).next();
        }
        // At power-up nobody has been heard: every fallback holds.
        assertEquals(3, all.inForce(events, tick()).size());
        events = events.heard(Source.OPENADR, tick());
        events = events.heard(Source.SITE_CAPACITY, tick());
        // Heard: only IEEE 2030.5 has a limit between its events.
        assertEquals(
                List.of(Source.IEEE2030_5),
                all.inForce(events, tick()).stream().map(Directive::source).toList());
        nowNs += 120 * SECOND;
        assertEquals(1, all.inForce(events, tick()).size());
        nowNs += 1;
        assertEquals(
                List.of(Source.SITE_CAPACITY, Source.IEEE2030_5),
                all.inForce(events, tick()).stream().map(Directive::source).toList());
        nowNs += 780 * SECOND;
        assertEquals(3, all.inForce(events, tick()).size());
        announce(
                event(
                        Source.IEEE2030_5,
                        "der",
                        new GridEvent.Timing(0, 900, 0),
                        new Ask.Cap(w, false)));
        assertEquals(
                1,
                all.inForce(events, tick()).stream()
                        .filter(d -> d.source() == Source.IEEE2030_5)
                        .count());
    }
}
