package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds of each source's words when it falls silent, at their end, over a power cycle and
 * without a clock; one row or test per line of the table of losses.
 */
final class LossRulesTest {

    private static final long S = Station.SECOND;
    private static final GridEvent.Ask EXPORT = new GridEvent.Ask.Power(Backends.ASKED_W);
    private static final GridEvent.Ask PAUSE = new GridEvent.Ask.Power(0);
    private static final GridEvent.Ask CAP =
            new GridEvent.Ask.Cap(new Interval(-Backends.LIMIT_W, Backends.LIMIT_W), false);

    /**
     * Asked for now and for an hour; then silence. What stands right before and right after the
     * second given. A fallback of 2,000 W was left by each.
     */
    @ParameterizedTest
    @CsvSource({
        // OCPP: export ends 300 s after the last word; a limit stays by its own rules
        "OCPP, EXPORT, 300, 'wants -5000, most 2000', 'local, most 2000'",
        "OCPP, CHARGE, 3600, 'wants 4000, most 2000', 'local, most 2000'",
        "OCPP, CAP, 3600, 'local, most 6000', 'local, most 2000'",
        // OpenADR: what runs goes on to its end, then the subscription
        "OPENADR, EXPORT, 3600, 'wants -5000, most 2000', 'local, most 2000'",
        "OPENADR, CHARGE, 3600, 'wants 4000, most 2000', 'local, most 2000'",
        "OPENADR, CAP, 3600, 'local, most 6000', 'local, most 2000'",
        // IEEE 2030.5: stored events run, then the default control
        "IEEE2030_5, EXPORT, 3600, 'wants -5000, most 2000', 'local, most 2000'",
        "IEEE2030_5, CHARGE, 3600, 'wants 4000, most 2000', 'local, most 2000'",
        "IEEE2030_5, CAP, 3600, 'local, most 6000', 'local, most 2000'",
        // integrator: the watchdog
        "INTEGRATOR, EXPORT, 60, 'wants -5000', 'local, most 2000'",
        // LPC and the like: a limit runs, then the failsafe limit
        "SITE_CAPACITY, CAP, 3600, 'local, most 6000', 'local, most 2000'"
    })
    void whatRunsWhenItsSourceFallsSilent(
            Source source, String ask, int endS, String before, String after) {
        Backends all = new Backends(source);
        all.gives(Backends.fallback(source));
        all.announces("e", 0, 3_600, ask(ask));
        all.after(endS - 1);
        assertEquals(before, all.stands(), "a second before");
        all.station.nowNs += S + Station.MS;
        all.station.wallMs += 1_001;
        assertEquals(after, all.stands(), "at the end");
    }

    private static GridEvent.Ask ask(String name) {
        return switch (name) {
            case "EXPORT" -> EXPORT;
            case "CHARGE" -> new GridEvent.Ask.Power(4_000);
            case "PAUSE" -> PAUSE;
            default -> CAP;
        };
    }

    /** Announced for an hour later; then silence until it begins. */
    @ParameterizedTest
    @CsvSource({
        "OCPP, EXPORT, local",
        "OCPP, CAP, 'local, most 6000'",
        "OPENADR, EXPORT, local",
        "OPENADR, PAUSE, wants 0",
        "OPENADR, CAP, 'local, most 6000'",
        "IEEE2030_5, EXPORT, wants -5000",
        "IEEE2030_5, PAUSE, wants 0",
        "IEEE2030_5, CAP, 'local, most 6000'",
        "INTEGRATOR, EXPORT, local",
        "SITE_CAPACITY, CAP, 'local, most 6000'"
    })
    void whatIsStillToComeWhenItsSourceFallsSilent(Source source, String ask, String then) {
        Backends all = new Backends(source);
        all.announces("e", 3_600, 1_800, ask(ask));
        assertEquals("local", all.stands());
        all.after(3_601);
        assertEquals(then, all.stands());
    }

