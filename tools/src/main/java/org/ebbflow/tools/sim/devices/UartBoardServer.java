package org.ebbflow.tools.sim.devices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.ebbflow.tools.sim.plant.BoardOrder;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.pty.Pty;

/**
 * A safety board on a serial line: hears frames, reports after each heartbeat, at once when
 * something changes, and every 100 ms.
 *
 * <p>The line can be pulled out and plugged in again: the program's device file is a link.
 *
 * @source board-configs/README.md, "The safety board on a serial line"; written without the
 *     product's codec
 */
final class UartBoardServer implements AutoCloseable, Breakable {

    private static final int POLL_MS = 5;
    private static final long PERIOD_NS = 100_000_000;
    private static final int BITS_PER_BYTE = 10;

    private final LivePlant live;
    private final Path device;
    private final int baud;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile State state;
    private volatile Optional<Pty> pty = Optional.empty();
    private byte[] rest = new byte[0];
    private UartBoardFrames.Heard heard = UartBoardFrames.Heard.NOTHING;
    private long reportedNs = System.nanoTime();
    private UartBoardFrames.Look reportedLook;

    /** The fault, and the plant at the moment it began. */
    private record State(DeviceFault fault, Plant since) {}

    /**
     * @param device path under which the program finds the line, a link that is made anew
     */
    UartBoardServer(LivePlant live, Path device, int baud, ThreadFactory threads)
            throws IOException {
        this.live = live;
        this.device = device;
        this.baud = baud;
        this.state = new State(new DeviceFault.Sound(), live.now());
        this.reportedLook = UartBoardFrames.Look.of(live.now());
        plug();
        this.thread = threads.newThread(this::serve);
        thread.start();
    }

    @Override
    public void fault(DeviceFault fault) {
        state = new State(fault, live.now());
    }

    @Override
    public DeviceFault fault() {
        return state.fault();
    }

    /** Plugs the line in, if it is not. */
    @Override
    public synchronized void plug() throws IOException {
        if (pty.isEmpty()) {
            Pty line = Pty.open();
            Files.deleteIfExists(device);
            Files.createSymbolicLink(device, Path.of(line.path()));
            pty = Optional.of(line);
        }
    }

    /** Pulls it out: the device file is gone at once. */
    @Override
    public synchronized void pull() throws IOException {
        if (pty.isPresent()) {
            Files.deleteIfExists(device);
            Pty line = pty.get();
            pty = Optional.empty();
            line.close();
        }
    }

    private void serve() {
        while (running) {
            Optional<Pty> line = pty;
            try {
                if (line.isPresent()) {
                    take(line.get(), line.get().read(POLL_MS));
                    report(line.get(), false);
                } else {
                    rest = new byte[0];
                    Pause.millis(POLL_MS);
                }
            } catch (IOException gone) {
                Pause.millis(POLL_MS);
            }
        }
    }

    private void take(Pty line, byte[] bytes) throws IOException {
        byte[] all = Arrays.copyOf(rest, rest.length + bytes.length);
        System.arraycopy(bytes, 0, all, rest.length, bytes.length);
        int at = 0;
        while (all.length - at >= UartBoardFrames.LENGTH) {
            byte[] frame = Arrays.copyOfRange(all, at, at + UartBoardFrames.LENGTH);
            boolean sound = UartBoardFrames.isSound(frame);
            at += sound ? UartBoardFrames.LENGTH : 1;
            if (sound && !(state.fault() instanceof DeviceFault.Silent)) {
                frame(line, frame);
            }
        }
        rest = Arrays.copyOfRange(all, at, all.length);
    }

    private void frame(Pty line, byte[] frame) throws IOException {
        Optional<byte[]> answer =
                UartBoardFrames.inquiryAnswer(frame, live.now().traits().board().watchdogMs());
        if (answer.isPresent()) {
            send(line, answer.get());
            return;
        }
        heard = heard.with(frame);
        Optional<BoardOrder> order = heard.order(frame);
        if (order.isPresent() && !(state.fault() instanceof DeviceFault.Frozen)) {
            int seen = UartBoardFrames.inputsSeen(frame);
            live.change(plant -> given(plant.boardWritten(order.get()), seen));
        }
        if (order.isPresent()) {
            report(line, true);
        }
    }

    /** Latched inputs are released once the controller gave all of them back. */
    private static Plant given(Plant plant, int seen) {
        int now = UartBoardFrames.inputs(plant.boardValues().inputs());
        return now != 0 && (now & ~seen) == 0 ? plant.boardRead() : plant;
    }

    private void report(Pty line, boolean answering) throws IOException {
        if (state.fault() instanceof DeviceFault.Silent) {
            return;
        }
        Plant shown = state.fault() instanceof DeviceFault.Frozen ? state.since() : live.now();
        UartBoardFrames.Look look = UartBoardFrames.Look.of(shown);
        long nowNs = System.nanoTime();
        if (answering || !look.equals(reportedLook) || nowNs - reportedNs >= PERIOD_NS) {
            reportedLook = look;
            reportedNs = nowNs;
            send(line, UartBoardFrames.report(shown));
        }
    }

    private void send(Pty line, byte[] bytes) throws IOException {
        if (state.fault() instanceof DeviceFault.Garbled) {
            for (int at = UartBoardFrames.LENGTH - 2;
                    at < bytes.length;
                    at += UartBoardFrames.LENGTH) {
                bytes[at] ^= 0x55;
            }
        }
        if (state.fault() instanceof DeviceFault.Slow slow) {
            Pause.millis(slow.delayMs());
        }
        Pause.micros((long) bytes.length * BITS_PER_BYTE * 1_000_000 / baud);
        line.write(bytes);
    }

    @Override
    public void close() throws IOException {
        running = false;
        thread.interrupt();
        pull();
    }
}
