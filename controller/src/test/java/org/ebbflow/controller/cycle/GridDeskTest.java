package org.ebbflow.controller.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.EventStatus.Stage;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.GridEvent.Ask;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.junit.jupiter.api.Test;

/** Events and the owner's word on them, through the control cycle. */
final class GridDeskTest {

    private static final Source BY = Source.INTEGRATOR;

    private final Rig rig = new Rig();

    private static GridEvent event(int powerW, long startMs, int randomS) {
        return new GridEvent(
                BY,
                "evening",
                0,
                false,
                new GridEvent.Timing(startMs, 900, randomS),
                new Ask.Power(powerW));
    }

    private static Rig restarted(Rig before, Remembered kept) {
        Rig next = new Rig(new Supervisor(Rig.RATINGS), kept, () -> 12_345);
        next.nowNs = 1_000_000_000L;
        next.wallMs = before.wallMs;
        return next;
    }

    private List<Stage> stages() {
        return rig.events.stream()
                .filter(e -> e instanceof StationEvent.Grid)
                .map(e -> ((StationEvent.Grid) e).now().stage())
                .toList();
    }

    private static long targets(Rig rig) {
        return rig.offeredWith.directives().stream()
                .filter(d -> d instanceof Directive.Target)
                .count();
    }

    @Test
    void anAnnouncedEventIsToldAtEachStepAndKeptOnDisk() {
        Intent announce = new Intent.Announce(event(-5_000, rig.wallMs + 30_000, 0));
        assertInstanceOf(Reply.Accepted.class, rig.want(announce));
        assertEquals(1, rig.snapshot.orElseThrow().programs().events().size());
        rig.runAfter(30);
        assertEquals(1, targets(rig));
        assertEquals(1, rig.offeredWith.booked().size());
        rig.want(announce);
        for (int i = 0; i < 15; i++) {
            rig.want(new Intent.Renew(BY));
            rig.runAfter(60);
        }
        assertEquals(List.of(Stage.ANNOUNCED, Stage.RUNNING, Stage.ENDED), stages());
        assertEquals(0, targets(rig));
        assertEquals(Stage.ENDED, rig.remembered.getLast().events().getFirst().stage());
    }

    @Test
    void aPowerCycleInsideAnEventKeepsItsDrawAndWaitsForItsSource() {
        Rig first = new Rig(new Supervisor(Rig.RATINGS), Remembered.NOTHING, () -> 777);
        long startMs = first.wallMs;
        first.want(new Intent.Announce(event(-5_000, startMs, 60)));
        first.runAfter(50);
        Remembered kept = first.remembered.getLast();
        assertEquals(777 % 61, kept.events().getFirst().delayS());

        Rig second = restarted(first, kept);
        second.run();
        assertEquals(0, targets(second));
        second.want(new Intent.Announce(event(-5_000, startMs, 60)));
        EventStatus again = second.snapshot.orElseThrow().programs().events().getFirst();
        assertEquals(777 % 61, again.delayS());
        assertEquals(1, targets(second));
    }

    @Test
    void theOwnerOptsOutAndInAgain() {
        rig.want(new Intent.Announce(event(-5_000, 0, 0)));
        rig.run();
        assertEquals(1, targets(rig));
        rig.want(new Intent.Decline(Source.PANEL, BY, "evening", true));
        rig.run();
        assertEquals(0, targets(rig));
        rig.want(new Intent.Decline(Source.PANEL, BY, "evening", false));
        rig.run();
        assertEquals(1, targets(rig));
        Reply.Refused unknown =
                assertInstanceOf(
                        Reply.Refused.class,
                        rig.want(new Intent.Decline(Source.PANEL, BY, "nothing", true)));
        assertEquals(Reason.EVENT_OVER, unknown.why());
    }

