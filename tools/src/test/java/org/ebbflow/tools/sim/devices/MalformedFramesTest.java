package org.ebbflow.tools.sim.devices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MalformedFramesTest {

    private BoardSimulator board;
    private int port;

    @BeforeEach
    void start() throws IOException {
        board =
                BoardSimulator.start(
                        SimulatorOptions.of(SimulatorOptions.Kind.DC_TCP), CarFactory.none());
        port = board.where().ports().safetyBoard();
    }

    @AfterEach
    void stop() throws IOException {
        board.close();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private void goodClientIsServed() throws IOException {
        try (TcpClient good = new TcpClient(port, 1)) {
            assertEquals(0xEB01, good.read(3, 0, 1)[0]);
        }
    }

    @Test
    void wrongProtocolIdClosesTheConnection() throws IOException {
        try (TcpClient bad = new TcpClient(port, 1)) {
            bad.raw(hex("000012340006010300000001"));
            assertEquals(-1, bad.next());
        }
        goodClientIsServed();
    }

    @Test
    void impossibleLengthsCloseTheConnection() throws IOException {
        for (String length : new String[] {"0000", "0001", "00ff", "ffff"}) {
            try (TcpClient bad = new TcpClient(port, 1)) {
                bad.raw(hex("00010000" + length + "01"));
                assertEquals(-1, bad.next());
            }
        }
        goodClientIsServed();
    }

    @Test
    void unknownFunctionGetsExceptionOneAndTheConnectionLives() throws IOException {
        try (TcpClient client = new TcpClient(port, 1)) {
            assertArrayEquals(hex("e401"), client.exchange(hex("64")));
            assertArrayEquals(hex("8401"), client.exchange(hex("0400000001")));
            assertArrayEquals(hex("8303"), client.exchange(hex("0300000000")));
            assertArrayEquals(hex("8302"), client.exchange(hex("0300300001")));
            assertEquals(0xEB01, client.read(3, 0, 1)[0]);
        }
    }

    @Test
    void foreignUnitIsAGatewayException() throws IOException {
        try (TcpClient client = new TcpClient(port, 9)) {
            assertArrayEquals(hex("830b"), client.exchange(hex("0300000001")));
        }
    }

    @Test
    void halfAFrameKeepsNobodyElseWaiting() throws IOException {
        try (TcpClient half = new TcpClient(port, 1)) {
            half.raw(hex("0001000000060103"));
            goodClientIsServed();
        }
    }

    @Test
    void hundredsOfRandomFramesNeverCloseAGoodClient() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        try (TcpClient good = new TcpClient(port, 1)) {
            for (int i = 0; i < 250; i++) {
                byte[] noise = new byte[random.nextInt(1, 40)];
                random.nextBytes(noise);
                try (TcpClient bad = new TcpClient(port, 1)) {
                    bad.raw(noise);
                }
                if (i % 10 == 0) {
                    assertEquals(0xEB01, good.read(3, 0, 1)[0]);
                }
            }
        }
        Await.until("room for a new client once the closed ones are forgotten", this::isServed);
        assertTrue(board.boardLog().isEmpty());
    }

    private boolean isServed() {
        try {
            goodClientIsServed();
            return true;
        } catch (IOException stillFull) {
            return false;
        }
    }
}
