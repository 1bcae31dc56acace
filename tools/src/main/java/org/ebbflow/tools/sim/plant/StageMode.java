package org.ebbflow.tools.sim.plant;

/** What the power stage is asked to do. */
public enum StageMode {
    OFF,
    /** Regulates its DC voltage with a current limit. */
    HOLD_VOLTAGE,
    /** Regulates the power at its AC terminals inside a DC window. */
    FOLLOW_POWER,
    /** Makes the house grid itself. */
    FORM_GRID
}
