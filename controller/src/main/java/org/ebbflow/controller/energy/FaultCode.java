package org.ebbflow.controller.energy;

/** Stable list of faults; a number is never re-used. Texts for people live in {@code status}. */
public enum FaultCode {
    EMERGENCY_STOP(101),
    DOOR_OPEN(102),
    RCD_TRIPPED(103),
    INSULATION_FAULT(104),
    PILOT_FAULT(105),
    PILOT_LOST(106),
    CONTACTOR_WELDED(107),
    CONTACTOR_NOT_CLOSING(108),
    LOCK_FAULT(109),
    OVER_CURRENT(110),
    OVER_VOLTAGE(111),
    UNDER_VOLTAGE(112),
    OVER_TEMPERATURE(113),
    POWER_BEYOND_OFFER(114),
    REVERSE_POWER(115),
    METER_IMPLAUSIBLE(116),
    STAGE_FAULT(117),
    STAGE_LOST(118),
    METER_LOST(119),
    SAFETY_BOARD_LOST(120),
    INSULATION_MONITOR_LOST(121),
    WATCHDOG(122),
    CYCLE_OVERRUN(123),
    INTERNAL(124),
    GRID_OUT_OF_WINDOW(125),
    ISLAND_INTERLOCK(126),
    GRID_SWITCH_STUCK(127),
    NEUTRAL_BOND_STUCK(128),
    HOUSE_FEED_STUCK(129),
    SWITCH_GEAR_CONTRADICTS(130),
    CAR_NOT_OFF(131);

    private final int number;

    FaultCode(int number) {
        this.number = number;
    }

    /** Stable number for registers and logs. */
    public int number() {
        return number;
    }
}
