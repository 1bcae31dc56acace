package org.ebbflow.iso15118.secc;

import java.nio.ByteBuffer;

/** Session ids: 64 random bits, eight octets on the wire. */
public final class SessionIds {

    private SessionIds() {}

    /** The eight octets of an id. */
    public static byte[] octets(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    /** Whether octets from the wire are this id; shorter ones never are. */
    static boolean isSame(byte[] octets, long id) {
        return octets.length == Long.BYTES && ByteBuffer.wrap(octets).getLong() == id;
    }
}
