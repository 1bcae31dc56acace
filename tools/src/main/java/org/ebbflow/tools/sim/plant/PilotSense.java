package org.ebbflow.tools.sim.plant;

/**
 * The pilot measurement with its debounce.
 *
 * @param state the state that counts
 * @param candidate the level that stands on the line
 * @param standingUs for how long
 */
record PilotSense(PilotState state, PilotState candidate, long standingUs) {

    static final PilotSense POWER_UP = new PilotSense(PilotState.A, PilotState.A, 0);

    PilotSense step(PilotState line, int debounceMs, int sliceUs) {
        long standing = line == candidate ? standingUs + sliceUs : sliceUs;
        return new PilotSense(standing >= debounceMs * 1_000L ? line : state, line, standing);
    }
}
