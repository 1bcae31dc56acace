package org.ebbflow.controller.vehicle.pilot;

import java.util.List;
import org.ebbflow.controller.energy.ConnectorRequest.Pilot;

/**
 * What stands on the pilot for its time before the next kind of session begins, in order.
 *
 * @param holds at least one
 */
record PilotSteps(List<Hold> holds) {

    private static final long MS = 1_000_000L;

    /** A car follows a steady pilot within this time. @source IEC 61851-1, T_step_X1 */
    static final long X1_NS = 3_000 * MS;

    /** A car sees state E or F for sure. @source IEC 61851-1, T_step_EF */
    static final long EF_NS = 4_000 * MS;

    /** Steady pilot after E or F, before an offer. @source practice of EV READY, as in EVerest */
    static final long AFTER_EF_NS = 750 * MS;

    /** A car found plugged at power-up: it must see that the station begins anew. */
    static final PilotSteps RESTART =
            new PilotSteps(
                    List.of(new Hold(new Pilot.F(), EF_NS), new Hold(new Pilot.X1(), AFTER_EF_NS)));

    /** From 5 % to a duty that means a current. */
    static final PilotSteps TO_PLAIN = new PilotSteps(List.of(new Hold(new Pilot.X1(), X1_NS)));

    /**
     * One value of the pilot.
     *
     * @param lastNs how long it stands
     */
    record Hold(Pilot pilot, long lastNs) {}

    Hold first() {
        return holds.getFirst();
    }

    /** What comes after the first. */
    List<Hold> rest() {
        return holds.subList(1, holds.size());
    }
}
