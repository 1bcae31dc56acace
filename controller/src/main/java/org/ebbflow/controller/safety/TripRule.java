package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.FaultCode;

/**
 * What follows from a trip. What people read about it, owner and installer, are data of package
 * status by the same code.
 *
 * @param severity how bad it is
 * @param reaction what is done
 * @param recovery what ends it
 */
public record TripRule(Severity severity, Reaction reaction, Recovery recovery) {

    /** How bad a trip is. */
    public enum Severity {
        /** Somebody could be hurt. */
        DANGER,
        /** Equipment could be damaged. */
        FAULT,
        /** The station cannot go on, nothing is in danger. */
        DISTURBANCE
    }

    /** What a trip does. */
    public enum Reaction {
        /** Stage off and contactors open in the same cycle. */
        IMMEDIATE,
        /** Current down first, contactors open at low current or after their deadline. */
        CONTROLLED
    }

    /** What ends a trip; in every case its cause must be gone. */
    public enum Recovery {
        /** By itself, a while after the cause is gone. */
        AUTOMATIC,
        /**
         * By itself after a long pause, a few times per car; over a restart it waits for a person.
         */
        RETRY,
        /** When the car is unplugged, or somebody acknowledges it. */
        UNPLUG,
        /** When somebody acknowledges it. */
        PERSON
    }

    /** Whether it survives a restart: all that time alone does not end. */
    public boolean isLatched() {
        return recovery != Recovery.AUTOMATIC;
    }

    /** The same with the current down first. */
    TripRule controlled() {
        return new TripRule(severity, Reaction.CONTROLLED, recovery);
    }

    /** The same, tried again after a pause. */
    TripRule retried() {
        return new TripRule(severity, reaction, Recovery.RETRY);
    }

    /** The one table of trips. */
    public static TripRule of(FaultCode code) {
        return switch (code) {
            case EMERGENCY_STOP, DOOR_OPEN, INSULATION_FAULT, PILOT_FAULT, PILOT_LOST ->
                    danger(Recovery.UNPLUG);
            case RCD_TRIPPED, CONTACTOR_WELDED, INTERNAL, ISLAND_INTERLOCK ->
                    danger(Recovery.PERSON);
            case GRID_SWITCH_STUCK, NEUTRAL_BOND_STUCK, HOUSE_FEED_STUCK, SWITCH_GEAR_CONTRADICTS ->
                    danger(Recovery.PERSON);
            case CONTACTOR_NOT_CLOSING,
                    LOCK_FAULT,
                    OVER_CURRENT,
                    OVER_VOLTAGE,
                    POWER_BEYOND_OFFER,
                    REVERSE_POWER,
                    STAGE_FAULT,
                    CYCLE_OVERRUN ->
                    fault(Reaction.IMMEDIATE, Recovery.UNPLUG);
            case METER_IMPLAUSIBLE, UNDER_VOLTAGE -> fault(Reaction.CONTROLLED, Recovery.UNPLUG);
            case OVER_TEMPERATURE -> fault(Reaction.CONTROLLED, Recovery.AUTOMATIC);
            case WATCHDOG, CAR_NOT_OFF -> fault(Reaction.IMMEDIATE, Recovery.AUTOMATIC);
            case STAGE_LOST, SAFETY_BOARD_LOST -> disturbance(Reaction.IMMEDIATE);
            case METER_LOST, INSULATION_MONITOR_LOST, GRID_OUT_OF_WINDOW ->
                    disturbance(Reaction.CONTROLLED);
        };
    }

    private static TripRule danger(Recovery recovery) {
        return new TripRule(Severity.DANGER, Reaction.IMMEDIATE, recovery);
    }

    private static TripRule fault(Reaction reaction, Recovery recovery) {
        return new TripRule(Severity.FAULT, reaction, recovery);
    }

    private static TripRule disturbance(Reaction reaction) {
        return new TripRule(Severity.DISTURBANCE, reaction, Recovery.AUTOMATIC);
    }
}
