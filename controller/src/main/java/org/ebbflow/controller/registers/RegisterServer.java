package org.ebbflow.controller.registers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.status.FacePorts;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.Snapshot;
import org.tinylog.Logger;

/** Modbus TCP server: owns its sockets and threads; all meaning is in {@link RegisterMap}. */
public final class RegisterServer implements AutoCloseable {

    /** Clients served at once; a further one takes the place of the one silent longest. */
    static final int MAX_CLIENTS = 16;

    private static final int BUSY = 6;
    private static final int DEVICE_FAILURE = 4;
    private static final int WRONG_UNIT = 11;
    private static final long REPLY_MS = 500;

    private final ServerSocket listener;
    private final int unitId;
    private final RegisterMap map;
    private final FacePorts ports;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Client> clients = new ArrayList<>();
    private final AtomicLong malformed = new AtomicLong();
    private Control control = Control.INITIAL;
    private volatile String holder = "";

    private RegisterServer(ServerSocket listener, int unitId, RegisterMap map, FacePorts ports) {
        this.listener = listener;
        this.unitId = unitId;
        this.map = map;
        this.ports = ports;
    }

    /**
     * Opens the port and serves.
     *
     * @param serial identity shown in the common model
     * @throws IOException with one clear sentence when the port cannot be opened
     */
    public static RegisterServer open(Installation site, String serial, FacePorts ports)
            throws IOException {
        Installation.Listener at = site.faces().registers();
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(
                    new InetSocketAddress(InetAddress.getByName(at.bind()), at.port()),
                    MAX_CLIENTS);
        } catch (IOException e) {
            listener.close();
            throw new IOException(
                    "The Modbus registers cannot listen on "
                            + at.bind()
                            + " port "
                            + at.port()
                            + ": "
                            + e.getMessage()
                            + ". Is another program (or a second station) using it? Choose another"
                            + " registers.port in the site file.",
                    e);
        }
        RegisterMap map = new RegisterMap(site.wiring().supply(), serial);
        RegisterServer server =
                new RegisterServer(listener, site.faces().registersUnitId(), map, ports);
        Thread.ofPlatform().name("registers").daemon(true).start(server::accept);
        return server;
    }

    /** The port that is served. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Connections closed because of bytes that are not Modbus TCP. */
    public long malformedCount() {
        return malformed.get();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        synchronized (clients) {
            clients.forEach(client -> closeQuietly(client.socket()));
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Client client = new Client(socket, ports.nowNs(), this::answer, malformed);
                admit(client);
                Thread.ofVirtual().name("registers-client").start(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    Logger.warn("registers accept failed reason={}", e.getMessage());
                }
            }
        }
    }

    private void admit(Client client) {
        synchronized (clients) {
            if (clients.size() >= MAX_CLIENTS) {
                Client oldest =
                        clients.stream()
                                .min(
                                        Comparator.comparingInt(this::worth)
                                                .thenComparingLong(Client::lastHeardNs))
                                .orElse(client);
                Logger.warn("registers full, dropped client={}", oldest.address());
                clients.remove(oldest);
                closeQuietly(oldest.socket());
            }
            clients.add(client);
        }
    }

    /** Who never said anything valid goes first, who holds control last. */
    private int worth(Client client) {
        return !client.hasSpoken() ? 0 : client.address().equals(holder) ? 2 : 1;
    }

    private void serve(Client client) {
        try {
            client.run(leaseNs());
        } finally {
            synchronized (clients) {
                clients.remove(client);
            }
            closeQuietly(client.socket());
        }
    }

    private long leaseNs() {
        lock.lock();
        try {
            return control.leaseS() * 1_000_000_000L;
        } finally {
            lock.unlock();
        }
    }

    /** One request of one client. */
    private byte[] answer(int unit, byte[] pdu, String client) {
        int function = pdu[0] & 0xFF;
        if (unit != unitId) {
            return RegisterMap.exception(function, WRONG_UNIT);
        }
        Optional<Snapshot> snapshot = ports.snapshots().get();
        if (snapshot.isEmpty()) {
            return RegisterMap.exception(function, BUSY);
        }
        lock.lock();
        try {
            long nowNs = ports.nowNs().getAsLong();
            RegisterMap.Step step = map.step(control, pdu, client, snapshot.get(), nowNs);
            int refused = submit(step.intents());
            if (refused != 0) {
                return RegisterMap.exception(function, refused);
            }
            tell(control, step.next());
            control = step.next();
            holder = control.lease().map(Control.Holder::client).orElse("");
            return step.answer();
        } finally {
            lock.unlock();
        }
    }

    /** 0 when all were accepted, else the exception code. A renewal is not waited for. */
    private int submit(List<Intent> intents) {
        for (Intent intent : intents) {
            CompletableFuture<Reply> reply = ports.intents().submit(intent);
            if (intent instanceof Intent.Renew) {
                continue;
            }
            try {
                if (reply.get(REPLY_MS, TimeUnit.MILLISECONDS) instanceof Reply.Refused no) {
                    Logger.info("registers refused intent={} why={}", name(intent), no.why());
                    return BUSY;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return DEVICE_FAILURE;
            } catch (ExecutionException | TimeoutException e) {
                Logger.warn("registers unanswered intent={}", name(intent));
                return DEVICE_FAILURE;
            }
        }
        return 0;
    }

    private static String name(Intent intent) {
        return intent instanceof Intent.Direct direct
                ? direct.directive() instanceof Directive.Target ? "target" : "limit"
                : intent.getClass().getSimpleName();
    }

    private static void tell(Control before, Control after) {
        if (!before.lease().equals(after.lease())) {
            Logger.info(
                    "external control {}",
                    after.lease()
                            .map(h -> "taken by=" + h.client() + " block=" + h.block())
                            .orElse("given back or lapsed"));
        }
        if (before.setpointW() != after.setpointW()) {
            Logger.info("external control setpointW={} (plus is charge)", after.setpointW());
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            Logger.debug("close failed reason={}", e.getMessage());
        }
    }
}
