package org.ebbflow.hal.net;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** The open sockets of one interface: server, cars, discovery; used by the network thread only. */
final class V2gSockets {
    private static final int CHUNK_BYTES = 8192;
    private static final int BACKLOG = 4;

    /**
     * Ports a car may be told by discovery begin here and go up to the last; public car programs
     * drop an answer with another.
     *
     * @source ISO 15118-2 clause 7.9.1, V2G_TCP_DATA; EcoG-io/iso15118,
     *     iso15118/shared/messages/sdp.py
     */
    private static final int FIRST_PORT = 49_152;

    private static final int PORTS = 65_536 - FIRST_PORT;
    private static final int PORT_TRIES = 64;

    /** So long at most after a request its answer is waited for awake. */
    private static final long ANSWER_NS = 1_000_000;

    /** So long after an answer the next request is waited for awake. */
    private static final long NEXT_NS = 400_000;

    private static final long SLEEP_MS = 250;

    private final CarNetworkSettings settings;
    private final CarSecurity security;
    private final Handshakes handshakes;
    private final CarListener listener;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final @Nullable SdpSocket discovery;
    private final InetSocketAddress address;
    private final List<CarConnection> cars = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
    private final AtomicLong ids;

    /** Until then this thread does not sleep; moved when a request is handed over or answered. */
    private long awakeUntilNs = System.nanoTime();

    /**
     * What stays the same when the interface comes and goes.
     *
     * @param ids last connection number given, so that none is used twice
     */
    record Served(
            CarNetworkSettings settings,
            CarSecurity security,
            CarListener listener,
            SdpAnswer sdp,
            AtomicLong ids) {}

