package org.ebbflow.hal.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.hal.board.BusConfig;

/** An open serial port that belongs to one thread. */
public final class SerialLine implements AutoCloseable {
    private static final int LOST = -1;

    /**
     * The port library waits in such steps, and never for less than one: whoever must speak in time
     * would be kept by it from speaking.
     *
     * @source jSerialComm, SerialPort.setComPortTimeouts: on Linux rounded to 100 ms, at least 100
     */
    private static final int WAITING_STEP_MS = 100;

    /** What is left of a wait is waited for by looking. */
    private static final long LOOK_NS = 500_000L;

    private final Settings settings;
    private final SerialPort port;
    private int receivedSinceWrite;
    private boolean lost;

    /**
     * How to open a port; always 8 data bits.
     *
     * @param path device file
     * @param baud bits per second
     * @param parity parity bit
     * @param stopBits 1 or 2
     */
    public record Settings(String path, int baud, BusConfig.Parity parity, int stopBits) {}

    private SerialLine(Settings settings, SerialPort port) {
        this.settings = settings;
        this.port = port;
    }

    /** Opens a port for us alone, or says why not. */
    public static SerialLine open(Settings settings) throws SerialFault {
        Path file = Path.of(settings.path());
        if (!Files.exists(file)) {
            throw new SerialFault(
                    "There is no serial port %s; plug the adapter in or correct 'path' in the board file."
                            .formatted(settings.path()));
        }
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
            throw new SerialFault(
                    "This user may not use the serial port %s; add it to the port's group (often dialout)."
                            .formatted(settings.path()));
        }
        try {
            SerialPort port = SerialPort.getCommPort(settings.path());
            int parity =
                    switch (settings.parity()) {
                        case NONE -> SerialPort.NO_PARITY;
                        case EVEN -> SerialPort.EVEN_PARITY;
                        case ODD -> SerialPort.ODD_PARITY;
                    };
            int stop =
                    settings.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT;
            port.setComPortParameters(settings.baud(), 8, stop, parity);
            port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_BLOCKING, WAITING_STEP_MS, 0);
            if (!port.openPort(0)) {
                throw new SerialFault(
                        "The serial port %s cannot be opened (error %d); perhaps another program uses it."
                                .formatted(settings.path(), port.getLastErrorCode()));
            }
            return new SerialLine(settings, port);
        } catch (SerialPortInvalidPortException e) {
            throw new SerialFault(settings.path() + " is not a serial port.");
        }
    }

    /** How the port was opened. */
    public Settings settings() {
        return settings;
    }

    /** Device file of the port. */
    public String path() {
        return settings.path();
    }

    /**
     * Reads exactly {@code count} bytes or as many as come within {@code timeoutMs}.
     *
     * @return bytes read, -1 when the port is gone
     */
    public int read(byte[] buffer, int count, int timeoutMs) {
        long endNs = System.nanoTime() + timeoutMs * 1_000_000L;
        int steps = timeoutMs / WAITING_STEP_MS;
        int read = steps > 0 ? take(buffer, count, 0, steps) : 0;
        while (!lost && read < count && System.nanoTime() - endNs < 0) {
            int ready = available();
            if (ready > 0) {
                read += take(buffer, Math.min(ready, count - read), read, 1);
            } else {
                LockSupport.parkNanos(LOOK_NS);
            }
        }
        return lost ? LOST : read;
    }

    /** Reads so many bytes, or as many as come within these steps of waiting. */
    private int take(byte[] buffer, int count, int offset, int steps) {
        if (lost) {
            return 0;
        }
        int waitMs = steps * WAITING_STEP_MS;
        if (port.getReadTimeout() != waitMs) {
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_BLOCKING, waitMs, 0);
        }
        int read = port.readBytes(buffer, count, offset);
        lost |= read < 0;
        receivedSinceWrite += Math.max(0, read);
        return Math.max(0, read);
    }

    /** Writes {@code count} bytes. @return bytes written, -1 when the port is gone */
    public int write(byte[] buffer, int count) {
        receivedSinceWrite = 0;
        int written = lost ? LOST : port.writeBytes(buffer, count);
        lost |= written < 0;
        return written;
    }

    /** Bytes that can be read without waiting. */
    public int available() {
        int available = lost ? LOST : port.bytesAvailable();
        lost |= available < 0;
        return Math.max(0, available);
    }

    /** Drops what has arrived: it belongs to nothing that is still waited for. */
    public void drain() {
        byte[] old = new byte[256];
        for (int ready = available(); ready > 0 && !lost; ready = available()) {
            read(old, Math.min(ready, old.length), 1);
        }
    }

    /** Bytes that came since the last write. */
    public int receivedSinceWrite() {
        return receivedSinceWrite;
    }

    /** Whether the port has gone away since it was opened. */
    public boolean isLost() {
        return lost || !port.isOpen() || !Files.exists(Path.of(settings.path()));
    }

    @Override
    public void close() {
        lost = true;
        port.closePort();
    }
}
