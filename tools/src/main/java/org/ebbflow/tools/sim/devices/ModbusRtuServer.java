package org.ebbflow.tools.sim.devices;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.ebbflow.tools.sim.pty.Pty;

/**
 * Several Modbus RTU devices on one serial line; silent for foreign addresses and broken frames.
 *
 * @source Modbus over serial line specification 1.02, section 2.5
 */
final class ModbusRtuServer implements AutoCloseable {

    private static final int BROADCAST = 0;
    private static final int MAX_FRAME = 256;
    private static final int POLL_MS = 100;
    private static final int BITS_PER_BYTE = 10;
    private static final long TURNAROUND_US = 1_000;

    /**
     * Silence after which a half frame is forgotten; generous, for a pty knows no 3.5 characters.
     */
    private static final long GAP_NS = 20_000_000;

    private final Pty pty;
    private final Speed speed;
    private final Map<Integer, DeviceSlot> units;
    private final AtomicInteger discarded = new AtomicInteger();
    private final Thread thread;
    private byte[] frame = new byte[0];
    private long lastByteNs = System.nanoTime();
    private volatile boolean running = true;

    /** Serves at once; answers take the time they would take at this baud rate. */
    ModbusRtuServer(Pty pty, int baud, Map<Integer, DeviceSlot> units, ThreadFactory threads) {
        this(pty, new Speed(baud, false), units, threads);
    }

    /** The same with line settings. */
    ModbusRtuServer(Pty pty, Speed speed, Map<Integer, DeviceSlot> units, ThreadFactory threads) {
        this.pty = pty;
        this.speed = speed;
        this.units = Map.copyOf(units);
        this.thread = threads.newThread(this::serve);
        thread.start();
    }

    /**
     * How the devices talk.
     *
     * @param strict deaf to a program that has set another baud rate; parity cannot be told, a
     *     pseudo terminal drops it
     */
    record Speed(int baud, boolean strict) {}

    /** Frames thrown away: wrong checksum, unfinished, or too long. */
    int discarded() {
        return discarded.get();
    }

    private void serve() {
        while (running) {
            try {
                received(pty.read(POLL_MS));
            } catch (IOException gone) {
                running = false;
            }
        }
    }

    private void received(byte[] bytes) throws IOException {
        long nowNs = System.nanoTime();
        if (frame.length > 0 && nowNs - lastByteNs > GAP_NS) {
            forget();
        }
        if (bytes.length == 0) {
            return;
        }
        lastByteNs = nowNs;
        int before = frame.length;
        frame = Arrays.copyOf(frame, before + bytes.length);
        System.arraycopy(bytes, 0, frame, before, bytes.length);
        takeFrames();
    }

    private void takeFrames() throws IOException {
        Optional<Integer> length = ModbusPdu.serialLength(frame, frame.length);
        while (length.isPresent() && frame.length >= length.get()) {
            byte[] whole = Arrays.copyOf(frame, length.get());
            frame = Arrays.copyOfRange(frame, length.get(), frame.length);
            if (Crc16.matches(whole) && hears()) {
                answer(whole);
            } else {
                forget();
            }
            length = ModbusPdu.serialLength(frame, frame.length);
        }
        if (length.isEmpty() && Crc16.matches(frame)) {
            byte[] whole = frame;
            frame = new byte[0];
            answer(whole);
        }
        if (frame.length > MAX_FRAME) {
            forget();
        }
    }

    private boolean hears() throws IOException {
        return !speed.strict() || pty.baud() == speed.baud();
    }

    private void forget() {
        discarded.incrementAndGet();
        frame = new byte[0];
    }

    private void answer(byte[] request) throws IOException {
        int unit = request[0] & 0xFF;
        byte[] pdu = Arrays.copyOfRange(request, 1, request.length - 2);
        if (unit == BROADCAST) {
            units.values().forEach(slot -> slot.handle(pdu));
            return;
        }
        DeviceSlot slot = units.get(unit);
        Optional<DeviceSlot.Sent> sent = slot == null ? Optional.empty() : slot.handle(pdu);
        if (sent.isEmpty()) {
            return;
        }
        byte[] out = Crc16.framed(unit, sent.get().pdu());
        if (sent.get().garbled()) {
            out[out.length - 1] ^= 0x55;
        }
        Pause.millis(sent.get().delayMs());
        Pause.micros(
                TURNAROUND_US
                        + (long) (request.length + out.length)
                                * BITS_PER_BYTE
                                * 1_000_000
                                / speed.baud());
        pty.write(out);
    }

    @Override
    public void close() throws IOException {
        running = false;
        thread.interrupt();
        pty.close();
    }
}
