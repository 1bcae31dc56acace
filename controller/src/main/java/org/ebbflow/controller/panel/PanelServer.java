package org.ebbflow.controller.panel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.status.FacePorts;
import org.ebbflow.controller.status.Sentences;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationState;
import org.tinylog.Logger;
import tools.jackson.databind.node.ObjectNode;

/** Serves the page and its JSON on this computer only; owns its socket and threads. */
public final class PanelServer implements AutoCloseable {

    private static final String[][] FILES = {
        {"/", "index.html", "text/html"},
        {"/panel.css", "panel.css", "text/css"},
        {"/panel.js", "panel.js", "text/javascript"},
        {"/icon.svg", "icon.svg", "image/svg+xml"}
    };

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FacePorts ports;
    private final Live live;
    private final Buttons buttons;
    private final EventStream events;
    private final Keeper keeper;
    private final Map<String, Page> pages = new TreeMap<>();

    /** One file of the page. */
    private record Page(String type, byte[] content) {}

    private PanelServer(HttpServer server, Installation site, FacePorts ports, Keeper keeper) {
        this.server = server;
        this.ports = ports;
        this.keeper = keeper;
        this.live = new Live(site, keeper);
        this.buttons = new Buttons(site, ports, keeper);
        this.events = new EventStream(ports, live);
        for (String[] file : FILES) {
            pages.put(file[0], new Page(file[2], read(file[1])));
        }
    }

    /**
     * Opens the port and serves.
     *
     * @throws IOException with one clear sentence when the port cannot be opened
     */
    public static PanelServer open(Installation site, FacePorts ports, Keeper keeper)
            throws IOException {
        Installation.Listener at = site.faces().panel();
        try {
            HttpServer http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getByName(at.bind()), at.port()), 16);
            PanelServer panel = new PanelServer(http, site, ports, keeper);
            http.setExecutor(panel.threads);
            http.createContext("/", panel::handle);
            http.start();
            return panel;
        } catch (IOException e) {
            throw new IOException(
                    "The panel cannot listen on "
                            + at.bind()
                            + " port "
                            + at.port()
                            + ": "
                            + e.getMessage()
                            + ". Is another program (or a second station) using it? Choose another"
                            + " panel.port in the site file.",
                    e);
        }
    }

    /** The port that is served. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        events.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        Visit visit = new Visit(exchange);
        try {
            answer(visit);
        } catch (IOException e) {
            Logger.debug("panel visitor left path={} reason={}", visit.path(), e.getMessage());
        } catch (RuntimeException e) {
            Logger.error(e, "panel failed path={}", visit.path());
        } finally {
            exchange.close();
        }
    }

    private void answer(Visit visit) throws IOException {
        if (!visit.isForOurHost()) {
            visit.reply(
                    Visit.FORBIDDEN,
                    "",
                    "The panel answers under the names localhost and 127.0.0.1 only.");
            return;
        }
        Page page = pages.get(visit.path());
        if (page != null && visit.isGet()) {
            visit.bytes(Visit.OK, page.type(), page.content());
            return;
        }
        switch (visit.path()) {
            case "/api/snapshot" -> snapshot(visit);
            case "/api/live" -> live(visit);
            case "/api/events" -> events.serve(visit);
            case "/api/sessions" ->
                    visit.json(Visit.OK, Trees.text(Trees.of(keeper.sessions(20).join())));
            default -> buttons.press(visit);
        }
    }

    private void snapshot(Visit visit) throws IOException {
        Optional<Snapshot> latest = ports.snapshots().get();
        if (latest.isEmpty()) {
            visit.reply(Visit.UNAVAILABLE, "", "The station is starting.");
            return;
        }
        Snapshot snapshot = latest.get();
        Sentences words = Sentences.in(snapshot.preferences().language());
        ObjectNode node = (ObjectNode) Trees.of(snapshot);
        node.put("state", StationState.of(snapshot).name());
        node.put("sentence", words.state(snapshot));
        node.put("why", words.reason(snapshot.whyNot()));
        visit.json(Visit.OK, Trees.text(node));
    }

    private void live(Visit visit) throws IOException {
        Optional<Snapshot> latest = ports.snapshots().get();
        if (latest.isEmpty()) {
            visit.reply(Visit.UNAVAILABLE, "", "The station is starting.");
            return;
        }
        long nowNs = ports.nowNs().getAsLong();
        visit.json(Visit.OK, Trees.text(live.picture(latest.get(), nowNs)));
    }

    private static byte[] read(String name) {
        try (InputStream in = PanelServer.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("file of the panel: " + name, e);
        }
    }
}
