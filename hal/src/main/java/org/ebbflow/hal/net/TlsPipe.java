package org.ebbflow.hal.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * One TLS connection without its socket: bytes of the wire in, plain bytes out, and back. Used by
 * one thread at a time; the expensive steps of the handshake are handed out as tasks.
 */
public final class TlsPipe {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final Queue<ByteBuffer> outgoing = new ArrayDeque<>();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private ByteBuffer arrived;
    private boolean open;

    /**
     * Wraps an engine.
     *
     * @param engine configured, its handshake not yet begun
     */
    public TlsPipe(SSLEngine engine) {
        this.engine = engine;
        this.arrived = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    }

    /** Whether the handshake is done: plain bytes may pass. */
    public boolean isOpen() {
        return open;
    }

    /** Whether the peer has ended the stream in good order. */
    public boolean isEnded() {
        return engine.isInboundDone();
    }

    /** The engine, to ask what was negotiated. */
    public SSLEngine engine() {
        return engine;
    }

    /**
     * Bytes of the wire.
     *
     * @throws SSLException the peer broke the protocol or is refused; what {@link #outgoing} still
     *     gives is the alert for it
     */
    public void arrived(ByteBuffer wire) throws SSLException {
        if (wire.remaining() > arrived.remaining()) {
            ByteBuffer larger = ByteBuffer.allocate(arrived.position() + wire.remaining());
            arrived = larger.put(arrived.flip());
        }
        arrived.put(wire);
        advance();
    }

    /** Goes on after tasks are done, or to begin. */
    public void advance() throws SSLException {
        boolean more = true;
        while (more) {
            more =
                    switch (engine.getHandshakeStatus()) {
                        case NEED_TASK -> false;
                        case NEED_WRAP -> wrap(NOTHING);
                        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap();
                        case FINISHED, NOT_HANDSHAKING -> arrived.position() > 0 && unwrap();
                    };
        }
    }

    /** Work of the handshake that must be done, on any thread, before {@link #advance}. */
    public List<Runnable> tasks() {
        List<Runnable> tasks = new ArrayList<>();
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            for (Runnable task = engine.getDelegatedTask();
                    task != null;
                    task = engine.getDelegatedTask()) {
                tasks.add(task);
            }
        }
        return tasks;
    }

    /** Plain bytes that have come, each once. */
    public byte[] take() {
        byte[] taken = plain.toByteArray();
        plain.reset();
        return taken;
    }

    /** Encrypts; the result is in {@link #outgoing}. */
    public void send(ByteBuffer content) throws SSLException {
        while (content.hasRemaining() && wrap(content)) {
            // one record a turn
        }
    }

    /** Says good-bye; the alert is in {@link #outgoing}. */
    public void end() throws SSLException {
        engine.closeOutbound();
        alert();
    }

    /** The alert after an exception, as far as one can still be made. */
    public void alert() throws SSLException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && wrap(NOTHING)) {
            // until it is out
        }
    }

    /** Bytes for the wire in their order; the caller removes what it has written. */
    public Queue<ByteBuffer> outgoing() {
        return outgoing;
    }

    private boolean wrap(ByteBuffer content) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(content, record);
        note(result);
        if (record.position() > 0) {
            outgoing.add(record.flip());
        }
        return switch (result.getStatus()) {
            case OK -> true;
            case CLOSED -> record.limit() > 0 && result.bytesProduced() > 0;
            case BUFFER_OVERFLOW, BUFFER_UNDERFLOW ->
                    throw new SSLException("a record does not fit its buffer");
        };
    }

    private boolean unwrap() throws SSLException {
        ByteBuffer content = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        arrived.flip();
        SSLEngineResult result;
        try {
            result = engine.unwrap(arrived, content);
        } finally {
            arrived.compact();
        }
        note(result);
        plain.write(content.array(), 0, content.position());
        return switch (result.getStatus()) {
            case OK -> true;
            case BUFFER_UNDERFLOW, CLOSED -> false;
            case BUFFER_OVERFLOW -> throw new SSLException("a record does not fit its buffer");
        };
    }

    private void note(SSLEngineResult result) {
        open |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
    }
}
