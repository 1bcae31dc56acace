package org.ebbflow.hal.can;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.clock.Urgency;

/** One thread that opens, reads and writes the adapter: the only writer, burst by burst. */
final class CanLoop implements CanLink {

    /** More than this many bursts waiting are too old to be worth sending. */
    private static final int BURSTS = 8;

    private static final long REOPEN_NS = 250_000_000L;

    private final CanPort.Opener opener;
    private final Listener listener;
    private final ArrayBlockingQueue<List<CanFrame>> bursts = new ArrayBlockingQueue<>(BURSTS);
    private final Thread thread;
    private volatile boolean running = true;

    private CanLoop(CanPort.Opener opener, Listener listener) {
        this.opener = opener;
        this.listener = listener;
        this.thread = Urgency.thread("can", this::live);
    }

    static CanLoop start(CanPort.Opener opener, Listener listener) {
        CanLoop loop = new CanLoop(opener, listener);
        loop.thread.setDaemon(true);
        loop.thread.start();
        return loop;
    }

    @Override
    public void send(List<CanFrame> burst) {
        List<CanFrame> copy = List.copyOf(burst);
        while (!bursts.offer(copy)) {
            bursts.poll();
        }
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        boolean told = false;
        while (running) {
            try (CanPort port = opener.open()) {
                bursts.clear();
                listener.up();
                told = false;
                serve(port);
            } catch (CanFault fault) {
                if (!told) {
                    listener.down(String.valueOf(fault.getMessage()));
                    told = true;
                }
                LockSupport.parkNanos(REOPEN_NS);
            }
        }
    }

    private void serve(CanPort port) throws CanFault {
        while (running) {
            for (List<CanFrame> burst = bursts.poll(); burst != null; burst = bursts.poll()) {
                port.write(burst);
            }
            List<CanFrame> frames = port.read();
            if (!frames.isEmpty()) {
                listener.heard(frames, System.nanoTime());
            }
        }
    }
}
