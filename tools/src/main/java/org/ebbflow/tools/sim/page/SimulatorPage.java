package org.ebbflow.tools.sim.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ebbflow.tools.sim.devices.SimulatorControl;
import tools.jackson.databind.json.JsonMapper;

/**
 * The simulators' own page, on the loopback interface only.
 *
 * <p>{@code GET /} the page, {@code GET /state} JSON, {@code GET /help} JSON, {@code POST /do} one
 * command as plain text with the header {@code X-Ebbflow: sim} (a foreign web page cannot send it).
 */
public final class SimulatorPage implements AutoCloseable {

    private static final int MAX_COMMAND_BYTES = 200;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final SimulatorControl control;
    private final JsonMapper json = JsonMapper.builder().build();
    private final byte[] page;

    private SimulatorPage(SimulatorControl control, int port) throws IOException {
        this.control = control;
        try (InputStream in = SimulatorPage.class.getResourceAsStream("page.html")) {
            if (in == null) {
                throw new IOException("The page is missing in this build.");
            }
            page = in.readAllBytes();
        }
        server = bind(port);
        server.createContext("/", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    /**
     * Serves at once.
     *
     * @param port 0 for a free one
     */
    public static SimulatorPage start(SimulatorControl control, int port) throws IOException {
        return new SimulatorPage(control, port);
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new IOException(
                    "Cannot serve the simulators' page on port "
                            + port
                            + ": "
                            + taken.getMessage()
                            + ". Stop the program that uses it, or choose another port.",
                    taken);
        }
    }

    /** Its address. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!localHost(exchange)) {
                send(exchange, FORBIDDEN, "text/plain", "Only from this machine.");
                return;
            }
            boolean get = exchange.getRequestMethod().equals("GET");
            switch (exchange.getRequestURI().getPath()) {
                case "/" -> {
                    if (get) {
                        send(exchange, OK, "text/html", page);
                    } else {
                        wrongMethod(exchange);
                    }
                }
                case "/state" -> json(exchange, get, PageState.of(control));
                case "/help" -> json(exchange, get, Commands.help());
                case "/do" -> act(exchange);
                default -> send(exchange, NOT_FOUND, "text/plain", "There is no such page.");
            }
        }
    }

    /** A page of another name that points here must not act (DNS rebinding). */
    private static boolean localHost(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host != null
                && (host.startsWith("127.0.0.1:")
                        || host.startsWith("localhost:")
                        || host.startsWith("[::1]:"));
    }

    private void json(HttpExchange exchange, boolean get, Object value) throws IOException {
        if (get) {
            send(exchange, OK, "application/json", json.writeValueAsBytes(value));
        } else {
            wrongMethod(exchange);
        }
    }

    private void act(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            wrongMethod(exchange);
            return;
        }
        if (!"sim".equals(exchange.getRequestHeaders().getFirst("X-Ebbflow"))) {
            send(exchange, FORBIDDEN, "text/plain", "The header X-Ebbflow: sim is missing.");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_COMMAND_BYTES + 1);
        String line = new String(body, StandardCharsets.UTF_8);
        if (body.length > MAX_COMMAND_BYTES) {
            send(exchange, BAD_REQUEST, "text/plain", "That is too long for a command.");
            return;
        }
        switch (Commands.parse(line, control.cars())) {
            case Commands.Parsed.Wrong wrong ->
                    send(exchange, BAD_REQUEST, "text/plain", wrong.sentence());
            case Commands.Parsed.Action action -> {
                action.act().accept(control);
                send(exchange, OK, "text/plain", "Done: " + action.text() + ".");
            }
        }
    }

    private static void wrongMethod(HttpExchange exchange) throws IOException {
        send(exchange, WRONG_METHOD, "text/plain", "That method is not known here.");
    }

    private static void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
