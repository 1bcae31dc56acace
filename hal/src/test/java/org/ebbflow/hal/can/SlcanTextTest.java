package org.ebbflow.hal.can;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ebbflow.hal.CanFrame;
import org.junit.jupiter.api.Test;

/** The text protocol of the adapter, by examples written by hand from its manual. */
final class SlcanTextTest {

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static List<CanFrame> read(String text) {
        byte[] bytes = ascii(text);
        return new SlcanText().take(bytes, bytes.length);
    }

    @Test
    void aBurstIsOneTextInItsOrder() {
        byte[] text =
                SlcanText.frames(
                        List.of(
                                CanFrame.of(0x108, 1, 0xF4, 1, 0x0F, 0xB3, 1, 0, 0),
                                CanFrame.of(0x7FF),
                                CanFrame.of(0x009, 0xAB)));
        assertEquals(
                "t108801F4010FB3010000\rt7FF0\rt0091AB\r",
                new String(text, StandardCharsets.US_ASCII));
    }

    @Test
    void theAdapterIsClosedSetToItsRateAndOpened() {
        assertArrayEquals(ascii("\rC\rS6\rO\r"), SlcanText.opening(CanRate.KBIT_500));
        assertArrayEquals(ascii("\rC\rS4\rO\r"), SlcanText.opening(CanRate.KBIT_125));
    }

    @Test
    void framesAreReadWhateverThePiecesTheyComeIn() {
        SlcanText text = new SlcanText();
        List<CanFrame> frames = new ArrayList<>();
        for (byte b : ascii("z\rt1028029a010000C80300\rt10221234\r")) {
            frames.addAll(text.take(new byte[] {b}, 1));
        }
        assertEquals(
                List.of(
                        CanFrame.of(0x102, 2, 0x9A, 1, 0, 0, 0xC8, 3, 0),
                        CanFrame.of(0x102, 0x12, 0x34)),
                frames);
    }

    @Test
    void timeStampsAndEverythingElseArePassedOver() {
        CanFrame frame = CanFrame.of(0x100, 1, 2);
        assertEquals(List.of(frame), read("t10020102ABCD\r"), "time stamp behind the octets");
        assertEquals(List.of(), read("T2000000020102\rT00001\r"), "no 29-bit identifier");
        assertEquals(List.of(), read("r1002\r"), "remote frame");
        assertEquals(List.of(), read("t1009\rt100\rt8002AABB\rt1002AXBB\rt10021\r"), "broken");
        assertEquals(List.of(frame), read("\u0007\r\rV1013\rt10020102\r"));
        assertEquals(List.of(), read("t".repeat(1_000) + "\r"), "a line without end is cut");
    }

    @Test
    void aFrameWithALongIdentifierIsWrittenAndReadAsOne() {
        CanFrame set = CanFrame.extended(0x02A43FF0, 0x10, 0x01, 0, 0, 0, 0x06, 0x1A, 0x80);
        assertArrayEquals(ascii("T02A43FF081001000000061A80\r"), SlcanText.frames(List.of(set)));
        assertEquals(List.of(set), read("T02A43FF081001000000061A80\r"));
        assertEquals(0, CanFrame.toBytes(List.of(set)).length);
        assertThrows(IllegalArgumentException.class, () -> CanFrame.extended(0x20000000, 1));
    }

    @Test
    void aFrameCarriesElevenBitsAndEightOctetsAtMost() {
        assertThrows(IllegalArgumentException.class, () -> CanFrame.of(0x800, 1));
        assertThrows(IllegalArgumentException.class, () -> new CanFrame(1, 9, 0));
        assertEquals(new CanFrame(1, 1, 0xFFL << 56), new CanFrame(1, 1, -1L));
        assertEquals(new CanFrame(1, 0, 0), new CanFrame(1, 0, -1L));
        List<CanFrame> frames = List.of(CanFrame.of(0x102, 1, 2, 3), CanFrame.of(0x7FF));
        assertEquals(frames, CanFrame.fromBytes(CanFrame.toBytes(frames)));
        assertEquals("102#010203", frames.getFirst().toString());
    }
}
