package org.ebbflow.tools.vehicle;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.ebbflow.hal.net.CarInterface;
import org.ebbflow.hal.net.TlsPipe;
import org.ebbflow.iso15118.sdp.SdpClient;
import org.ebbflow.iso15118.sdp.SdpSecurity;
import org.ebbflow.iso15118.sdp.SdpServer;

/** The car's end of the network: finds the station, then holds one connection. One thread. */
final class StationLine implements AutoCloseable {

    private static final long DIAL_NS = 2_000_000_000L;
    private static final long SECURE_NS = 12_000_000_000L;
    private static final long SEND_NS = 1_000_000_000L;
    private static final byte[] NOTHING = new byte[0];

    private final CarLink link;
    private final Supplier<Optional<SSLEngine>> tls;
    private final Consumer<String> tell;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(16_384);
    private State state = new State.Idle();
    private int asked;
    private long nextAskNs = System.nanoTime();
    private String lastTold = "";

    private sealed interface State {
        record Idle() implements State {}

        record Asking(Discovery discovery, Optional<SSLEngine> tls) implements State {}

        record Dialling(SocketChannel channel, Optional<SSLEngine> tls, long byNs)
                implements State {}

        record Securing(SocketChannel channel, TlsPipe pipe, long byNs) implements State {}

        record Open(SocketChannel channel, Optional<TlsPipe> pipe) implements State {}
    }

    /**
     * What the network did in one turn.
     *
     * @param connected a connection stands
     * @param received bytes of the station
     * @param gaveUp why the search ended without a station
     */
    record Turn(boolean connected, byte[] received, Optional<String> gaveUp) {
        static final Turn NO = new Turn(false, NOTHING, Optional.empty());
    }

    /**
     * @param tls the car's end of TLS, asked before each search; empty to speak in the clear
     */
    StationLine(CarLink link, Supplier<Optional<SSLEngine>> tls, Consumer<String> tell)
            throws IOException {
        this.link = link;
        this.tls = tls;
        this.tell = tell;
        this.selector = Selector.open();
    }

    /** Ends a wait of {@link #turn} from another thread. */
    void wake() {
        selector.wakeup();
    }

    /** Waits a moment for the network and takes the next step towards what is wanted. */
    Turn turn(boolean wanted, long waitMs) throws IOException {
        selector.select(waitMs);
        selector.selectedKeys().clear();
        if (!wanted) {
            drop();
            asked = 0;
            return Turn.NO;
        }
        try {
            return advance(System.nanoTime());
        } catch (IOException failed) {
            say("The car's network: " + failed.getMessage() + ".");
            drop();
            return counted(System.nanoTime());
        }
    }

    private Turn advance(long nowNs) throws IOException {
        return switch (state) {
            case State.Idle ignored -> begin(nowNs);
            case State.Asking asking -> ask(asking, nowNs);
            case State.Dialling dialling -> dial(dialling, nowNs);
            case State.Securing securing -> secure(securing, nowNs);
            case State.Open open -> read(open);
        };
    }

    private Turn begin(long nowNs) throws IOException {
        if (nowNs - nextAskNs < 0) {
            return Turn.NO;
        }
        switch (CarInterface.find(link.interfaceName())) {
            case CarInterface.Lookup.Found found -> {
                Discovery discovery = new Discovery(found.found(), link.sdpPort(), selector);
                state = new State.Asking(discovery, tls.get());
                say(discovery.sentence());
                return Turn.NO;
            }
            case CarInterface.Lookup.NotYet notYet -> {
                say(notYet.why());
                return counted(nowNs);
            }
        }
    }

    private Turn ask(State.Asking asking, long nowNs) throws IOException {
        SdpSecurity wanted = asking.tls().isPresent() ? SdpSecurity.TLS : SdpSecurity.PLAIN;
        Optional<SdpServer.Endpoint> endpoint = asking.discovery().answer();
        if (endpoint.isPresent() && endpoint.get().security() == wanted) {
            connect(asking, endpoint.get(), nowNs);
            return Turn.NO;
        }
        if (endpoint.isPresent()) {
            say(
                    wanted == SdpSecurity.TLS
                            ? "The station has no TLS now; this car insists on it."
                            : "The station speaks only TLS; this car speaks in the clear.");
        }
        if (nowNs - nextAskNs < 0) {
            return Turn.NO;
        }
        Turn turn = counted(nowNs);
        if (turn.gaveUp().isEmpty()) {
            asking.discovery().ask(wanted);
        }
        return turn;
    }

    private Turn counted(long nowNs) {
        asked++;
        nextAskNs = nowNs + SdpClient.REPEAT_NS;
        if (asked <= SdpClient.MAX_REQUESTS) {
            return Turn.NO;
        }
        asked = 0;
        drop();
        return new Turn(
                false,
                NOTHING,
                Optional.of(
                        "no station answered " + SdpClient.MAX_REQUESTS + " discovery requests"));
    }