    V2gSockets(CarInterface car, Served served, Selector selector) throws IOException {
        this.settings = served.settings();
        this.security = served.security();
        this.handshakes = new Handshakes(selector);
        this.listener = served.listener();
        this.ids = served.ids();
        this.selector = selector;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.INET6);
        try {
            bindServer(car);
            this.address = (InetSocketAddress) server.getLocalAddress();
            this.discovery =
                    settings.sdpPort() == 0
                            ? null
                            : new SdpSocket(car, settings.sdpPort(), served.sdp(), selector);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void bindServer(CarInterface car) throws IOException {
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            if (settings.tcpPort() == 0) {
                bindAnyPort(car);
            } else {
                bind(car, settings.tcpPort());
            }
        } catch (BindException e) {
            throw new IOException(bindSentence(car, String.valueOf(e.getMessage())), e);
        }
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    private void bind(CarInterface car, int port) throws IOException {
        server.bind(new InetSocketAddress(car.address(), port), BACKLOG);
    }

    /** The kernel's own choice would mostly lie below; the start moves, so that starts differ. */
    private void bindAnyPort(CarInterface car) throws IOException {
        int start = Math.floorMod(System.nanoTime() / 1000, PORTS);
        for (int i = 1; i < PORT_TRIES; i++) {
            try {
                bind(car, FIRST_PORT + (start + i) % PORTS);
                return;
            } catch (BindException e) {
                if (!isInUse(String.valueOf(e.getMessage()))) {
                    throw e;
                }
            }
        }
        bind(car, FIRST_PORT + start);
    }

    private static boolean isInUse(String reason) {
        return reason.contains("in use");
    }

    /** A fresh link-local address cannot be bound until the kernel has seen that it is unique. */
    private String bindSentence(CarInterface car, String reason) {
        boolean taken = settings.tcpPort() != 0 && isInUse(reason);
        return taken
                ? "The V2G port %d (TCP) of %s is taken by another program; stop it or choose another port."
                        .formatted(settings.tcpPort(), car.network().getName())
                : "The address %s cannot be used yet (%s)."
                        .formatted(car.address().getHostAddress(), reason);
    }

    InetSocketAddress address() {
        return address;
    }

    /**
     * Until something may be there to serve. To fall asleep and be woken takes a kernel as long as
     * the station takes to answer; while a car talks this thread stays awake for a moment, and lets
     * others of its rank go first.
     */
    void await() throws IOException {
        boolean awake = false;
        while (System.nanoTime() - awakeUntilNs < 0) {
            awake = true;
            if (cars.stream().anyMatch(CarConnection::hasAnswer) || selector.selectNow() > 0) {
                return;
            }
            Thread.yield();
        }
        if (!awake) {
            selector.select(SLEEP_MS);
        }
    }

    /**
     * Everything that is ready, then what other threads asked for.
     *
     * @param nowNs instant at which this thread learnt that something is ready
     */
    void serveReady(long nowNs) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (discovery != null && discovery.owns(key)) {
                discovery.serve(address);
            } else if (key.isAcceptable()) {
                accept();
            } else if (key.isReadable() && key.attachment() instanceof CarConnection car) {
                read(car, nowNs);
            }
        }
        selector.selectedKeys().clear();
        handshakes.goOn();
        for (CarConnection car : List.copyOf(cars)) {
            flush(car, nowNs);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            if (cars.size() >= settings.maxConnections()) {
                Logger.warn("connection refused, {} are open already", cars.size());
                channel.close();
                continue;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            admit(channel);
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        try {
            CarGate gate = new CarGate(security, handshakes, System.nanoTime());
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            CarConnection car =
                    new CarConnection(ids.incrementAndGet(), key, gate, settings.maxPendingBytes());
            key.attach(car);
            cars.add(car);
            deliver(car, System.nanoTime());
        } catch (CarGate.Refusal e) {
            listener.refused(String.valueOf(channel.getRemoteAddress()), sentence(e));
            channel.close();
        }
    }

    /** Hands over what has become readable, after telling of the connection itself. */
    private void deliver(CarConnection car, long arrivedNs) {
        if (car.isNew()) {
            listener.opened(car, arrivedNs);
        }
        byte[] plain = car.gate().take();
        if (plain.length > 0 && !car.isClosing()) {
            listener.received(car, plain, arrivedNs);
            awakeUntilNs = System.nanoTime() + ANSWER_NS;
        }
    }

    private void read(CarConnection car, long arrivedNs) {
        try {
            int count = car.channel().read(buffer.clear());
            if (count < 0) {
                drop(car, "the car closed the connection");
            } else if (count > 0) {
                car.gate().arrived(buffer.flip(), System.nanoTime());
                deliver(car, arrivedNs);
            }
        } catch (CarGate.Refusal e) {
            lastWords(car);
            drop(car, sentence(e));
        } catch (IOException e) {
            drop(car, "the connection broke: " + e.getMessage());
        }
    }

    private void flush(CarConnection car, long nowNs) {
        if (!car.channel().isOpen()) {
            return;
        }
        try {
            car.gate().tick(nowNs);
            deliver(car, nowNs);
            boolean answers = car.hasAnswer();
            if (car.overflowed()) {
                drop(car, "the car does not read what it is sent");
            } else if (car.gate().isEnded() && !car.isClosing()) {
                drop(car, "the car closed the connection");
            } else if (car.flush(listener) && car.finish(nowNs)) {
                drop(car, "the station closed the connection");
            }
            awakeUntilNs = answers ? System.nanoTime() + NEXT_NS : awakeUntilNs;
        } catch (CarGate.Refusal e) {
            lastWords(car);
            drop(car, sentence(e));
        } catch (IOException e) {
            drop(car, "the connection broke: " + e.getMessage());
        }
    }

    /** The alert that says why, if the socket takes it at once. */
    private void lastWords(CarConnection car) {
        try {
            car.flush(listener);
        } catch (IOException e) {
            Logger.debug("{} hears no alert: {}", car, e.getMessage());
        }
    }

    private static String sentence(IOException e) {
        return String.valueOf(e.getMessage());
    }

    private void drop(CarConnection car, String why) {
        if (!cars.remove(car)) {
            return;
        }
        car.gate().left();
        try {
            car.channel().close();
        } catch (IOException e) {
            Logger.debug("{} did not close: {}", car, e.getMessage());
        }
        if (car.isAnnounced()) {
            listener.closed(car, why, System.nanoTime());
        } else {
            listener.refused(String.valueOf(car.remote()), why);
        }
    }

    void close(String why) {
        for (CarConnection car : List.copyOf(cars)) {
            drop(car, why);
        }
        handshakes.close();
        try {
            server.close();
            if (discovery != null) {
                discovery.close();
            }
        } catch (IOException e) {
            Logger.debug("a socket did not close: {}", e.getMessage());
        }
    }
}
