package org.ebbflow.tools.exi;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads the packets of a capture file: pcap in both byte orders, and pcapng. */
final class Capture {

    private static final int PCAP_MICRO = 0xA1B2C3D4;
    private static final int PCAP_NANO = 0xA1B23C4D;
    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int NG_BYTE_ORDER = 0x1A2B3C4D;
    private static final int PCAP_HEADER = 24;

    /** One packet with the link type of its interface. */
    record Packet(int link, byte[] octets) {}

    static List<Packet> read(byte[] file) {
        ByteBuffer b = ByteBuffer.wrap(file);
        try {
            int magic = b.getInt(0);
            if (magic == SECTION) {
                return blocks(b);
            }
            if (Integer.reverseBytes(magic) == PCAP_MICRO
                    || Integer.reverseBytes(magic) == PCAP_NANO) {
                return records(b.order(ByteOrder.LITTLE_ENDIAN));
            }
            if (magic == PCAP_MICRO || magic == PCAP_NANO) {
                return records(b);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new XmlFault("the capture file ends in the middle of a packet");
        }
        throw new XmlFault("neither a pcap nor a pcapng file");
    }

    private static List<Packet> records(ByteBuffer b) {
        List<Packet> packets = new ArrayList<>();
        int link = b.getInt(20) & 0xFFFF;
        b.position(PCAP_HEADER);
        while (b.remaining() >= 16) {
            int length = b.getInt(b.position() + 8);
            b.position(b.position() + 16);
            packets.add(new Packet(link, octets(b, length)));
        }
        return packets;
    }

    private static List<Packet> blocks(ByteBuffer b) {
        List<Packet> packets = new ArrayList<>();
        List<Integer> links = new ArrayList<>();
        while (b.remaining() >= 12) {
            int start = b.position();
            if (b.getInt(start) == SECTION) {
                boolean big = b.getInt(start + 8) == NG_BYTE_ORDER;
                b.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
                links.clear();
            }
            int type = b.getInt(start);
            int length = b.getInt(start + 4);
            if (length < 12 || length > b.limit() - start) {
                throw new XmlFault("the capture file has a block of impossible length " + length);
            }
            if (type == INTERFACE) {
                links.add(b.getShort(start + 8) & 0xFFFF);
            } else if (type == ENHANCED_PACKET) {
                int link = links.get(b.getInt(start + 8));
                int captured = b.getInt(start + 20);
                b.position(start + 28);
                packets.add(new Packet(link, octets(b, captured)));
            }
            b.position(start + length);
        }
        return packets;
    }

    private static byte[] octets(ByteBuffer b, int length) {
        if (length < 0 || length > b.remaining()) {
            throw new XmlFault("the capture file ends in the middle of a packet");
        }
        byte[] octets = new byte[length];
        b.get(octets);
        return octets;
    }

    private Capture() {}
}
