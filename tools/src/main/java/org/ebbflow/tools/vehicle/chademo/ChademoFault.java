package org.ebbflow.tools.vehicle.chademo;

/** What can be wrong with a simulated CHAdeMO car. */
public enum ChademoFault {
    NONE,
    /** Line k never comes. */
    NO_PERMISSION,
    /** Line k comes, the enable bit does not. */
    NO_ENABLE,
    /** Its contactors do not close. */
    CONTACTORS_STAY_OPEN,
    /** Its contactors do not open again. */
    CONTACTORS_WELDED,
    /** It reports a battery fault five seconds into the flow. */
    FAULT_BIT,
    /** Insulation of 20 kilo-ohm. */
    POOR_INSULATION,
    /** It wants a voltage that no station of this kind has. */
    HIGH_VOLTAGE
}
