package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.ebbflow.controller.dispatch.Directives.Change;
import org.ebbflow.controller.dispatch.Directives.Rules;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation.Authority;
import org.junit.jupiter.api.Test;

final class DirectivesTest {

    private static final Rules OURS = new Rules(Authority.INTEGRATOR, false);
    private static final Lease TEN = new Lease(0, 10);
    private static final Interval HALF = new Interval(-500, 500);

    private static Directive.Target target(Source source) {
        return new Directive.Target(source, TEN, Directive.Rank.INTEGRATOR, 1_000);
    }

    private static Directive.Bound bound(Source source) {
        return new Directive.Bound(source, TEN, new Interval(-1_000, 1_000), HALF);
    }

    private static Directives taken(Change change) {
        return assertInstanceOf(Change.Taken.class, change).next();
    }

    @Test
    void refusesTargetsOfAnotherAuthorityButTakesItsLimits() {
        assertEquals(
                new Change.Refused(Reason.OTHER_AUTHORITY),
                Directives.NONE.set(target(Source.OCPP), OURS));
        assertEquals(
                List.of(bound(Source.OCPP)),
                taken(Directives.NONE.set(bound(Source.OCPP), OURS)).active());
    }

    @Test
    void refusesExternalTargetsWhileTheOwnerHasTakenOver() {
        assertEquals(
                new Change.Refused(Reason.OWNER_STOP),
                Directives.NONE.set(
                        target(Source.INTEGRATOR), new Rules(Authority.INTEGRATOR, true)));
    }

    @Test
    void keepsOneOfEachKindPerSourceInOneOrder() {
        Directives all = Directives.NONE;
        for (Directive d :
                List.of(
                        target(Source.INTEGRATOR),
                        bound(Source.INTEGRATOR),
                        bound(Source.OCPP),
                        target(Source.INTEGRATOR))) {
            all = taken(all.set(d, OURS));
        }
        assertEquals(
                List.of(bound(Source.OCPP), bound(Source.INTEGRATOR), target(Source.INTEGRATOR)),
                all.active());
    }

    @Test
    void lapseReleasesTargetsAndTightensBounds() {
        Directives all = taken(Directives.NONE.set(target(Source.INTEGRATOR), OURS));
        all = taken(all.set(bound(Source.INTEGRATOR), OURS));
        assertEquals(all, all.expire(9));
        Directives lapsed = all.expire(10);
        assertEquals(
                List.of(
                        new Directive.Bound(
                                Source.INTEGRATOR, new Lease(0, Lease.FOREVER), HALF, HALF)),
                lapsed.active());
        assertEquals(Directives.NONE, lapsed.release(Source.INTEGRATOR));
    }

    @Test
    void renewalMovesTheEndButRevivesNothing() {
        Directives all = taken(Directives.NONE.set(target(Source.INTEGRATOR), OURS));
        assertEquals(1, all.renew(Source.INTEGRATOR, 9).expire(18).active().size());
        assertEquals(0, all.renew(Source.INTEGRATOR, 10).expire(10).active().size());
        assertEquals(0, all.renew(Source.OCPP, 9).expire(18).active().size());
    }

    @Test
    void takeOverEndsExternalTargetsOnly() {
        Directives all = taken(Directives.NONE.set(target(Source.INTEGRATOR), OURS));
        all = taken(all.set(bound(Source.INTEGRATOR), OURS));
        all = taken(all.set(target(Source.LOCAL_PLAN), OURS));
        assertEquals(
                List.of(bound(Source.INTEGRATOR), target(Source.LOCAL_PLAN)),
                all.takeOver().active());
    }
}
