package org.ebbflow.iso15118.v2gtp;

/**
 * Payload types of the V2G transfer protocol.
 *
 * @source ISO 15118-2 Table 10, ISO 15118-20 Table 16
 */
public final class PayloadType {

    /** Handshake of the application protocol; also every message of DIN 70121 and ISO 15118-2. */
    public static final int SAP_OR_V2G = 0x8001;

    /** ISO 15118-20 common messages. */
    public static final int ISO20_COMMON = 0x8002;

    /** ISO 15118-20 AC messages. */
    public static final int ISO20_AC = 0x8003;

    /** ISO 15118-20 DC messages. */
    public static final int ISO20_DC = 0x8004;

    public static final int SDP_REQUEST = 0x9000;
    public static final int SDP_RESPONSE = 0x9001;

    private PayloadType() {}
}
