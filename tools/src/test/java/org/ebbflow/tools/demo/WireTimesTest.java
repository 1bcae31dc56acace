package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.ebbflow.tools.demo.WireTimes.Exchange;
import org.junit.jupiter.api.Test;

/**
 * Capture files built by hand.
 *
 * @source pcap-savefile(5); RFC 8200 and RFC 9293 for the headers
 */
final class WireTimesTest {

    private static final int CAR = 40_000;
    private static final int STATION = 50_000;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    WireTimesTest() {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xA1B23C4D).putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(128).putInt(1);
        file.writeBytes(header.array());
    }

    @Test
    void countsFromTheLastSegmentOfTheRequestToFirstAndLastOfTheAnswer() {
        segment(1_000, CAR, STATION, SYN, 0);
        segment(2_000, STATION, CAR, SYN | ACK, 0);
        segment(3_000, CAR, STATION, ACK, 20);
        segment(4_000, CAR, STATION, ACK, 20);
        segment(4_500, STATION, CAR, ACK, 0);
        segment(9_000, STATION, CAR, ACK, 30);
        segment(9_700, STATION, CAR, ACK, 30);
        assertEquals(List.of(List.of(new Exchange(5_000, 5_700))), read().talks());
    }

    @Test
    void anExchangeThatCrossesASecondIsNotTornApart() {
        segment(999_999_000, CAR, STATION, SYN, 0);
        segment(999_999_500, CAR, STATION, ACK, 1);
        segment(1_000_000_250, STATION, CAR, ACK, 1);
        assertEquals(List.of(new Exchange(750, 750)), read().talks().getFirst());
    }

    @Test
    void aRequestWithoutAnAnswerIsNoExchange() {
        segment(1_000, CAR, STATION, SYN, 0);
        segment(2_000, CAR, STATION, ACK, 5);
        assertEquals(List.of(List.of()), read().talks());
    }

    @Test
    void theChargeLoopLiesBeforeWhatTheCarSentAfterIt() {
        segment(1, CAR, STATION, SYN, 0);
        for (int i = 1; i <= 6; i++) {
            segment(i * 1_000_000, CAR, STATION, ACK, 8);
            segment(i * 1_000_000 + i * 1_000, STATION, CAR, ACK, 8);
        }
        List<Exchange> loop = read().loop(3, 2);
        assertEquals(List.of(2_000L, 3_000L, 4_000L), loop.stream().map(Exchange::lastNs).toList());
        assertEquals(3, WireTimes.micros(loop, 500));
        assertEquals(4, WireTimes.micros(loop, 1_000));
    }

    @Test
    void aFileCutOffInTheMiddleCountsAsFarAsItGoes() {
        segment(1_000, CAR, STATION, SYN, 0);
        segment(2_000, CAR, STATION, ACK, 5);
        segment(3_000, STATION, CAR, ACK, 5);
        byte[] whole = file.toByteArray();
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        assertEquals(List.of(List.of()), WireTimes.read(cut).talks());
    }

    @Test
    void somethingElseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> WireTimes.read(new byte[24]));
    }

    private WireTimes read() {
        return WireTimes.read(file.toByteArray());
    }

    private void segment(int atNs, int from, int to, int flags, int payloadBytes) {
        ByteBuffer frame = ByteBuffer.allocate(14 + 40 + 20 + payloadBytes);
        frame.putShort(12, (short) 0x86DD);
        frame.put(14, (byte) 0x60).putShort(18, (short) (20 + payloadBytes)).put(20, (byte) 6);
        frame.putShort(54, (short) from).putShort(56, (short) to);
        frame.put(66, (byte) 0x50).put(67, (byte) flags);
        ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(atNs / 1_000_000_000).putInt(atNs % 1_000_000_000);
        head.putInt(frame.capacity()).putInt(frame.capacity());
        file.writeBytes(head.array());
        file.writeBytes(frame.array());
    }
}
