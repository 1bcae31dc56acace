package org.ebbflow.controller.vehicle.pilot;

import org.ebbflow.controller.energy.ConnectorRequest.Pilot;

/**
 * Where the station stands in waking a car that was offered current and does not come: first the
 * offer is taken away and given back, then the pilot goes to state F for its step time.
 *
 * @source IEC 61851-1: T_step_X1 and T_step_EF as ways to wake older cars; 30 s of patience and one
 *     try of each as in EVerest
 */
enum WakeUp {
    /** Not needed so far. */
    AWAITED(new Pilot.X1(), 0),
    /** No offer: B2 to B1. */
    OFFER_AWAY(new Pilot.X1(), PilotSteps.X1_NS),
    /** The offer is back; the car has its patience again. */
    OFFERED_AGAIN(new Pilot.X1(), 0),
    STATE_F(new Pilot.F(), PilotSteps.EF_NS),
    /** Steady after F. */
    SETTLING(new Pilot.X1(), PilotSteps.AFTER_EF_NS),
    /** The car sleeps on; it may come when it likes. */
    GIVEN_UP(new Pilot.X1(), 0);

    /** How long a car may take before it is woken. */
    static final long PATIENCE_NS = 30_000_000_000L;

    private final Pilot pilot;
    private final long lastNs;

    WakeUp(Pilot pilot, long lastNs) {
        this.pilot = pilot;
        this.lastNs = lastNs;
    }

    /** What stands on the pilot meanwhile. */
    Pilot pilot() {
        return pilot;
    }

    /** How long, 0 where the offer stands. */
    long lastNs() {
        return lastNs;
    }

    /** Whether the pilot is taken for waking. */
    boolean isActive() {
        return lastNs > 0;
    }

    /** What follows, by time or because patience ended. */
    WakeUp next() {
        return switch (this) {
            case AWAITED -> OFFER_AWAY;
            case OFFER_AWAY -> OFFERED_AGAIN;
            case OFFERED_AGAIN -> STATE_F;
            case STATE_F -> SETTLING;
            case SETTLING, GIVEN_UP -> GIVEN_UP;
        };
    }
}
