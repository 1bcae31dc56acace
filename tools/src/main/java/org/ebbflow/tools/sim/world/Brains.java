package org.ebbflow.tools.sim.world;

import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.dispatch.ArbiterState;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.safety.Backup;
import org.ebbflow.controller.safety.Supervision;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.BoardRatings;

/** What decides in the world's station: the product's own, unless a test puts a wrong one in. */
public interface Brains {

    /** The product's own. */
    Brains PRODUCT = new Brains() {};

    /** Its board. */
    default BoardRatings ratings(boolean dc) {
        return WorldSite.ratings(dc);
    }

    /** The place where it stands, with its owner. */
    default Installation site() {
        return WorldSite.installation();
    }

    /** Who supervises. */
    default Supervision supervision(BoardRatings ratings) {
        int delayS = site().permit().enterServiceDelayS();
        return new Supervisor(ratings, false, Backup.of(ratings, delayS));
    }

    /** Who arbitrates. */
    default Arbiter<ArbiterState> arbiter(Installation site, BoardRatings ratings) {
        return new StationArbiter(site, ratings);
    }
}
