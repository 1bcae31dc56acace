package org.ebbflow.controller.dispatch;

import java.util.List;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/**
 * Decides what the station offers; pure, once per cycle.
 *
 * @param <S> the arbiter's own state (ramp, dwell, plan); immutable
 */
public interface Arbiter<S> {

    /** The state before the first cycle: 0 W. */
    S initial();

    /** A state that an earlier run of this arbiter left behind, as it came out of a recording. */
    S restored(Object kept);

    /** The same arbiter with a changed site file; its state goes on. */
    Arbiter<S> at(Installation site);

    /** One decision. */
    Offered<S> offer(S state, Inputs inputs, Tick tick);

    /**
     * @param next goes into the next call; @param offer what the sessions see in this cycle
     */
    record Offered<S>(S next, EvseOffer offer) {}

    /**
     * Everything a decision may depend on.
     *
     * @param directives all that were given and not taken back, in the order of their source codes;
     *     lapsed ones included (the arbiter looks at the lease). A standing {@code Intent.Stop} is
     *     a {@link Directive.Target} of rank {@link Directive.Rank#STOP}: the offer must not be
     *     open
     * @param ratings what the board is
     * @param measured this cycle's readings
     * @param vehicle what the session reported in the cycle before
     * @param preferences in force from this cycle on
     * @param verdict what the supervisor said in this cycle
     */
    record Inputs(
            List<Directive> directives,
            BoardRatings ratings,
            Measured measured,
            VehicleReport vehicle,
            Preferences preferences,
            Verdict verdict) {}
}
