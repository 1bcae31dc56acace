package org.ebbflow.iso15118.v2gtp;

/**
 * One frame of the V2G transfer protocol.
 *
 * @param payloadType 0..65535, see {@link PayloadType}
 * @param payload its content; not copied, nobody writes into it
 */
public record Frame(int payloadType, byte[] payload) {

    /** Octets in front of the payload. */
    public static final int HEADER_LENGTH = 8;

    static final byte VERSION = 0x01;
    static final byte INVERSE_VERSION = (byte) 0xFE;

    /** Header and payload in one array. */
    public byte[] encode() {
        return encode(payloadType, payload, payload.length);
    }

    /** Header and the first {@code length} octets of {@code payload} in one array. */
    public static byte[] encode(int payloadType, byte[] payload, int length) {
        byte[] bytes = new byte[HEADER_LENGTH + length];
        bytes[0] = VERSION;
        bytes[1] = INVERSE_VERSION;
        bytes[2] = (byte) (payloadType >> 8);
        bytes[3] = (byte) payloadType;
        bytes[4] = (byte) (length >> 24);
        bytes[5] = (byte) (length >> 16);
        bytes[6] = (byte) (length >> 8);
        bytes[7] = (byte) length;
        System.arraycopy(payload, 0, bytes, HEADER_LENGTH, length);
        return bytes;
    }
}
