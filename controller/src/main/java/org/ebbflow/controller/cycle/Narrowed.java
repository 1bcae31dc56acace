package org.ebbflow.controller.cycle;

import java.util.Optional;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.safety.Permit;
import org.ebbflow.hal.BoardCommand.Stage;
import org.ebbflow.hal.Tick;

/**
 * What the supervisor let through of a transfer it narrowed: for a while the session is offered no
 * more than that, so that it settles there instead of asking in vain in every cycle.
 *
 * @param powerW bounds at the AC terminals
 * @param untilNs monotonic instant at which more may be asked again
 */
public record Narrowed(Interval powerW, long untilNs) {

    static final long FOR_NS = 1_000_000_000L;

    static final Narrowed NOT =
            new Narrowed(new Interval(-Integer.MAX_VALUE, Integer.MAX_VALUE), 0);

    private static final int WIDE_W = Integer.MAX_VALUE;

    /** What is left of a refused transfer; empty when nothing flows. */
    static Optional<Narrowed> of(EnergyRequest asked, Permit permit, Tick tick) {
        if (!(asked instanceof EnergyRequest.DcTransfer transfer)
                || !(permit.output().command().stage() instanceof Stage.FollowPower follow)) {
            return Optional.empty();
        }
        int leftW = follow.acPowerW();
        boolean less = leftW != 0 && Math.abs((long) leftW) < Math.abs((long) transfer.acPowerW());
        if (!less || leftW > 0 != transfer.acPowerW() > 0) {
            return Optional.empty();
        }
        Interval boundsW = leftW > 0 ? new Interval(-WIDE_W, leftW) : new Interval(leftW, WIDE_W);
        return Optional.of(new Narrowed(boundsW, tick.after(FOR_NS)));
    }

    /** The offer as the session sees it in this cycle. */
    EvseOffer applied(EvseOffer offer, Tick tick) {
        return untilNs == 0 || tick.isPast(untilNs) ? offer : offer.within(powerW);
    }
}
