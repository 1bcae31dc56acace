package org.ebbflow.tools.sim.pty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fazecast.jSerialComm.SerialPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

    @Test
    void closedLineSaysSo() throws IOException {
        Pty pty = Pty.open();
        pty.close();
        assertThrows(IOException.class, () -> pty.read(10));
    }
}
