package org.ebbflow.tools.exi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ebbflow.iso15118.exi.ExiException;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolRes;
import org.ebbflow.iso15118.schema.Schema;

/** Puts the TCP streams of a capture together and shows the V2GTP messages in them. */
final class CapturedSession {

    private static final int HEADER = 8;
    private static final short VERSION = 0x01FE;

    /**
     * One direction of a connection: what has arrived in order and what waits for a gap to close.
     */
    private static final class Stream {
        int next;
        boolean started;
        final ByteArrayOutputStream ready = new ByteArrayOutputStream();
        final TreeMap<Integer, byte[]> waiting = new TreeMap<>();
    }

    private final Codecs codecs;
    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private int messages;

    /** What {@code 0x8001} carries; the handshake decides. */
    private Schema mainSchema = Schema.SAP;

    private final Map<Integer, String> offered = new LinkedHashMap<>();

    CapturedSession(Codecs codecs) {
        this.codecs = codecs;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    int messages() {
        return messages;
    }

    void take(Segments.Segment s) {
        if (!s.tcp()) {
            datagram(s);
            return;
        }
        Stream stream = streams.computeIfAbsent(s.from() + " > " + s.to(), CapturedSession::fresh);
        if (s.start()) {
            stream.next = s.sequence() + 1;
            stream.started = true;
            return;
        }
        if (s.payload().length == 0) {
            return;
        }
        if (!stream.started) {
            stream.next = s.sequence();
            stream.started = true;
        }
        stream.waiting.merge(s.sequence() - stream.next, s.payload(), CapturedSession::longer);
        collect(stream);
        frames(s, stream);
    }

    private static Stream fresh(String ends) {
        return new Stream();
    }

    private static byte[] longer(byte[] a, byte[] b) {
        return a.length >= b.length ? a : b;
    }

    /**
     * Moves what is in order; repeated octets are skipped. Keys are distances from the next octet.
     */
    private static void collect(Stream stream) {
        while (!stream.waiting.isEmpty() && stream.waiting.firstKey() <= 0) {
            Map.Entry<Integer, byte[]> first = stream.waiting.pollFirstEntry();
            int known = -first.getKey();
            int fresh = first.getValue().length - known;
            if (fresh > 0) {
                stream.ready.write(first.getValue(), known, fresh);
                stream.next += fresh;
                TreeMap<Integer, byte[]> shifted = new TreeMap<>();
                stream.waiting.forEach((distance, octets) -> shifted.put(distance - fresh, octets));
                stream.waiting.clear();
                stream.waiting.putAll(shifted);
            }
        }
    }

    private void frames(Segments.Segment s, Stream stream) {
        byte[] all = stream.ready.toByteArray();
        int at = 0;
        while (all.length - at >= HEADER) {
            ByteBuffer header = ByteBuffer.wrap(all, at, HEADER);
            if (header.getShort() != VERSION) {
                at = all.length;
                break;
            }
            int type = header.getShort() & 0xFFFF;
            int length = header.getInt();
            if (length < 0 || length > all.length - at - HEADER) {
                break;
            }
            byte[] payload = Arrays.copyOfRange(all, at + HEADER, at + HEADER + length);
            message(s.from() + " > " + s.to(), type, payload);
            at += HEADER + length;
        }
        stream.ready.reset();
        stream.ready.write(all, at, all.length - at);
    }

    private void datagram(Segments.Segment s) {
        byte[] p = s.payload();
        if (p.length >= HEADER && ByteBuffer.wrap(p).getShort(0) == VERSION) {
            messages++;
            int type = ByteBuffer.wrap(p).getShort(2) & 0xFFFF;
            lines.add(
                    "%s > %s  SDP %04x  %s"
                            .formatted(
                                    s.from(),
                                    s.to(),
                                    type,
                                    HexFormat.of().formatHex(p, HEADER, p.length)));
        }
    }

    private void message(String ends, int type, byte[] payload) {
        messages++;
        try {
            Schema schema = schema(type, payload);
            Codecs.Read read = codecs.decode(schema, false, payload);
            handshake(read);
            lines.add("%s  %s, %d octets".formatted(ends, schema, payload.length));
            lines.addAll(IndentedXml.of(codecs.xml(read)).lines().map("    "::concat).toList());
        } catch (ExiException | XmlFault e) {
            lines.add(
                    "%s  payload type %04x not understood: %s; %s"
                            .formatted(
                                    ends, type, e.getMessage(), HexFormat.of().formatHex(payload)));
        }
    }

    private Schema schema(int type, byte[] payload) {
        return switch (type) {
            case 0x8001 -> main(payload);
            case 0x8002 -> Schema.ISO20_COMMON;
            case 0x8003 -> Schema.ISO20_AC;
            case 0x8004 -> Schema.ISO20_DC;
            case 0x8005 -> Schema.ISO20_ACDP;
            case 0x8006 -> Schema.ISO20_WPT;
            default -> throw new XmlFault("no schema belongs to this payload type");
        };
    }

    /** A capture may begin after the handshake; then the octets themselves have to tell. */
    private Schema main(byte[] payload) {
        List<Schema> guesses = codecs.guess(payload);
        if (guesses.contains(mainSchema)) {
            return mainSchema;
        }
        for (Schema s : List.of(Schema.SAP, Schema.ISO2, Schema.DIN)) {
            if (guesses.contains(s)) {
                return s;
            }
        }
        return mainSchema;
    }

    private void handshake(Codecs.Read read) {
        if (read.message() instanceof SupportedAppProtocolReq req) {
            offered.clear();
            req.appProtocol().forEach(p -> offered.put(p.schemaId(), p.protocolNamespace()));
        } else if (read.message() instanceof SupportedAppProtocolRes res
                && res.schemaId() != null) {
            String namespace = offered.getOrDefault(res.schemaId(), "");
            mainSchema = namespace.startsWith("urn:din:70121") ? Schema.DIN : Schema.ISO2;
        }
    }
}
