package org.ebbflow.hal.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.ebbflow.hal.clock.Urgency;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The station's face on the car's network: V2G server and discovery on one interface, served by one
 * thread, brought up again whenever the interface comes back.
 */
public final class CarNetwork implements AutoCloseable {
    private static final long RETRY_MS = 1000;
    private static final long WATCH_NS = 2_000_000_000L;

    private final V2gSockets.Served served;
    private final Selector selector;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile Optional<InetSocketAddress> listening = Optional.empty();
    private String lastWhy = "";

    private CarNetwork(V2gSockets.Served served) throws IOException {
        this.served = served;
        this.selector = Selector.open();
        this.thread = Urgency.thread("car-network", this::run);
        this.thread.setDaemon(true);
    }

    /** Starts the network thread in the clear; trouble shows in {@link CarListener#notReady}. */
    public static CarNetwork start(
            CarNetworkSettings settings, CarListener listener, SdpAnswer sdp) {
        return start(settings, CarSecurity.NONE, listener, sdp);
    }

    /** Starts the network thread; trouble shows in {@link CarListener#notReady}. */
    public static CarNetwork start(
            CarNetworkSettings settings,
            CarSecurity security,
            CarListener listener,
            SdpAnswer sdp) {
        try {
            CarNetwork network =
                    new CarNetwork(
                            new V2gSockets.Served(
                                    settings, security, listener, sdp, new AtomicLong()));
            network.thread.start();
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for the car's network", e);
        }
    }

    /** Where cars connect, while the server is up. */
    public Optional<InetSocketAddress> listening() {
        return listening;
    }

    /** Closes every socket and ends the thread. */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join(3000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            switch (CarInterface.find(served.settings().interfaceName())) {
                case CarInterface.Lookup.Found found -> serve(found.found());
                case CarInterface.Lookup.NotYet notYet -> tell(notYet.why());
            }
            rest();
        }
        try {
            selector.close();
        } catch (IOException e) {
            Logger.debug("selector of the car's network did not close: {}", e.getMessage());
        }
    }

    private void serve(CarInterface car) {
        V2gSockets sockets = null;
        try {
            sockets = new V2gSockets(car, served, selector);
            listening = Optional.of(sockets.address());
            lastWhy = "";
            Logger.info("cars may connect, address={}", sockets.address());
            served.listener().ready(sockets.address());
            pump(car, sockets);
        } catch (IOException e) {
            tell(sentence(e));
        } catch (RuntimeException e) {
            Logger.error(e, "the car's network restarts");
            tell("The car's network failed inside and restarts.");
        } finally {
            listening = Optional.empty();
            closeAll(sockets);
        }
    }

    private void pump(CarInterface car, V2gSockets sockets) throws IOException {
        long watchedNs = System.nanoTime();
        while (!stopping) {
            sockets.await();
            long nowNs = System.nanoTime();
            sockets.serveReady(nowNs);
            if (nowNs - watchedNs >= WATCH_NS) {
                watchedNs = nowNs;
                if (!isStillThere(car)) {
                    tell("The network interface '" + car.network().getName() + "' went away.");
                    return;
                }
            }
        }
    }

    /** Whether the address still stands, so that a re-plugged modem gets new sockets. */
    private boolean isStillThere(CarInterface car) {
        return CarInterface.find(car.network().getName()) instanceof CarInterface.Lookup.Found now
                && now.found().address().equals(car.address());
    }

    private void closeAll(@Nullable V2gSockets sockets) {
        if (sockets != null) {
            sockets.close(stopping ? "the station shuts its network down" : "the network restarts");
        }
    }

    private void tell(String why) {
        if (!why.equals(lastWhy)) {
            lastWhy = why;
            Logger.warn("no car can connect: {}", why);
            served.listener().notReady(why);
        }
    }

    private void rest() {
        if (stopping) {
            return;
        }
        try {
            selector.selectNow();
            selector.select(RETRY_MS);
        } catch (IOException e) {
            tell("The car's network cannot be watched: " + e.getMessage());
        }
    }

    private static String sentence(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
