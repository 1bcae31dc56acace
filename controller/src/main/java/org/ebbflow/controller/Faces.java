package org.ebbflow.controller;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.panel.Keeper;
import org.ebbflow.controller.panel.PanelServer;
import org.ebbflow.controller.registers.RegisterServer;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.status.FacePorts;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.hal.net.CarInterface;
import org.tinylog.Logger;

/**
 * Panel and registers: opened now, or retried while their port is taken; charging never waits for
 * them. Neither listens on the car's interface.
 */
final class Faces implements AutoCloseable {

    private static final long RETRY_MS = 3_000;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Thread> retries = new ArrayList<>();

    /** Opens a face or throws one clear sentence. */
    @FunctionalInterface
    private interface Opener {
        AutoCloseable open() throws IOException;
    }

    private Faces() {}

    static Faces start(Installation site, Keeper keeper, FacePorts ports) {
        check(site);
        Faces faces = new Faces();
        Installation.Faces wanted = site.faces();
        if (wanted.registers().enabled()) {
            faces.start(
                    "registers",
                    () -> {
                        RegisterServer server =
                                RegisterServer.open(site, site.vehicle().evseId(), ports);
                        Logger.info(
                                "registers listen on {} port {}",
                                wanted.registers().bind(),
                                server.port());
                        return server;
                    });
        }
        if (wanted.panel().enabled()) {
            faces.start(
                    "panel",
                    () -> {
                        PanelServer panel = PanelServer.open(site, ports, keeper);
                        Logger.info(
                                "panel listens on http://{}:{}/",
                                wanted.panel().bind(),
                                panel.port());
                        return panel;
                    });
        }
        return faces;
    }

    /** Refuses a site file whose faces would listen where they must not. */
    static void check(Installation site) {
        if (site.faces().registers().enabled()) {
            refuseCarInterface(site, site.faces().registers(), "registers");
        }
        if (site.faces().panel().enabled()) {
            refuseCarInterface(site, site.faces().panel(), "panel");
        }
    }

    private void start(String name, Opener opener) {
        String failure = attempt(opener);
        if (!failure.isEmpty()) {
            Logger.warn("{} (tried again every {} s)", failure, RETRY_MS / 1_000);
            retries.add(Thread.ofVirtual().name("open-" + name).start(() -> retry(opener)));
        }
    }

    private void retry(Opener opener) {
        try {
            do {
                Thread.sleep(RETRY_MS);
            } while (!attempt(opener).isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String attempt(Opener opener) {
        try {
            AutoCloseable face = opener.open();
            synchronized (open) {
                open.add(face);
            }
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The named one, or the one that the car's network would choose; empty when there is none. */
    private static String carInterface(Installation site) {
        String named = site.vehicle().networkInterface().orElse("");
        return CarInterface.find(named) instanceof CarInterface.Lookup.Found found
                ? found.found().network().getName()
                : named;
    }

    /** The people's side never listens where the car's wire ends. */
    private static void refuseCarInterface(
            Installation site, Installation.Listener listener, String key) {
        String car = carInterface(site);
        try {
            InetAddress address = InetAddress.getByName(listener.bind());
            NetworkInterface at = NetworkInterface.getByInetAddress(address);
            boolean shared = at != null && !at.isLoopback() && car.equals(at.getName());
            if (address.isAnyLocalAddress() || shared) {
                throw new RefusedFile(
                        "site file: '"
                                + key
                                + ".bind' is \""
                                + listener.bind()
                                + "\", which includes the car's interface"
                                + (car.isEmpty() ? "" : " (" + car + ")")
                                + "; write the address of the house network, or 127.0.0.1, and name"
                                + " the car's interface with 'vehicle.interface'.");
            }
        } catch (IOException e) {
            throw new RefusedFile(
                    "site file: '"
                            + key
                            + ".bind' is \""
                            + listener.bind()
                            + "\", which is no address of this computer.");
        }
    }

    @Override
    public void close() {
        retries.forEach(Thread::interrupt);
        synchronized (open) {
            for (AutoCloseable face : open) {
                try {
                    face.close();
                } catch (Exception e) {
                    Logger.debug("face did not close reason={}", e.getMessage());
                }
            }
        }
    }
}
