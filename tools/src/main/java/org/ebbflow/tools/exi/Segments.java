package org.ebbflow.tools.exi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Takes packets apart down to the TCP segment or UDP datagram. */
final class Segments {

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int VLAN = 0x8100;
    private static final int TCP = 6;
    private static final int UDP = 17;

    /**
     * Payload of one packet between two ends, written {@code address port}.
     *
     * @param sequence first sequence number of a TCP segment
     * @param start whether the segment opens the connection
     */
    record Segment(
            String from, String to, boolean tcp, int sequence, boolean start, byte[] payload) {}

    /** The segment in a packet; empty for anything that is not TCP or UDP over IP. */
    static Optional<Segment> of(Capture.Packet packet) {
        ByteBuffer b = ByteBuffer.wrap(packet.octets());
        try {
            return ip(b, network(b, packet.link()));
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Where the IP header begins, or -1. */
    private static int network(ByteBuffer b, int link) {
        return switch (link) {
            case 0 -> 4;
            case 1 -> ethernet(b);
            case 101, 228, 229 -> 0;
            case 113 -> 16;
            case 276 -> 20;
            default -> -1;
        };
    }

    private static int ethernet(ByteBuffer b) {
        int at = 12;
        while ((b.getShort(at) & 0xFFFF) == VLAN) {
            at += 4;
        }
        int type = b.getShort(at) & 0xFFFF;
        return type == IPV4 || type == IPV6 ? at + 2 : -1;
    }

    private static Optional<Segment> ip(ByteBuffer b, int at) {
        if (at < 0) {
            return Optional.empty();
        }
        int version = b.get(at) >>> 4 & 0xF;
        if (version == 4) {
            int header = (b.get(at) & 0xF) * 4;
            int end = at + (b.getShort(at + 2) & 0xFFFF);
            Ends ends = new Ends(address(b, at + 12, 4), address(b, at + 16, 4));
            return transport(b, at + header, end, b.get(at + 9) & 0xFF, ends);
        }
        if (version == 6) {
            int end = at + 40 + (b.getShort(at + 4) & 0xFFFF);
            Ends ends = new Ends(address(b, at + 8, 16), address(b, at + 24, 16));
            return extensions(b, at + 40, end, b.get(at + 6) & 0xFF, ends);
        }
        return Optional.empty();
    }

    private record Ends(String from, String to) {}

    private static Optional<Segment> extensions(
            ByteBuffer b, int start, int end, int header, Ends ends) {
        int at = start;
        int next = header;
        while (next == 0 || next == 43 || next == 60) {
            next = b.get(at) & 0xFF;
            at += ((b.get(at + 1) & 0xFF) + 1) * 8;
        }
        return transport(b, at, end, next, ends);
    }

    private static Optional<Segment> transport(
            ByteBuffer b, int at, int packetEnd, int protocol, Ends ends) {
        int end = Math.min(packetEnd, b.limit());
        String from = ends.from() + " " + (b.getShort(at) & 0xFFFF);
        String to = ends.to() + " " + (b.getShort(at + 2) & 0xFFFF);
        if (protocol == TCP) {
            int header = (b.get(at + 12) >>> 4 & 0xF) * 4;
            boolean start = (b.get(at + 13) & 2) != 0;
            byte[] payload = part(b, at + header, end);
            return Optional.of(new Segment(from, to, true, b.getInt(at + 4), start, payload));
        }
        if (protocol == UDP) {
            return Optional.of(new Segment(from, to, false, 0, false, part(b, at + 8, end)));
        }
        return Optional.empty();
    }

    private static byte[] part(ByteBuffer b, int start, int end) {
        byte[] octets = new byte[Math.max(0, end - start)];
        b.get(start, octets);
        return octets;
    }

    private static String address(ByteBuffer b, int at, int length) {
        try {
            return InetAddress.getByAddress(part(b, at, at + length)).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private Segments() {}
}
