package org.ebbflow.controller.energy;

/**
 * What stands on the line of an AC station with home backup, and whether a car's own inverter may
 * make it.
 */
public enum HouseLine {
    /** The grid's; also on every station whose car forms no island. */
    GRID,
    /** A car that forms a grid is wanted; the way to the grid is not proved open yet. */
    CALLS_CAR,
    /** Proved apart from the grid: a car forms the house's line, or may begin to. */
    CAR,
    /** Apart from the grid, and no car is to form a line. */
    DARK
}
