package org.ebbflow.controller.vehicle;

import org.ebbflow.controller.energy.Reason;

/** One thing that reached the station from the car's side, in order of arrival. */
public sealed interface CarInput {

    /** Nothing arrived: the step of the cycle itself. */
    record Silence() implements CarInput {}

    /**
     * A connection was accepted (TLS, if any, is done).
     *
     * @param connection number of the connection, never re-used within a run
     * @param security what protects it
     * @param peerSubjectHash names the car's verified certificate, empty without
     */
    record Connected(long connection, Security security, String peerSubjectHash)
            implements CarInput {

        /** A car that showed no certificate. */
        public Connected(long connection, Security security) {
            this(connection, security, "");
        }
    }

    /** Bytes of the connection's stream, any length; the array is owned by the receiver. */
    record Bytes(long connection, byte[] bytes) implements CarInput {}

    /** The car closed, or the connection broke. */
    record Closed(long connection) implements CarInput {}

    /**
     * The supervisor narrowed or refused what this session asked in the same cycle; its outgoing
     * was dropped.
     */
    record Refused(Reason why) implements CarInput {}

    /** Protection of the connection. */
    enum Security {
        PLAIN,
        TLS_1_2,
        /** TLS 1.3 with a verified client chain. */
        TLS_1_3_MUTUAL
    }
}
