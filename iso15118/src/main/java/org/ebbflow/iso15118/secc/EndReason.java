package org.ebbflow.iso15118.secc;

/** Why a session ended. */
public enum EndReason {
    /** The car's own stop sequence completed. */
    COMPLETED,
    /** The car stopped in good order but asked to pause. */
    PAUSED,
    NO_COMMON_PROTOCOL,
    TLS_REQUIRED,
    SEQUENCE_ERROR,
    SEQUENCE_TIMEOUT,
    MALFORMED,
    WRONG_SESSION,
    SERVICE_NOT_OFFERED,
    WRONG_PARAMETER,
    NOT_AUTHORIZED,
    CABLE_CHECK_FAILED,
    PRE_CHARGE_FAILED,
    CONTACTOR_NOT_CLOSED,
    /** The station asked for the end; orderly when the car followed in time. */
    STATION_STOP,
    /** A trip stands. */
    TRIPPED,
    CONNECTION_LOST
}
