package org.ebbflow.hal.net;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a car offers in its first TLS message, read before JSSE sees it, so that version, curve and
 * chain can be chosen together.
 *
 * @param versions protocol versions offered, 0x0303 is TLS 1.2, 0x0304 is TLS 1.3
 * @param groups key exchange groups offered; @param schemes signature schemes offered
 * @source RFC 8446 4.1.2, RFC 5246 7.4.1.2
 */
record ClientHello(List<Integer> versions, List<Integer> groups, List<Integer> schemes) {

    static final int TLS_1_2 = 0x0303;
    static final int TLS_1_3 = 0x0304;

    private static final int HANDSHAKE_RECORD = 0x16;
    private static final int CLIENT_HELLO = 1;
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_RECORD_BYTES = 16_384;
    private static final int MAX_HELLO_BYTES = 16_384;
    private static final int SUPPORTED_GROUPS = 10;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int SUPPORTED_VERSIONS = 43;

    ClientHello {
        versions = List.copyOf(versions);
        groups = List.copyOf(groups);
        schemes = List.copyOf(schemes);
    }

    /** What the first bytes of a connection are. */
    sealed interface Look {
        /** Not all there yet. */
        record Incomplete() implements Look {}

        record Found(ClientHello hello) implements Look {}

        /** No TLS client speaks like this. */
        record Refused(String why) implements Look {}
    }

    /** Whether a connection that begins with this byte is TLS. */
    static boolean isTls(byte first) {
        return first == HANDSHAKE_RECORD;
    }

    boolean offers(int version) {
        return versions.contains(version);
    }

    /** Looks at everything that has arrived so far; changes nothing. */
    static Look look(byte[] arrived) {
        ByteBuffer wire = ByteBuffer.wrap(arrived);
        ByteBuffer message = ByteBuffer.allocate(MAX_HELLO_BYTES);
        while (wire.remaining() >= 5) {
            int type = wire.get();
            int major = wire.get();
            wire.get();
            int length = wire.getShort() & 0xFFFF;
            if (type != HANDSHAKE_RECORD || major != 3) {
                return new Look.Refused("its first bytes are no TLS handshake");
            }
            if (length == 0 || length > MAX_RECORD_BYTES || length > message.remaining()) {
                return new Look.Refused("its first TLS record is " + length + " bytes long");
            }
            if (wire.remaining() < length) {
                return new Look.Incomplete();
            }
            message.put(wire.slice(wire.position(), length));
            wire.position(wire.position() + length);
            if (message.position() >= 4) {
                int whole = 4 + (message.getInt(0) & 0xFFFFFF);
                if (message.get(0) != CLIENT_HELLO || whole > MAX_HELLO_BYTES) {
                    return new Look.Refused(
                            "its first TLS message is no ClientHello of usual size");
                }
                if (message.position() >= whole) {
                    return read(message.slice(4, whole - 4));
                }
            }
        }
        return new Look.Incomplete();
    }

    private static Look read(ByteBuffer body) {
        try {
            List<Integer> versions = new ArrayList<>();
            List<Integer> groups = new ArrayList<>();
            List<Integer> schemes = new ArrayList<>();
            int legacyVersion = body.getShort() & 0xFFFF;
            skip(body, RANDOM_BYTES);
            skip(body, body.get() & 0xFF);
            skip(body, body.getShort() & 0xFFFF);
            skip(body, body.get() & 0xFF);
            ByteBuffer extensions =
                    body.hasRemaining() ? part(body, body.getShort() & 0xFFFF) : body;
            while (extensions.hasRemaining()) {
                int type = extensions.getShort() & 0xFFFF;
                ByteBuffer content = part(extensions, extensions.getShort() & 0xFFFF);
                switch (type) {
                    case SUPPORTED_GROUPS -> codes(part(content, content.getShort()), groups);
                    case SIGNATURE_ALGORITHMS -> codes(part(content, content.getShort()), schemes);
                    case SUPPORTED_VERSIONS -> codes(part(content, content.get() & 0xFF), versions);
                    default -> {}
                }
            }
            if (versions.isEmpty()) {
                versions.add(legacyVersion);
            }
            return new Look.Found(new ClientHello(versions, groups, schemes));
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            return new Look.Refused("its ClientHello is malformed");
        }
    }

    private static void skip(ByteBuffer from, int count) {
        from.position(from.position() + count);
    }

    private static ByteBuffer part(ByteBuffer from, int count) {
        ByteBuffer part = from.slice(from.position(), count);
        skip(from, count);
        return part;
    }

    private static void codes(ByteBuffer from, List<Integer> into) {
        while (from.hasRemaining()) {
            into.add(from.getShort() & 0xFFFF);
        }
    }
}
