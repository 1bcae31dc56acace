package org.ebbflow.tools.sim.pty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fazecast.jSerialComm.SerialPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.serial.SerialLine;
import org.junit.jupiter.api.Test;

class PtyTest {

    private static SerialPort port(Pty pty) {
        SerialPort port = SerialPort.getCommPort(pty.path());
        port.setComPortParameters(115_200, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_BLOCKING, 2_000, 0);
        assertTrue(port.openPort(), "cannot open " + pty.path());
        return port;
    }

    @Test
    void everyByteValuePassesUnchangedBothWays() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (Pty pty = Pty.open()) {
            SerialPort port = port(pty);
            assertEquals(all.length, port.writeBytes(all, all.length));
            ByteArrayOutputStream came = new ByteArrayOutputStream();
            for (byte[] some = pty.read(2_000); some.length > 0; some = pty.read(100)) {
                came.write(some);
            }
            assertArrayEquals(all, came.toByteArray());
            pty.write(all);
            byte[] back = new byte[all.length];
            assertEquals(all.length, port.readBytes(back, back.length));
            assertArrayEquals(all, back);
            port.closePort();
        }
    }

    @Test
    void lineSurvivesAProgramThatClosesAndOpensAgain() throws IOException {
        try (Pty pty = Pty.open()) {
            port(pty).closePort();
            assertEquals(0, pty.read(10).length);
            SerialPort again = port(pty);
            again.writeBytes(new byte[] {7}, 1);
            assertArrayEquals(new byte[] {7}, pty.read(2_000));
            again.closePort();
        }
    }

    @Test
    void twoPairsAreTwoLines() throws IOException {
        try (Pty one = Pty.open();
                Pty two = Pty.open()) {
            assertNotEquals(one.path(), two.path());
        }
    }

    /** The port library itself waits for a tenth of a second where it is told 2 ms. */
    @Test
    void whoMustSpeakInTimeWaitsNoLongerThanItSaysAndHearsWhatHasCome() throws Exception {
        byte[] buffer = new byte[8];
        try (Pty pty = Pty.open();
                SerialLine line =
                        SerialLine.open(
                                new SerialLine.Settings(
                                        pty.path(), 115_200, BusConfig.Parity.NONE, 1))) {
            for (int waitMs : new int[] {2, 60, 130}) {
                long shortestNs = Long.MAX_VALUE;
                for (int i = 0; i < 3; i++) {
                    long startNs = System.nanoTime();
                    assertEquals(0, line.read(buffer, 1, waitMs));
                    shortestNs = Math.min(shortestNs, System.nanoTime() - startNs);
                }
                long ms = shortestNs / 1_000_000;
                assertTrue(ms >= waitMs && ms < waitMs + 30, waitMs + " ms became " + ms);
            }
            pty.write(new byte[] {1, 2, 3});
            assertEquals(2, line.read(buffer, 2, 20));
            assertEquals(1, line.read(buffer, 2, 20), "the third alone");
            assertEquals(3, buffer[0]);
        }
    }

    @Test
    void closedLineSaysSo() throws IOException {
        Pty pty = Pty.open();
        pty.close();
        assertThrows(IOException.class, () -> pty.read(10));
    }
}
