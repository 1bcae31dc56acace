package org.ebbflow.iso15118.sdp;

import java.util.Arrays;
import java.util.Optional;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.v2gtp.PayloadType;

/**
 * The station's side of discovery as one pure function: datagram in, datagram out.
 *
 * @source ISO 15118-2 clause 7.10.1, ISO 15118-20 clause 7.10.1
 */
public final class SdpServer {

    /** UDP port on which stations listen. */
    public static final int PORT = 15118;

    private static final int REQUEST_LENGTH = 2;
    private static final int TRANSPORT_TCP = 0x00;

    private SdpServer() {}

    /**
     * Where the station serves cars.
     *
     * @param address IPv6 address, 16 octets in network order
     * @param port TCP port, 1..65535
     * @param security what the port speaks; the answer is honest even if the car wished otherwise
     */
    public record Endpoint(byte[] address, int port, SdpSecurity security) {}

    /** The answer to a datagram; empty for anything that is not a request for TCP. */
    public static Optional<byte[]> answer(byte[] datagram, Endpoint endpoint) {
        Optional<SdpSecurity> wanted = wantedSecurity(datagram);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOf(endpoint.address(), 20);
        payload[16] = (byte) (endpoint.port() >> 8);
        payload[17] = (byte) endpoint.port();
        payload[18] = (byte) endpoint.security().code();
        payload[19] = TRANSPORT_TCP;
        return Optional.of(new Frame(PayloadType.SDP_RESPONSE, payload).encode());
    }

    /**
     * What one port speaks.
     *
     * @param address IPv6 address, 16 octets in network order
     * @param port TCP port, 1..65535
     * @param tls whether it takes TLS; @param plain whether it takes connections in the clear
     */
    public record Door(byte[] address, int port, boolean tls, boolean plain) {}

    /** A car gets what it asks for where the door has it, else it hears what the door has. */
    public static Optional<byte[]> answer(byte[] datagram, Door door) {
        boolean tls =
                wantedSecurity(datagram).filter(w -> w == SdpSecurity.TLS).isPresent()
                        ? door.tls()
                        : !door.plain();
        return answer(
                datagram,
                new Endpoint(
                        door.address(), door.port(), tls ? SdpSecurity.TLS : SdpSecurity.PLAIN));
    }

    /**
     * Whether a car asks for a kind of connection that this door does not have. It hears what there
     * is, and may well leave without a word.
     *
     * @source EcoG-io/iso15118, iso15118/evcc/comm_session_handler.py: no connection on a mismatch
     */
    public static boolean isOther(byte[] datagram, Door door) {
        return wantedSecurity(datagram)
                .filter(w -> w == SdpSecurity.TLS ? !door.tls() : !door.plain())
                .isPresent();
    }

    /** What the car asks for; empty if the datagram is not a valid request for TCP. */
    static Optional<SdpSecurity> wantedSecurity(byte[] datagram) {
        FrameReader.Read read = FrameReader.EMPTY.read(datagram);
        if (read.frames().size() != 1 || read.next().pending() != 0) {
            return Optional.empty();
        }
        Frame frame = read.frames().getFirst();
        byte[] payload = frame.payload();
        boolean request =
                frame.payloadType() == PayloadType.SDP_REQUEST
                        && payload.length == REQUEST_LENGTH
                        && payload[1] == TRANSPORT_TCP;
        if (!request) {
            return Optional.empty();
        }
        return switch (payload[0]) {
            case 0x00 -> Optional.of(SdpSecurity.TLS);
            case 0x10 -> Optional.of(SdpSecurity.PLAIN);
            default -> Optional.empty();
        };
    }
}
