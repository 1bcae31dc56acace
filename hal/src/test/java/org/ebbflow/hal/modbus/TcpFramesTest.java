package org.ebbflow.hal.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.Optional;
import org.ebbflow.hal.board.BusConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device may send over a real Modbus TCP connection, octet by octet. */
@Timeout(20)
final class TcpFramesTest {
    private static final Transaction.Read TWO = new Transaction.Read(7, 3, 0x10, 2);

    private final ServerSocket server;
    private final TcpLink link;
    private Optional<Socket> device = Optional.empty();

    TcpFramesTest() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        link =
                new TcpLink(
                        new BusConfig.ModbusTcp("b", "127.0.0.1", server.getLocalPort(), 500, 0));
    }

    @BeforeEach
    void open() throws BusFault {
        link.open();
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        server.close();
    }

    /** Answers one request with these pieces, each a packet of its own, then closes if told. */
    private int[] answered(boolean thenClose, String... pieces) throws Exception {
        Socket here = accepted();
        Thread speaker =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        speak(here, thenClose, pieces);
                                    } catch (IOException gone) {
                                        throw new AssertionError(gone);
                                    }
                                });
        try {
            return link.execute(TWO);
        } finally {
            speaker.join();
        }
    }

    private Socket accepted() throws IOException {
        if (device.isEmpty()) {
            Socket accepted = server.accept();
            accepted.setTcpNoDelay(true);
            device = Optional.of(accepted);
        }
        return device.get();
    }

    private static void speak(Socket device, boolean thenClose, String... pieces)
            throws IOException {
        InputStream in = device.getInputStream();
        byte[] request = in.readNBytes(12);
        String id = HexFormat.of().formatHex(request, 0, 2);
        OutputStream out = device.getOutputStream();
        for (String piece : pieces) {
            out.write(HexFormat.of().parseHex(piece.replace("ID", id).replace(" ", "")));
            out.flush();
        }
        if (thenClose) {
            device.close();
        }
    }

    private BusFault fault(boolean thenClose, String... pieces) {
        return assertThrows(BusFault.class, () -> answered(thenClose, pieces));
    }

    @ParameterizedTest
    @CsvSource({
        "01, it does not know the function",
        "02, it has no such register",
        "03, it does not take the value",
        "04, it has failed inside",
        "05, it has begun and needs longer",
        "06, it is busy",
        "07, it does not allow that now",
        "0b, the device behind the gateway does not answer",
        "0c, exception 12"
    })
    void anExceptionIsARefusalInWordsAndTheConnectionLives(String code, String words)
            throws Exception {
        BusFault fault = fault(false, "ID 0000 0003 07 83 " + code);
        assertEquals(BusFault.Kind.REFUSED, fault.kind());
        assertTrue(fault.sentence().contains(words), fault.sentence());
        assertTrue(link.isOpen());
        assertArrayEquals(new int[] {1, 2}, answered(false, "ID 0000 0007 07 03 04 0001 0002"));
    }

    @Test
    void anAnswerInSinglePacketsOfOneOctetIsPutTogether() throws Exception {
        assertArrayEquals(
                new int[] {0x1234, 0x5678},
                answered(
                        false, "ID", "00", "00", "00", "07", "07", "03", "04", "12", "34", "56",
                        "78"));
    }

    @Test
    void aSecondAnswerInTheSamePacketIsNeverTakenForTheNextOne() throws Exception {
        assertArrayEquals(
                new int[] {1, 2},
                answered(false, "ID 0000 0007 07 03 04 0001 0002 ID 0000 0007 07 03 04 0009 0009"));
        BusFault next = fault(false, "ID 0000 0007 07 03 04 0003 0004");
        assertEquals(BusFault.Kind.GARBLED, next.kind());
        assertTrue(next.sentence().contains("answered another request"), next.sentence());
        assertFalse(link.isOpen(), "what else waits in it is thrown away");
        link.open();
        device = Optional.empty();
        assertArrayEquals(new int[] {5, 6}, answered(false, "ID 0000 0007 07 03 04 0005 0006"));
    }

    @ParameterizedTest
    @CsvSource({
        "7fff 0000 0007 07 03 04 0001 0002, answered another request",
        "ID 0000 0007 08 03 04 0001 0002, answered as unit 8",
        "ID 0001 0007 07 03 04 0001 0002, not Modbus",
        "ID 0000 0005 07 03 02 0001, answered 1 registers instead of 2",
        "ID 0000 0007 07 04 04 0001 0002, answered function 4"
    })
    void anAnswerToSomethingElseIsNoAnswerAndEndsTheConnection(String hex, String words) {
        BusFault fault = fault(false, hex);
        assertEquals(BusFault.Kind.GARBLED, fault.kind(), fault.sentence());
        assertTrue(fault.sentence().contains(words), fault.sentence());
        assertFalse(link.isOpen());
    }

    @ParameterizedTest
    @CsvSource({"ID 0000 0007 07 03 04 00", "ID 0000 00", "ID 0000 0000", "ID 0000 ffff 07 03"})
    void halfAFrameAndImpossibleLengthsEndTheConnection(String hex) {
        BusFault fault = fault(true, hex);
        assertTrue(
                fault.kind() == BusFault.Kind.LINK_LOST || fault.kind() == BusFault.Kind.GARBLED,
                fault.toString());
        assertFalse(link.isOpen());
    }

    @Test
    void halfAFrameThatIsNeverFinishedIsSilenceAfterTheTimeout() {
        BusFault fault = fault(false, "ID 0000 0007 07 03 04 0001");
        assertEquals(BusFault.Kind.SILENT, fault.kind(), fault.sentence());
        assertFalse(link.isOpen());
    }
}
