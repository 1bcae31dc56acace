package org.ebbflow.tools.sim.devices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Optional;
import org.ebbflow.tools.sim.devices.RegisterMap.Reply;
import org.ebbflow.tools.sim.devices.RegisterMap.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModbusPduTest {

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /** Example of the Modbus application protocol 1.1b3, section 6.3: read 0x006B, 3 registers. */
    @Test
    void readsTheExampleOfTheStandard() {
        ModbusPdu.Parsed parsed = ModbusPdu.parse(hex("03006b0003"));
        assertEquals(new ModbusPdu.Parsed.Good(new Request.Read(false, 0x6B, 3)), parsed);
        byte[] answer =
                ModbusPdu.encode(
                        hex("03006b0003"), new Reply.Values(new int[] {0x022B, 0, 0x0064}));
        assertArrayEquals(hex("0306022b00000064"), answer);
    }

    /** Example of the same standard, section 6.12: write 2 registers from 1. */
    @Test
    void writesTheExampleOfTheStandard() {
        ModbusPdu.Parsed parsed = ModbusPdu.parse(hex("100001000204000a0102"));
        Request.Write write = (Request.Write) ((ModbusPdu.Parsed.Good) parsed).request();
        assertArrayEquals(new int[] {0x0A, 0x0102}, write.values());
        byte[] answer = ModbusPdu.encode(hex("100001000204000a0102"), new Reply.Done());
        assertArrayEquals(hex("1000010002"), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "0300000000, 3",
        "030000007e, 3",
        "03000000, 3",
        "0400000000, 3",
        "1000000000 00, 3",
        "100000000102, 3",
        "10000000010300010203, 3",
        "100000000204000a01, 3",
        "64, 1",
        "2b0e0100, 1",
        "0700000001, 1",
        "0100000000, 3",
        "01000007d1, 3",
        "0500000001, 3",
        "0f000000080201ff, 3"
    })
    void refusesWhatTheStandardRefuses(String request, int exceptionCode) {
        assertEquals(
                new ModbusPdu.Parsed.Bad(exceptionCode),
                ModbusPdu.parse(hex(request.replace(" ", ""))));
    }

    @Test
    void largestReadIs125Registers() {
        assertEquals(
                new ModbusPdu.Parsed.Good(new Request.Read(false, 0, 125)),
                ModbusPdu.parse(hex("030000007d")));
    }

    /**
     * Frame of the serial line specification's usual example: unit 1, read 10 from 0, CRC C5 CD.
     */
    @Test
    void checksumMatchesAKnownFrame() {
        assertTrue(Crc16.matches(hex("01030000000ac5cd")));
        assertFalse(Crc16.matches(hex("01030000000ac5cc")));
        assertArrayEquals(hex("01030000000ac5cd"), Crc16.framed(1, hex("030000000a")));
    }

    @Test
    void lengthOfASerialRequestIsKnownFromItsFirstBytes() {
        assertEquals(Optional.of(8), ModbusPdu.serialLength(hex("0103"), 2));
        assertEquals(Optional.empty(), ModbusPdu.serialLength(hex("011000640006"), 6));
        assertEquals(Optional.of(21), ModbusPdu.serialLength(hex("0110006400060c"), 7));
        assertEquals(Optional.empty(), ModbusPdu.serialLength(hex("0164"), 2));
    }
}
