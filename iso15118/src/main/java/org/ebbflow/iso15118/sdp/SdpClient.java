package org.ebbflow.iso15118.sdp;

import java.util.Arrays;
import java.util.Optional;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.v2gtp.PayloadType;

/** The car's side of discovery: makes requests and reads answers. */
public final class SdpClient {

    /** Time between two requests, nanoseconds. @source ISO 15118-2 Table 17 */
    public static final long REPEAT_NS = 250_000_000L;

    /** Requests after which the car gives up. @source ISO 15118-2 clause 7.10.1.5 */
    public static final int MAX_REQUESTS = 50;

    private static final int RESPONSE_LENGTH = 20;

    private SdpClient() {}

    /** A request for TCP with the wanted security. */
    public static byte[] request(SdpSecurity wanted) {
        byte[] payload = {(byte) wanted.code(), 0x00};
        return new Frame(PayloadType.SDP_REQUEST, payload).encode();
    }

    /** The station's endpoint; empty if the datagram is not a valid answer for TCP. */
    public static Optional<SdpServer.Endpoint> read(byte[] datagram) {
        FrameReader.Read read = FrameReader.EMPTY.read(datagram);
        if (read.frames().size() != 1 || read.next().pending() != 0) {
            return Optional.empty();
        }
        Frame frame = read.frames().getFirst();
        byte[] payload = frame.payload();
        if (frame.payloadType() != PayloadType.SDP_RESPONSE
                || payload.length != RESPONSE_LENGTH
                || payload[19] != 0) {
            return Optional.empty();
        }
        int port = (payload[16] & 0xFF) << 8 | payload[17] & 0xFF;
        SdpSecurity security = payload[18] == 0 ? SdpSecurity.TLS : SdpSecurity.PLAIN;
        return Optional.of(new SdpServer.Endpoint(Arrays.copyOf(payload, 16), port, security));
    }
}
