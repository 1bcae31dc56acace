package org.ebbflow.hal.net;

import java.nio.channels.Selector;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tinylog.Logger;

/**
 * The turns of TLS handshakes: one at a time, its expensive steps on a thread of its own. All calls
 * come from the network thread.
 */
final class Handshakes implements AutoCloseable {

    private final Selector selector;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    work -> Thread.ofPlatform().daemon().name("car-tls").unstarted(work));
    private final Queue<Runnable> done = new ConcurrentLinkedQueue<>();
    private final Deque<CarGate> line = new ArrayDeque<>();

    /** A step of a handshake that takes milliseconds. */
    @FunctionalInterface
    interface Work {
        void run() throws GeneralSecurityException;
    }

    Handshakes(Selector selector) {
        this.selector = selector;
    }

    /** Takes a place in the line. */
    void queue(CarGate gate) {
        line.add(gate);
    }

    /** Whether it is the turn of this one. */
    boolean isTurnOf(CarGate gate) {
        return line.peek() == gate;
    }

    /** Whether somebody waits behind the one whose turn it is. */
    boolean isAwaited() {
        return line.size() > 1;
    }

    /** Gives the turn, or the place, back. */
    void leave(CarGate gate) {
        line.remove(gate);
    }

    /** Works on the other thread, then goes on with the gate on the network thread. */
    void work(Work work, CarGate gate) {
        worker.execute(
                () -> {
                    String failure = "";
                    try {
                        work.run();
                    } catch (GeneralSecurityException | RuntimeException e) {
                        failure = "the station's TLS failed: " + e.getMessage();
                    }
                    String why = failure;
                    done.add(() -> gate.worked(why));
                    selector.wakeup();
                });
    }

    /** On the network thread: what the other thread has finished. */
    void goOn() {
        for (Runnable next = done.poll(); next != null; next = done.poll()) {
            next.run();
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        Logger.debug("handshakes end, waiting={}", line.size());
    }
}
