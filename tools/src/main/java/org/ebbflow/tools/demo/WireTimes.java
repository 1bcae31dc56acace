package org.ebbflow.tools.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answer times as a capture on the car's interface has them: from the segment with the last byte of
 * a request to the segment with the first and with the last byte of its answer. Knows nothing of
 * the messages, so encrypted ones are as good.
 *
 * @param talks exchanges of each TCP connection over IPv6, in the order of their beginning
 */
record WireTimes(List<List<Exchange>> talks) {

    /** Nanosecond time stamps, least significant byte first. */
    private static final int MAGIC = 0xA1B23C4D;

    private static final int FILE_HEADER_BYTES = 24;
    private static final int PACKET_HEADER_BYTES = 16;
    private static final int ETHERNET_BYTES = 14;
    private static final int IPV6_BYTES = 40;
    private static final int TCP = 6;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;

    /**
     * One request and its answer, nanoseconds.
     *
     * @param firstNs to the answer's first segment
     * @param lastNs to its last segment
     */
    record Exchange(long firstNs, long lastNs) {}

    /** One direction of a connection by its ports. */
    private record Ports(int from, int to) {
        Ports back() {
            return new Ports(to, from);
        }
    }

    /** A connection while it is read. */
    private static final class Talk {
        private final List<Exchange> done = new ArrayList<>();
        private long requestNs = -1;
        private long answerFirstNs = -1;
        private long answerLastNs = -1;

        void request(long atNs) {
            finish();
            requestNs = atNs;
        }

        void answer(long atNs) {
            if (requestNs >= 0) {
                answerFirstNs = answerFirstNs < 0 ? atNs : answerFirstNs;
                answerLastNs = atNs;
            }
        }

        List<Exchange> finish() {
            if (answerFirstNs >= 0) {
                done.add(new Exchange(answerFirstNs - requestNs, answerLastNs - requestNs));
            }
            requestNs = -1;
            answerFirstNs = -1;
            return done;
        }
    }

    /**
     * Of a capture file with Ethernet frames; a frame cut off at its end counts by its header.
     *
     * @throws IllegalArgumentException when it is no such file
     */
    static WireTimes read(byte[] capture) {
        ByteBuffer file = ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN);
        if (file.remaining() < FILE_HEADER_BYTES || file.getInt(0) != MAGIC) {
            throw new IllegalArgumentException("no capture with nanosecond time stamps");
        }
        file.position(FILE_HEADER_BYTES);
        List<Talk> inOrder = new ArrayList<>();
        Map<Ports, Talk> byRequest = new HashMap<>();
        while (file.remaining() >= PACKET_HEADER_BYTES) {
            long atNs = file.getInt() * 1_000_000_000L + file.getInt();
            int bytes = file.getInt();
            file.getInt();
            if (bytes > file.remaining()) {
                break;
            }
            ByteBuffer frame = file.slice(file.position(), bytes).order(ByteOrder.BIG_ENDIAN);
            file.position(file.position() + bytes);
            if (bytes >= ETHERNET_BYTES + IPV6_BYTES + 20 && frame.get(ETHERNET_BYTES + 6) == TCP) {
                segment(frame, atNs, inOrder, byRequest);
            }
        }
        return new WireTimes(inOrder.stream().map(t -> List.copyOf(t.finish())).toList());
    }

    private static void segment(
            ByteBuffer frame, long atNs, List<Talk> inOrder, Map<Ports, Talk> byRequest) {
        int tcp = ETHERNET_BYTES + IPV6_BYTES;
        Ports ports = new Ports(frame.getShort(tcp) & 0xFFFF, frame.getShort(tcp + 2) & 0xFFFF);
        int flags = frame.get(tcp + 13);
        int headerBytes = (frame.get(tcp + 12) >> 4 & 0xF) * 4;
        int payloadBytes = (frame.getShort(ETHERNET_BYTES + 4) & 0xFFFF) - headerBytes;
        if ((flags & SYN) != 0 && (flags & ACK) == 0) {
            Talk talk = new Talk();
            inOrder.add(talk);
            byRequest.put(ports, talk);
        } else if (payloadBytes > 0) {
            Talk asked = byRequest.get(ports);
            Talk answered = byRequest.get(ports.back());
            if (asked != null) {
                asked.request(atNs);
            } else if (answered != null) {
                answered.answer(atNs);
            }
        }
    }

    /** The longest talk without its last exchanges: what lies in the charge loop. */
    List<Exchange> loop(long messages, long afterLoop) {
        List<Exchange> longest = List.of();
        for (List<Exchange> talk : talks) {
            longest = talk.size() > longest.size() ? talk : longest;
        }
        int end = (int) Math.max(0, longest.size() - afterLoop);
        int begin = (int) Math.max(0, end - messages);
        return longest.subList(begin, end);
    }

    /** Microseconds to the last segment of the answer at this rank; 0 without any. */
    static long micros(List<Exchange> exchanges, int perMille) {
        if (exchanges.isEmpty()) {
            return 0;
        }
        long[] sorted = exchanges.stream().mapToLong(Exchange::lastNs).sorted().toArray();
        int rank = Math.max(1, (int) ((sorted.length * (long) perMille + 999) / 1_000));
        return sorted[rank - 1] / 1_000;
    }
}
