package org.ebbflow.controller.vehicle;

/**
 * Work that a session may not do on the control thread; answered later by an {@link Answer} with
 * the same id.
 */
public sealed interface Ask {

    /** Unique within the session. */
    long id();

    /**
     * May this session charge? @param token identity shown by the car or the driver; empty for free
     * charging
     */
    record Authorize(long id, String token) implements Ask {}
}
