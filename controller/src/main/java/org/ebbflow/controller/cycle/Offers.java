package org.ebbflow.controller.cycle;

import java.util.Optional;
import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Tick;

/** Holds the arbiter's state between cycles; a throw becomes an offer of nothing. */
final class Offers<S> {

    private Arbiter<S> arbiter;
    private final EvseOffer nothing;
    private S state;

    private Offers(Arbiter<S> arbiter, EvseOffer nothing) {
        this.arbiter = arbiter;
        this.nothing = nothing;
        this.state = arbiter.initial();
    }

    static <S> Offers<S> of(Arbiter<S> arbiter, BoardRatings ratings) {
        return new Offers<>(arbiter, Quiet.offer(ratings));
    }

    /** The arbiter's state, for a recording. */
    S state() {
        return state;
    }

    /** Goes on where a recording began. */
    void restore(Object kept) {
        state = arbiter.restored(kept);
    }

    /** From the next decision on at this site; the memory of the arbiter stays. */
    void install(Installation site) {
        arbiter = arbiter.at(site);
    }

    Offered offer(Arbiter.Inputs inputs, Tick tick) {
        try {
            Arbiter.Offered<S> offered = arbiter.offer(state, inputs, tick);
            state = offered.next();
            return new Offered(offered.offer(), Optional.empty());
        } catch (RuntimeException e) {
            return new Offered(nothing, Optional.of(Failure.text("arbiter", e)));
        }
    }

    /**
     * @param failure what was thrown, if anything
     */
    record Offered(EvseOffer offer, Optional<String> failure) {}
}
