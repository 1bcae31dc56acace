package org.ebbflow.iso15118.sdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.junit.jupiter.api.Test;

class SdpTest {

    private static final byte[] ADDRESS =
            HexFormat.of().parseHex("fe80000000000000bceb90fffecb2934");

    @Test
    void answersTheRecordedRequestWithTheRecordedAnswer() {
        // Origin: recorded session between two public implementations, ISO 15118-20 DC_BPT.
        byte[] request = new Frame(0x9000, HexFormat.of().parseHex("1000")).encode();
        byte[] expected =
                new Frame(
                                0x9001,
                                HexFormat.of().parseHex("fe80000000000000bceb90fffecb2934ca301000"))
                        .encode();
        SdpServer.Endpoint endpoint = new SdpServer.Endpoint(ADDRESS, 0xca30, SdpSecurity.PLAIN);
        assertArrayEquals(request, SdpClient.request(SdpSecurity.PLAIN));
        assertArrayEquals(expected, SdpServer.answer(request, endpoint).orElseThrow());
        SdpServer.Endpoint read = SdpClient.read(expected).orElseThrow();
        assertEquals(0xca30, read.port());
        assertEquals(SdpSecurity.PLAIN, read.security());
        assertArrayEquals(ADDRESS, read.address());
    }

    @Test
    void aCarHearsWhatItAskedForWhereTheDoorHasItElseWhatTheDoorHas() {
        for (boolean tls : new boolean[] {true, false}) {
            for (boolean plain : new boolean[] {true, false}) {
                SdpServer.Door door = new SdpServer.Door(ADDRESS, 61_000, tls, plain);
                assertEquals(
                        tls ? SdpSecurity.TLS : SdpSecurity.PLAIN, heard(SdpSecurity.TLS, door));
                assertEquals(
                        plain ? SdpSecurity.PLAIN : SdpSecurity.TLS,
                        heard(SdpSecurity.PLAIN, door));
                assertEquals(!tls, SdpServer.isOther(SdpClient.request(SdpSecurity.TLS), door));
                assertEquals(!plain, SdpServer.isOther(SdpClient.request(SdpSecurity.PLAIN), door));
                assertFalse(SdpServer.isOther(new byte[] {1, 2, 3}, door));
            }
        }
    }

    private static SdpSecurity heard(SdpSecurity wanted, SdpServer.Door door) {
        byte[] answer = SdpServer.answer(SdpClient.request(wanted), door).orElseThrow();
        return SdpClient.read(answer).orElseThrow().security();
    }

    @Test
    void staysSilentOnAnythingElse() {
        SdpServer.Endpoint endpoint = new SdpServer.Endpoint(ADDRESS, 1, SdpSecurity.TLS);
        assertTrue(SdpServer.answer(new byte[0], endpoint).isEmpty());
        byte[] udp = new Frame(0x9000, new byte[] {0x10, 0x10}).encode();
        assertTrue(SdpServer.answer(udp, endpoint).isEmpty());
        byte[] unknownSecurity = new Frame(0x9000, new byte[] {0x01, 0}).encode();
        assertTrue(SdpServer.answer(unknownSecurity, endpoint).isEmpty());
        byte[] response = new Frame(0x9001, new byte[2]).encode();
        assertTrue(SdpServer.answer(response, endpoint).isEmpty());
        byte[] tail = java.util.Arrays.copyOf(new Frame(0x9000, new byte[2]).encode(), 11);
        assertTrue(SdpServer.answer(tail, endpoint).isEmpty());
    }
}
