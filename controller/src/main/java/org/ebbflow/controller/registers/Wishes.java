package org.ebbflow.controller.registers;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.status.Intent;

/** Turns control values into what the arbiter takes: one bound, one window, one target. */
final class Wishes {

    private Wishes() {}

    /** All directives of the holder; empty without lease. */
    static List<Intent> of(Control control, int ratedW) {
        List<Intent> intents = new ArrayList<>();
        if (control.lease().isEmpty()) {
            return intents;
        }
        Lease lease = new Lease(control.renewedNs(), control.leaseS() * 1_000_000_000L);
        Source by = Source.INTEGRATOR;
        int out = control.ceilings().dischargeW();
        if (control.sunSpec().limitEnabled()) {
            out = Math.min(out, ratedW * control.sunSpec().limitPercent() / 100);
        }
        Interval now = new Interval(-out, control.ceilings().chargeW());
        intents.add(new Intent.Direct(new Directive.Bound(by, lease, now, onLoss(control))));
        intents.add(
                new Intent.Direct(
                        new Directive.SocWindow(
                                by,
                                lease,
                                control.ceilings().minSocDeciPercent(),
                                control.ceilings().maxSocDeciPercent())));
        int powerW = control.sunSpec().stopped() ? 0 : control.setpointW();
        intents.add(
                new Intent.Direct(
                        new Directive.Target(by, lease, Directive.Rank.INTEGRATOR, powerW)));
        return intents;
    }

    /** Loss of the controller never means full power and never discharge. */
    private static Interval onLoss(Control control) {
        return switch (control.onLoss()) {
            case PAUSE -> Interval.ZERO;
            case LOCAL_WITHOUT_DISCHARGE -> new Interval(0, Integer.MAX_VALUE);
            case FALLBACK -> new Interval(0, control.fallbackW());
        };
    }
}
