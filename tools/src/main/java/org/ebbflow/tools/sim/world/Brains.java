package org.ebbflow.tools.sim.world;

import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.dispatch.ArbiterState;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.safety.Supervision;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.BoardRatings;

/** What decides in the world's station: the product's own, unless a test puts a wrong one in. */
public interface Brains {

    /** The product's own. */
    Brains PRODUCT = new Brains() {};

    /** Who supervises. */
    default Supervision supervision(BoardRatings ratings) {
        return new Supervisor(ratings);
    }

    /** Who arbitrates. */
    default Arbiter<ArbiterState> arbiter(Installation site, BoardRatings ratings) {
        return new StationArbiter(site, ratings);
    }
}
