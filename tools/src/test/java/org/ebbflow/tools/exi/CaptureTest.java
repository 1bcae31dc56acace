package org.ebbflow.tools.exi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures are built here octet by octet after the public pcap and IP header layouts. */
class CaptureTest {

    /** supportedAppProtocolReq of the vectors: one protocol, namespace urn:x. */
    private static final byte[] SAP = v2gtp(0x8001, "80003bab9371d3c00004a0682040");

    /** DC_CableCheckReq of the vectors. */
    private static final byte[] CABLE_CHECK = v2gtp(0x8004, "802c0426d10039fbfc2ccf0002");

    private final CapturedSession session = new CapturedSession(new Codecs());

    private static byte[] v2gtp(int type, String hex) {
        byte[] exi = HexFormat.of().parseHex(hex);
        return ByteBuffer.allocate(8 + exi.length)
                .putShort((short) 0x01FE)
                .putShort((short) type)
                .putInt(exi.length)
                .put(exi)
                .array();
    }

    private static byte[] tcp(int sequence, int flags, byte[] payload) {
        return ByteBuffer.allocate(20 + payload.length)
                .putShort((short) 50000)
                .putShort((short) 61000)
                .putInt(sequence)
                .putInt(0)
                .put((byte) 0x50)
                .put((byte) flags)
                .position(20)
                .put(payload)
                .array();
    }

    private static byte[] ethernet(boolean v6, byte[] segment) {
        ByteBuffer b = ByteBuffer.allocate(14 + (v6 ? 40 : 20) + segment.length).position(12);
        if (v6) {
            b.putShort((short) 0x86DD).putInt(0x60000000).putShort((short) segment.length);
            b.put((byte) 6).put((byte) 64).position(14 + 40);
        } else {
            b.putShort((short) 0x0800).put((byte) 0x45).put((byte) 0);
            b.putShort((short) (20 + segment.length)).position(14 + 9);
            b.put((byte) 6).position(14 + 20);
        }
        return b.put(segment).array();
    }

    private static byte[] pcap(byte[]... packets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putInt(20, 1);
        out.writeBytes(head.array());
        for (byte[] p : packets) {
            ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt(8, p.length).putInt(12, p.length);
            out.writeBytes(record.array());
            out.writeBytes(p);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsMessagesAcrossSegmentsThatAreSplitSwappedAndRepeated(boolean v6) {
        byte[] both = Arrays.copyOf(SAP, SAP.length + CABLE_CHECK.length);
        System.arraycopy(CABLE_CHECK, 0, both, SAP.length, CABLE_CHECK.length);
        byte[] first = Arrays.copyOf(both, 10);
        byte[] second = Arrays.copyOfRange(both, 10, 25);
        byte[] third = Arrays.copyOfRange(both, 25, both.length);
        byte[] file =
                pcap(
                        ethernet(v6, tcp(999, 2, new byte[0])),
                        ethernet(v6, tcp(1000, 16, first)),
                        ethernet(v6, tcp(1025, 16, third)),
                        ethernet(v6, tcp(1010, 16, second)),
                        ethernet(v6, tcp(1000, 16, first)));
        Capture.read(file).forEach(p -> Segments.of(p).ifPresent(session::take));
        assertEquals(2, session.messages());
        String all = String.join("\n", session.lines());
        assertTrue(all.contains("ProtocolNamespace = urn:x"), all);
        assertTrue(all.contains("SessionID = 4DA20073F7F8599E"), all);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 23, 30})
    void saysInASentenceWhatIsWrongWithAFile(int length) {
        byte[] file = pcap(ethernet(true, tcp(1, 16, SAP)));
        byte[] wrong = length == 30 ? new byte[30] : Arrays.copyOf(file, length);
        XmlFault fault = assertThrows(XmlFault.class, () -> Capture.read(wrong));
        assertTrue(
                String.valueOf(fault.getMessage()).contains("pcap")
                        || String.valueOf(fault.getMessage()).contains("capture"));
    }
}