    @Test
    void anotherAuthoritysEventIsRefusedAsBusyButItsLimitIsTaken() {
        GridEvent.Timing hour = new GridEvent.Timing(0, 3_600, 0);
        GridEvent power = new GridEvent(Source.OPENADR, "p", 0, false, hour, new Ask.Power(-5_000));
        Reply.Refused busy =
                assertInstanceOf(Reply.Refused.class, rig.want(new Intent.Announce(power)));
        assertEquals(Reason.OTHER_AUTHORITY, busy.why());
        Interval w = new Interval(-1, 4_200);
        GridEvent cap = new GridEvent(Source.OPENADR, "c", 0, false, hour, new Ask.Cap(w, false));
        assertInstanceOf(Reply.Accepted.class, rig.want(new Intent.Announce(cap)));
        rig.run();
        assertEquals(0, targets(rig));
        assertTrue(
                rig.offeredWith.directives().stream().anyMatch(d -> d instanceof Directive.Bound));
    }

    @Test
    void afterARestartEveryFallbackHoldsAndNoSetPointDoes() {
        Interval w = new Interval(0, 3_000);
        rig.want(new Intent.Direct(new Directive.Fallback(Source.OPENADR, w, true)));
        rig.want(
                new Intent.Direct(
                        new Directive.Target(
                                BY,
                                new Lease(0, Lease.FOREVER),
                                Directive.Rank.INTEGRATOR,
                                5_000)));
        rig.run();
        assertEquals(1, rig.offeredWith.directives().size(), "heard: the fallback rests");
        Rig second = restarted(rig, rig.remembered.getLast());
        second.run();
        Directive.SiteBound bound =
                assertInstanceOf(
                        Directive.SiteBound.class, second.offeredWith.directives().getFirst());
        assertEquals(w, bound.powerW());
        assertEquals(1, second.offeredWith.directives().size());
    }

    @Test
    void exportWithoutAnEndLapsesAfter300SecondsWithoutAWord() {
        rig.want(
                new Intent.Direct(
                        new Directive.Target(
                                BY,
                                new Lease(0, Lease.FOREVER),
                                Directive.Rank.INTEGRATOR,
                                -5_000)));
        rig.runAfter(299);
        assertEquals(1, targets(rig));
        rig.runAfter(1);
        assertEquals(0, targets(rig));
    }

    @Test
    void chargeNowEndsWithTheCarOrAfterADay() {
        Preferences solar = Preferences.INITIAL.with(Mode.SOLAR_ONLY);
        rig.want(new Intent.Prefer(Source.PANEL, solar.with(Mode.CHARGE_NOW)));
        rig.runAfter(24 * 3_600 - 1);
        assertEquals(Mode.CHARGE_NOW, rig.offeredWith.preferences().mode());
        rig.runAfter(1);
        assertEquals(Mode.SOLAR_ONLY, rig.offeredWith.preferences().mode());
        assertEquals(List.of(solar), rig.preferred);

        rig.want(new Intent.Prefer(Source.PANEL, solar.with(Mode.CHARGE_NOW)));
        rig.script =
                (received, inputs) ->
                        new Rig.Wanted(
                                List.of(),
                                Rig.Wanted.NOTHING.energy(),
                                List.of(new SessionEvent.Unplugged()));
        rig.run();
        rig.script = (received, inputs) -> Rig.Wanted.NOTHING;
        rig.run();
        assertEquals(Mode.SOLAR_ONLY, rig.offeredWith.preferences().mode());
    }

    @Test
    void theOwnersHoldLastsUntilTheCarLeavesOrADay() {
        rig.want(new Intent.HoldExport(Source.PANEL, true));
        assertTrue(rig.snapshot.orElseThrow().programs().exportHeld());
        rig.runAfter(24 * 3_600 - 1);
        assertEquals(1, rig.offeredWith.directives().size());
        rig.runAfter(1);
        assertEquals(0, rig.offeredWith.directives().size());
        rig.want(new Intent.HoldExport(Source.PANEL, true));
        rig.want(new Intent.HoldExport(Source.PANEL, false));
        rig.run();
        assertEquals(0, rig.offeredWith.directives().size());
    }
}