    /** The fallback holds from the first instant of silence on, and where its rule says always. */
    @ParameterizedTest
    @CsvSource({
        "OCPP, 60, local",
        "OPENADR, 900, local",
        "IEEE2030_5, 2700, 'local, most 2000'",
        "INTEGRATOR, 60, local",
        "SITE_CAPACITY, 120, local"
    })
    void theFallbackHoldsFromTheSecondAfterTheLastOneAllowed(
            Source source, int silentS, String heard) {
        Backends all = new Backends(source);
        all.gives(Backends.fallback(source));
        all.station.nowNs += silentS * S - 2;
        assertEquals(heard, all.stands());
        all.station.nowNs += 2;
        assertEquals("local, most 2000", all.stands());
        all.polls();
        assertEquals(heard, all.stands(), "heard again");
    }

    /** A failsafe limit holds far longer than two hours when nobody comes back. */
    @Test
    void aFailsafeLimitHoldsUntilItsSourceIsHeardAgain() {
        Backends all = new Backends(Source.SITE_CAPACITY);
        all.gives(Backends.fallback(Source.SITE_CAPACITY));
        all.station.nowNs += 3 * 3_600 * S;
        assertEquals("local, most 2000", all.stands());
    }

    /** A lease is a watchdog, whoever holds it: limits tighten, set points are released. */
    @ParameterizedTest
    @EnumSource(names = {"OCPP", "OPENADR", "IEEE2030_5", "INTEGRATOR"})
    void aLeaseThatIsNotRenewedTightensALimitAndReleasesASetPoint(Source source) {
        Backends all = new Backends(source);
        all.gives(Backends.target(source, 4_000, 60 * S));
        all.gives(Backends.bound(source, 60 * S));
        all.after(50);
        all.polls();
        all.after(59);
        assertEquals("wants 4000, most 6000", all.stands());
        all.after(1);
        assertEquals("local, most 3000", all.stands());
        all.polls();
        assertEquals("local, most 3000", all.stands(), "a sign of life revives nothing");
    }

    /** OCPP, Dynamic kind: twice the interval of updates, told as the lease. */
    @Test
    void aDynamicSetPointLapsesAfterTwoIntervalsWithoutAnUpdate() {
        Backends all = new Backends(Source.OCPP);
        long twoIntervalsNs = 2 * 10 * S;
        all.gives(Backends.target(Source.OCPP, -4_000, twoIntervalsNs));
        all.after(19);
        assertEquals("wants -4000", all.stands());
        all.after(1);
        assertEquals("local", all.stands());
    }

    /** OCPP with IgnoredProfilePurposesOffline: the limit's owner declares that it is void then. */
    @Test
    void aLimitWhoseOwnerSaysSoIsVoidWhenItLapses() {
        Backends all = new Backends(Source.OCPP);
        Interval now = new Interval(-Backends.LIMIT_W, Backends.LIMIT_W);
        all.gives(new Directive.Bound(Source.OCPP, new Lease(0, 60 * S), now, Envelope.UNBOUNDED));
        all.after(59);
        assertEquals("local, most 6000", all.stands());
        all.after(1);
        assertEquals("local", all.stands());
    }

    /** Without an end of its own: export 300 s after the last word, charge with the session. */
    @ParameterizedTest
    @EnumSource(names = {"OCPP", "OPENADR", "IEEE2030_5", "INTEGRATOR"})
    void aSetPointWithoutAnEnd(Source source) {
        Backends all = new Backends(source);
        all.gives(Backends.target(source, -4_000, Lease.FOREVER));
        all.after(299);
        assertEquals("wants -4000", all.stands());
        all.after(1);
        assertEquals("local", all.stands());
        all.gives(Backends.target(source, 4_000, Lease.FOREVER));
        all.after(600);
        assertEquals("wants 4000", all.stands());
        all.unplugged();
        assertEquals(source == Source.OCPP ? "local" : "wants 4000", all.stands());
    }

