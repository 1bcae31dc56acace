package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.FaultCode;

/**
 * What follows from a trip.
 *
 * @param severity how bad it is
 * @param reaction what is done
 * @param recovery what ends it
 * @param ownerText one sentence for the owner: what to do
 * @param installerText one sentence for the installer: where to look
 */
public record TripRule(
        Severity severity,
        Reaction reaction,
        Recovery recovery,
        String ownerText,
        String installerText) {

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

    /** The same, tried again after a pause. */
    TripRule retried() {
        return new TripRule(severity, reaction, Recovery.RETRY, ownerText, installerText);
    }

    /** The one table of trips. */
    public static TripRule of(FaultCode code) {
        return switch (code) {
            case EMERGENCY_STOP, DOOR_OPEN, RCD_TRIPPED, INSULATION_FAULT -> ofInput(code);
            case PILOT_FAULT, PILOT_LOST, LOCK_FAULT -> ofConnector(code);
            case CONTACTOR_WELDED, CONTACTOR_NOT_CLOSING -> ofContactor(code);
            case OVER_CURRENT,
                    OVER_VOLTAGE,
                    UNDER_VOLTAGE,
                    OVER_TEMPERATURE,
                    POWER_BEYOND_OFFER,
                    REVERSE_POWER,
                    METER_IMPLAUSIBLE,
                    GRID_OUT_OF_WINDOW ->
                    ofPower(code);
            case STAGE_FAULT, STAGE_LOST, METER_LOST, SAFETY_BOARD_LOST, INSULATION_MONITOR_LOST ->
                    ofDevice(code);
            case WATCHDOG, CYCLE_OVERRUN, INTERNAL, ISLAND_INTERLOCK -> ofController(code);
            case GRID_SWITCH_STUCK, NEUTRAL_BOND_STUCK, HOUSE_FEED_STUCK, SWITCH_GEAR_CONTRADICTS ->
                    ofSwitchGear(code);
        };
    }

    private static TripRule ofInput(FaultCode code) {
        return switch (code) {
            case EMERGENCY_STOP ->
                    danger(
                            Recovery.UNPLUG,
                            "Emergency stop was pressed; release it when it is safe, then unplug.",
                            "E-stop chain open: check button and wiring.");
            case DOOR_OPEN ->
                    danger(
                            Recovery.UNPLUG,
                            "The station's door is open; close it, then unplug the car.",
                            "Door contact open: check door and contact.");
            case RCD_TRIPPED ->
                    danger(
                            Recovery.PERSON,
                            "Leakage current was found; have car, cable and station checked.",
                            "RCD or GFCI tripped: measure leakage without and with the car.");
            default ->
                    danger(
                            Recovery.UNPLUG,
                            "The insulation of car or cable is not good; unplug the car.",
                            "IMD below its limit: test with a dummy load, then without the cable.");
        };
    }

    private static TripRule ofConnector(FaultCode code) {
        return switch (code) {
            case PILOT_FAULT ->
                    danger(
                            Recovery.UNPLUG,
                            "The cable's signal wire is disturbed; unplug and look at the plug.",
                            "Pilot short, diode missing or oscillator fault.");
            case PILOT_LOST ->
                    danger(
                            Recovery.UNPLUG,
                            "The connection to the car was lost while energy flowed; unplug.",
                            "Pilot left C/D with contactors closed: check plug, lock and cable.");
            default ->
                    fault(
                            Reaction.IMMEDIATE,
                            Recovery.UNPLUG,
                            "The plug is not locked; unplug and plug in again.",
                            "Lock feedback missing or lost under load: check motor and contact.");
        };
    }

    private static TripRule ofContactor(FaultCode code) {
        return code == FaultCode.CONTACTOR_WELDED
                ? danger(
                        Recovery.PERSON,
                        "A switch in the station does not open; do not use it, call the installer.",
                        "Mirror contact closed though commanded open: replace the contactors.")
                : fault(
                        Reaction.IMMEDIATE,
                        Recovery.UNPLUG,
                        "A switch in the station did not close; unplug and try again.",
                        "Mirror contact open though commanded closed: check coil and feedback.");
    }

    private static TripRule ofPower(FaultCode code) {
        return switch (code) {
            case OVER_TEMPERATURE ->
                    fault(
                            Reaction.CONTROLLED,
                            Recovery.AUTOMATIC,
                            "The station is too hot and waits until it has cooled down.",
                            "Stage temperature above its limit: check fans, filters, sun.");
            case METER_IMPLAUSIBLE ->
                    fault(
                            Reaction.CONTROLLED,
                            Recovery.UNPLUG,
                            "The station's meters contradict each other; call the installer.",
                            "Stage and meter power differ: check CT direction, phase and ratio.");
            case UNDER_VOLTAGE ->
                    fault(
                            Reaction.CONTROLLED,
                            Recovery.UNPLUG,
                            "The battery's voltage is too low; unplug the car.",
                            "DC voltage below the window during transfer.");
            case GRID_OUT_OF_WINDOW ->
                    new TripRule(
                            Severity.DISTURBANCE,
                            Reaction.CONTROLLED,
                            Recovery.AUTOMATIC,
                            "The grid is disturbed; the station goes on when it is stable.",
                            "Voltage or frequency at the stage outside the supervision window.");
            case OVER_CURRENT, OVER_VOLTAGE, POWER_BEYOND_OFFER, REVERSE_POWER ->
                    fault(
                            Reaction.IMMEDIATE,
                            Recovery.UNPLUG,
                            "More energy flowed than was allowed; unplug the car.",
                            "A measured value left its bound; see the figures in the journal.");
            default -> throw new IllegalArgumentException("not a power fault: " + code);
        };
    }

    private static TripRule ofDevice(FaultCode code) {
        return switch (code) {
            case STAGE_FAULT ->
                    fault(
                            Reaction.IMMEDIATE,
                            Recovery.UNPLUG,
                            "The power electronics report a fault; unplug and try again.",
                            "Read the alarm bits of the stage.");
            case METER_LOST, INSULATION_MONITOR_LOST ->
                    lost(
                            Reaction.CONTROLLED,
                            "A measuring device does not answer: check power, bus and address.");
            default ->
                    lost(
                            Reaction.IMMEDIATE,
                            "Stage or safety board does not answer: check power, bus, address.");
        };
    }

    private static TripRule ofController(FaultCode code) {
        return switch (code) {
            case WATCHDOG ->
                    new TripRule(
                            Severity.FAULT,
                            Reaction.IMMEDIATE,
                            Recovery.AUTOMATIC,
                            "The station restarted its protection and goes on by itself.",
                            "The safety board missed heartbeats: check the bus and the load.");
            case CYCLE_OVERRUN ->
                    fault(
                            Reaction.IMMEDIATE,
                            Recovery.UNPLUG,
                            "The station's computer was too slow; unplug and plug in again.",
                            "The control cycle stood still: check load, memory, storage.");
            default ->
                    danger(
                            Recovery.PERSON,
                            "The station has stopped itself for safety; call the installer.",
                            "Internal fault or island interlock: export the journal.");
        };
    }

    /** Never by itself: somebody must have looked at the switches. */
    private static TripRule ofSwitchGear(FaultCode code) {
        String owner = "Backup is off: a switch between house and grid does not work; call the";
        return danger(
                Recovery.PERSON,
                owner + " installer.",
                switch (code) {
                    case GRID_SWITCH_STUCK ->
                            "Grid switch not proved in its end position: check drive and contacts.";
                    case NEUTRAL_BOND_STUCK ->
                            "Neutral bond not proved in its end position: check relay, contacts.";
                    case HOUSE_FEED_STUCK ->
                            "House feed not proved in its end position: check drive and contacts.";
                    default -> "Mirror contacts contradict each other: check wiring and polarity.";
                });
    }

    private static TripRule danger(Recovery recovery, String owner, String installer) {
        return new TripRule(Severity.DANGER, Reaction.IMMEDIATE, recovery, owner, installer);
    }

    private static TripRule fault(
            Reaction reaction, Recovery recovery, String owner, String installer) {
        return new TripRule(Severity.FAULT, reaction, recovery, owner, installer);
    }

    private static TripRule lost(Reaction reaction, String installer) {
        return new TripRule(
                Severity.DISTURBANCE,
                reaction,
                Recovery.AUTOMATIC,
                "A device in the station does not answer; it goes on by itself when it does.",
                installer);
    }
}
