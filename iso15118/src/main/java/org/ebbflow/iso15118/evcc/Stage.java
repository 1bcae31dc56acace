package org.ebbflow.iso15118.evcc;

/** Stages of a session as the car sees it; a protocol uses those it has. */
public enum Stage {
    HANDSHAKE,
    SESSION_SETUP,
    AUTHORIZATION_SETUP,
    SERVICE_DISCOVERY,
    SERVICE_DETAIL,
    SERVICE_SELECTION,
    AUTHORIZATION,
    PARAMETERS,
    SCHEDULE,
    CABLE_CHECK,
    PRE_CHARGE,
    POWER_START,
    LOOP,
    /** The car asks for new parameters or a new schedule. */
    RENEGOTIATION,
    /** The car confirms the meter's reading. */
    METERING,
    POWER_STOP,
    WELDING,
    SESSION_STOP,
    DONE
}