    /** Over a power cycle: 0 W, fallbacks at once, events once announced again, nothing else. */
    @ParameterizedTest
    @EnumSource(names = {"OCPP", "OPENADR", "IEEE2030_5", "INTEGRATOR", "SITE_CAPACITY"})
    void overAPowerCycle(Source source) {
        boolean power = source != Source.SITE_CAPACITY;
        Backends all = new Backends(source);
        all.gives(Backends.fallback(source));
        all.gives(Backends.bound(source, Lease.FOREVER));
        if (power) {
            all.gives(Backends.target(source, 4_000, Lease.FOREVER));
        }
        all.announces("e", 0, 3_600, power ? EXPORT : CAP);
        all.after(30);
        all.restarts();
        Decision first = all.now();
        assertEquals(0, first.powerW(), "begins at 0 W");
        assertEquals("local, most 2000", all.stands());
        all.announces("e", 0, 3_600, power ? EXPORT : CAP);
        String fallback = source == Source.IEEE2030_5 ? ", most 2000" : "";
        assertEquals(power ? "wants -5000" + fallback : "local, most 6000", all.stands());
    }

    /** The mains fail: limits of OpenADR are void until they are announced anew; nobody else's. */
    @ParameterizedTest
    @CsvSource({
        "OPENADR, 'local, most 2000'",
        "OCPP, 'local, most 6000'",
        "IEEE2030_5, 'local, most 6000'",
        "SITE_CAPACITY, 'local, most 6000'"
    })
    void overAnOutageOfTheMains(Source source, String after) {
        Backends all = new Backends(source);
        all.gives(Backends.fallback(source));
        all.announces("cap", 0, 3_600, CAP);
        assertEquals("local, most 6000", all.stands());
        all.mains = false;
        all.after(1);
        all.mains = true;
        all.after(1);
        assertEquals(after, all.stands());
        all.announces("cap", 0, 3_600, CAP);
        assertEquals("local, most 6000", all.stands());
    }

    /** No export without a clock, from nobody; a pause and a limit need none to begin or end. */
    @ParameterizedTest
    @EnumSource(names = {"OCPP", "OPENADR", "IEEE2030_5", "INTEGRATOR"})
    void withoutAClock(Source source) {
        Backends all = new Backends(source);
        all.announces("e", 0, 40, EXPORT);
        assertTrue(all.after(10).powerW() < -4_000);
        all.station.wallTrusted = false;
        Decision without = all.after(1);
        assertEquals(List.of(Reason.CLOCK_NOT_TRUSTED), without.falseGates());
        assertEquals(0, without.powerW());
        all.station.wallTrusted = true;
        assertTrue(all.after(10).powerW() < -4_000, "the same event goes on");
        all.station.wallTrusted = false;
        all.after(20);
        assertEquals("local", all.stands(), "ended by the monotonic clock");
        all.announces("next", 5, 40, EXPORT);
        all.after(10);
        assertEquals("local", all.stands(), "does not begin");
        all.announces("pause", 5, 40, PAUSE);
        all.after(10);
        assertEquals("wants 0", all.stands());
    }

    /** Panel and week are local: no silence ends them, the clock ends the week's export. */
    @Test
    void theOwnersWordNeedsNobodyElse() {
        Backends all = new Backends(Source.OPENADR);
        all.station.owner = Station.OWNER.with(Mode.CHARGE_NOW);
        Decision why = all.after(7_200);
        assertEquals(Source.PANEL, why.chosen());
        assertEquals(11_500, why.powerW());
        all.station.wallTrusted = false;
        assertEquals(11_500, all.after(60).powerW());
    }

    /** The site meter: nothing is exported and the safe value is charged after 3 s. */
    @Test
    void theSiteMeterFallsSilent() {
        Backends all = new Backends(Source.INTEGRATOR);
        all.gives(Backends.target(Source.INTEGRATOR, -4_000, Lease.FOREVER));
        assertEquals(-4_000, all.after(10).powerW());
        all.station.siteMeterAgeNs = 3 * S;
        assertEquals(-4_000, all.now().powerW());
        all.station.siteMeterAgeNs = 3 * S + 1;
        assertEquals(0, all.now().powerW());
        all.gives(Backends.target(Source.INTEGRATOR, 9_000, Lease.FOREVER));
        assertEquals(Station.WIRING.safeImportW(), all.after(10).powerW());
    }
}
