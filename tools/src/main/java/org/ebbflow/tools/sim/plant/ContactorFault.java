package org.ebbflow.tools.sim.plant;

/** How the output contactors are broken. */
public enum ContactorFault {
    NONE,
    /** Contacts that touch stay together without coil current. */
    WELDED,
    /** The coil pulls, the contacts stay open. */
    NOT_CLOSING
}
