package org.ebbflow.hal.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One car's TCP connection; {@link #send} and {@link #close} return at once and may be called from
 * any thread, the network thread does the rest.
 */
public final class CarConnection {
    private static final long LINGER_NS = 2_000_000_000L;

    private final long id;
    private final SocketChannel channel;
    private final SocketAddress remote;
    private final SelectionKey key;
    private final CarGate gate;
    private final int maxPendingBytes;
    private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pendingBytes = new AtomicInteger();
    private volatile boolean closing;
    private volatile boolean overflowed;
    private volatile CarProtection protection = CarProtection.PLAIN;
    private boolean announced;
    private boolean headOnWire;
    private boolean goodByeSaid;
    private boolean outputShut;
    private long lingerSinceNs;

    private record Pending(ByteBuffer bytes, int count, long requestReadNs) {}

    CarConnection(long id, SelectionKey key, CarGate gate, int maxPendingBytes) throws IOException {
        this.id = id;
        this.channel = (SocketChannel) key.channel();
        this.remote = channel.getRemoteAddress();
        this.key = key;
        this.gate = gate;
        this.maxPendingBytes = maxPendingBytes;
    }

    /** Number of the connection, from 1, never used again within a run. */
    public long id() {
        return id;
    }

    /** The car's address. */
    public SocketAddress remote() {
        return remote;
    }

    /** What protects it; known when the listener hears of the connection. */
    public CarProtection protection() {
        return protection;
    }

    /**
     * Queues bytes for the car. Where both threads share a processor, the one that writes them goes
     * first: the caller has time, the car waits.
     *
     * @param bytes not changed by the caller afterwards
     * @param requestReadNs when the request they answer was read; comes back in {@link
     *     CarListener#answered}
     * @return false when the car does not read what it is sent: the connection is being closed
     */
    public boolean send(byte[] bytes, long requestReadNs) {
        if (closing || overflowed) {
            return false;
        }
        if (pendingBytes.addAndGet(bytes.length) > maxPendingBytes) {
            overflowed = true;
        } else {
            queue.add(new Pending(ByteBuffer.wrap(bytes), bytes.length, requestReadNs));
        }
        key.selector().wakeup();
        Thread.yield();
        return !overflowed;
    }

    /** Closes after everything queued has been written. */
    public void close() {
        closing = true;
        key.selector().wakeup();
    }

    /** Whether something waits to be written. */
    boolean hasAnswer() {
        return !queue.isEmpty();
    }

    /** Whether the car has let its bounded buffer run over. */
    boolean overflowed() {
        return overflowed;
    }

    /** Writes what the system takes. @return whether everything queued is out */
    boolean flush(CarListener listener) throws IOException {
        boolean out = writeWire();
        for (Pending next = queue.peek(); out && next != null; next = queue.peek()) {
            if (!gate.isOpen()) {
                return false;
            }
            if (!headOnWire) {
                gate.send(next.bytes());
                headOnWire = true;
            }
            long beforeNs = System.nanoTime();
            out = writeWire();
            if (out) {
                headOnWire = false;
                queue.remove();
                pendingBytes.addAndGet(-next.count());
                listener.answered(this, next.requestReadNs(), middle(beforeNs, System.nanoTime()));
            }
        }
        int reading = gate.wantsBytes() ? SelectionKey.OP_READ : 0;
        key.interestOps(out ? reading : reading | SelectionKey.OP_WRITE);
        return out;
    }

    /** Best guess of when the last segment left: within the call, which may return late. */
    private static long middle(long beforeNs, long afterNs) {
        return beforeNs + (afterNs - beforeNs) / 2;
    }

    /**
     * @return whether the system has taken everything
     */
    private boolean writeWire() throws IOException {
        Queue<ByteBuffer> wire = gate.wire();
        for (ByteBuffer next = wire.peek(); next != null; next = wire.peek()) {
            channel.write(next);
            if (next.hasRemaining()) {
                return false;
            }
            wire.remove();
        }
        return true;
    }

    /** Ready for messages for the first time. */
    boolean isNew() {
        Optional<CarProtection> news = gate.takeNews();
        if (news.isPresent()) {
            protection = news.get();
            announced = true;
        }
        return news.isPresent();
    }

    /** Whether the listener has heard of it. */
    boolean isAnnounced() {
        return announced;
    }

    CarGate gate() {
        return gate;
    }

    /**
     * Ends our half once everything is written; the car's close, or two seconds, ends the other.
     *
     * @return whether the connection may be dropped now
     */
    boolean finish(long nowNs) throws IOException {
        if (!closing || !queue.isEmpty()) {
            return false;
        }
        if (!goodByeSaid) {
            goodByeSaid = true;
            gate.end();
        }
        if (!writeWire()) {
            return false;
        }
        if (!outputShut) {
            channel.shutdownOutput();
            outputShut = true;
            lingerSinceNs = nowNs;
        }
        return nowNs - lingerSinceNs >= LINGER_NS;
    }

    /** Whether our side asked for the end; what the car still sends is dropped. */
    boolean isClosing() {
        return closing;
    }

    SocketChannel channel() {
        return channel;
    }

    @Override
    public String toString() {
        return "car connection " + id + " from " + remote;
    }
}
