package org.ebbflow.controller.energy;

/** Direction of energy seen from the car. */
public enum Direction {
    CHARGE,
    DISCHARGE
}
