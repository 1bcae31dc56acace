package org.ebbflow.controller.cycle;

import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/** The energy account as the control cycle sees it; lives on the control thread. */
public interface Accounts {

    /** Takes one cycle's readings. */
    void observe(Measured measured, Tick tick);

    /** Lifetime energy into the car at the AC terminals, watt-hours; never falls. */
    long chargedWh();

    /** Lifetime energy out of the car at the AC terminals, watt-hours; never falls. */
    long dischargedWh();

    /** Sessions since commissioning. */
    long sessions();

    /** Figures of the last session of an earlier run; shown until a new one begins. */
    default Snapshot.SessionFigures earlier() {
        return Snapshot.SessionFigures.NONE;
    }

    /** A new session began. */
    void sessionBegan();
}