    private void connect(State.Asking asking, SdpServer.Endpoint endpoint, long nowNs)
            throws IOException {
        var address = asking.discovery().address(endpoint);
        drop();
        SocketChannel channel = SocketChannel.open();
        state = new State.Dialling(channel, asking.tls(), nowNs + DIAL_NS);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(address);
        channel.register(selector, SelectionKey.OP_CONNECT);
        say("The car found a station at " + address + ".");
    }

    private Turn dial(State.Dialling dialling, long nowNs) throws IOException {
        if (dialling.channel().finishConnect()) {
            dialling.channel().register(selector, SelectionKey.OP_READ);
            asked = 0;
            lastTold = "";
            if (dialling.tls().isPresent()) {
                SSLEngine engine = dialling.tls().get();
                State.Securing next =
                        new State.Securing(
                                dialling.channel(), new TlsPipe(engine), nowNs + SECURE_NS);
                state = next;
                engine.beginHandshake();
                return secure(next, nowNs);
            }
            state = new State.Open(dialling.channel(), Optional.empty());
            return new Turn(true, NOTHING, Optional.empty());
        }
        if (nowNs - dialling.byNs() >= 0) {
            throw new IOException("the station does not take the connection");
        }
        return Turn.NO;
    }

    private Turn secure(State.Securing securing, long nowNs) throws IOException {
        TlsPipe pipe = securing.pipe();
        buffer.clear();
        if (securing.channel().read(buffer) < 0) {
            throw new IOException("the station ended the TLS handshake");
        }
        pipe.arrived(buffer.flip());
        for (List<Runnable> tasks = pipe.tasks(); !tasks.isEmpty(); tasks = pipe.tasks()) {
            tasks.forEach(Runnable::run);
            pipe.advance();
        }
        writeAll(securing.channel(), pipe.outgoing());
        if (pipe.isOpen()) {
            state = new State.Open(securing.channel(), Optional.of(pipe));
            say("The connection is protected by " + pipe.engine().getSession().getProtocol() + ".");
            return new Turn(true, pipe.take(), Optional.empty());
        }
        if (nowNs - securing.byNs() >= 0) {
            throw new IOException("the TLS handshake takes too long");
        }
        return Turn.NO;
    }

    private Turn read(State.Open open) throws IOException {
        buffer.clear();
        int length = open.channel().read(buffer);
        byte[] bytes = NOTHING;
        if (length > 0 && open.pipe().isPresent()) {
            open.pipe().get().arrived(buffer.flip());
            bytes = open.pipe().get().take();
        } else if (length > 0) {
            bytes = Arrays.copyOf(buffer.array(), length);
        }
        if (length < 0) {
            drop();
        }
        return new Turn(length >= 0, bytes, Optional.empty());
    }

    /** Sends; a station that takes nothing for a second loses the connection. */
    void send(byte[] bytes) {
        if (!(state instanceof State.Open open)) {
            return;
        }
        try {
            if (open.pipe().isPresent()) {
                open.pipe().get().send(ByteBuffer.wrap(bytes));
                writeAll(open.channel(), open.pipe().get().outgoing());
            } else {
                writeAll(open.channel(), new ArrayDeque<>(List.of(ByteBuffer.wrap(bytes))));
            }
        } catch (IOException failed) {
            say("The car's connection broke: " + failed.getMessage() + ".");
            drop();
        }
    }

    private static void writeAll(SocketChannel channel, Queue<ByteBuffer> wire) throws IOException {
        long byNs = System.nanoTime() + SEND_NS;
        for (ByteBuffer next = wire.poll(); next != null; next = wire.poll()) {
            while (next.hasRemaining()) {
                if (channel.write(next) == 0 && System.nanoTime() - byNs >= 0) {
                    throw new IOException("the station takes no bytes");
                }
            }
        }
    }

    private void say(String sentence) {
        if (!sentence.equals(lastTold)) {
            lastTold = sentence;
            tell.accept(sentence);
        }
    }

    private void drop() {
        State old = state;
        state = new State.Idle();
        try {
            switch (old) {
                case State.Idle ignored -> {}
                case State.Asking asking -> asking.discovery().close();
                case State.Dialling dialling -> dialling.channel().close();
                case State.Securing securing -> securing.channel().close();
                case State.Open open -> open.channel().close();
            }
        } catch (IOException failed) {
            say("A socket of the car did not close: " + failed.getMessage() + ".");
        }
    }

    @Override
    public void close() throws IOException {
        drop();
        selector.close();
    }
}
