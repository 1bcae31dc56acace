package org.ebbflow.controller.dispatch;

import java.util.Comparator;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Directive.Rank;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.controller.settings.Week;
import org.ebbflow.hal.Tick;

/**
 * The one target that won.
 *
 * @param source whose it is
 * @param rank lower wins
 * @param follow the car decides how much inside the bounds
 * @param wantedW what is wanted before any limit, plus is charge
 * @param leaseEndsInS seconds until it lapses, -1 if it does not
 */
record Wish(Source source, int rank, boolean follow, int wantedW, int leaseEndsInS) {

    private static final Comparator<Wish> ORDER =
            Comparator.comparingInt(Wish::rank)
                    .thenComparingInt(w -> w.source().code())
                    .thenComparingInt(w -> w.leaseEndsInS() < 0 ? 1 : 0);

    /** Best rank among running targets and what the owner's mode wants. */
    static Wish choose(Arbiter.Inputs in, Plans plans, Tick tick) {
        Wish best = local(in, plans);
        for (Directive directive : in.directives()) {
            if (directive instanceof Directive.Target t
                    && t.lease().isRunning(tick.monotonicNs())) {
                Wish wish =
                        new Wish(
                                t.source(),
                                t.rank(),
                                false,
                                t.powerW(),
                                secondsLeft(t.lease(), tick));
                best = ORDER.compare(wish, best) < 0 ? wish : best;
            }
        }
        return best;
    }

    /** What the owner's mode, week and departure want. */
    private static Wish local(Arbiter.Inputs in, Plans plans) {
        int full = in.ratings().maxChargeW();
        Mode mode = in.preferences().mode();
        if (mode == Mode.STOP) {
            return new Wish(Source.PANEL, Rank.STOP, false, 0, -1);
        }
        if (mode == Mode.CHARGE_NOW) {
            return new Wish(Source.PANEL, Rank.OWNER_ACTION, true, full, -1);
        }
        if (plans.catchesUp(mode)) {
            return new Wish(Source.DEPARTURE, Rank.LOCAL_PLAN, true, full, -1);
        }
        return switch (plans.doing(mode)) {
            case CHARGE ->
                    plans.agenda().slot().isPresent()
                            ? new Wish(Source.LOCAL_PLAN, Rank.LOCAL_PLAN, true, full, -1)
                            : new Wish(Source.DEFAULT, Rank.DEFAULT, true, full, -1);
            case WAIT -> planned(0);
            case SOLAR_ONLY -> planned(plans.solarW());
            case POWER_THE_HOUSE -> planned(plans.balanceW());
            case EXPORT -> planned(-plans.agenda().slot().map(Week.Slot::powerW).orElse(0));
        };
    }

    private static Wish planned(int powerW) {
        return new Wish(Source.LOCAL_PLAN, Rank.LOCAL_PLAN, false, powerW, -1);
    }

    private static int secondsLeft(Lease lease, Tick tick) {
        if (lease.durationNs() == Lease.FOREVER) {
            return -1;
        }
        long leftNs = lease.durationNs() - tick.sinceNs(lease.renewedNs());
        return Math.clamp((leftNs + 999_999_999L) / 1_000_000_000L, 0, Integer.MAX_VALUE);
    }
}
