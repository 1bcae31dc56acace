package org.ebbflow.controller.panel;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One HTTP request: who may ask, and how answers look. */
final class Visit {

    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int WRONG_METHOD = 405;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int TOO_MANY = 429;
    static final int UNAVAILABLE = 503;

    private static final String CSRF_HEADER = "X-Ebbflow";
    private static final int MAX_BODY_BYTES = 4_096;
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpExchange exchange;

    Visit(HttpExchange exchange) {
        this.exchange = exchange;
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
                        + " img-src 'self' data:; form-action 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'");
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    boolean isGet() {
        return exchange.getRequestMethod().equals("GET");
    }

    boolean isPost() {
        return exchange.getRequestMethod().equals("POST");
    }

    /** A foreign name for this address is somebody else's page in disguise (DNS rebinding). */
    boolean isForOurHost() {
        return isOwn(header("Host"));
    }

    /**
     * A change must come from our own page or from a program: a foreign page cannot set the header.
     */
    boolean mayChange() {
        return !header(CSRF_HEADER).isEmpty() && !isForeignOrigin();
    }

    /** A plain form of our own page, for browsers without scripts. */
    boolean isOwnForm() {
        return !header("Origin").isEmpty() && !isForeignOrigin();
    }

    private boolean isForeignOrigin() {
        String origin = header("Origin");
        if (origin.isEmpty()) {
            return false;
        }
        return !origin.equals("http://" + header("Host")) || !isForOurHost();
    }

    private static boolean isOwn(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']');
        return OWN_NAMES.contains(port ? host.substring(0, colon) : host);
    }

    private String header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    /** The body; empty when it is larger than any request of ours. */
    Optional<String> body() throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
            return bytes.length > MAX_BODY_BYTES
                    ? Optional.empty()
                    : Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    void json(int status, String text) throws IOException {
        bytes(status, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Answer to a wish: whether it was taken, and one sentence. */
    void reply(int status, String why, String text) throws IOException {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("ok", status == OK);
        node.put("why", why);
        node.put("text", text);
        json(status, Trees.text(node));
    }

    void bytes(int status, String type, byte[] content) throws IOException {
        boolean text = type.startsWith("text/") || type.endsWith("javascript");
        exchange.getResponseHeaders().set("Content-Type", text ? type + "; charset=utf-8" : type);
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(content);
        }
    }

    /** Back to the page after a plain form. */
    void backToPage() throws IOException {
        exchange.getResponseHeaders().set("Location", "/");
        exchange.sendResponseHeaders(303, -1);
        exchange.close();
    }

    /** Opens a stream of server-sent events. */
    OutputStream events() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(OK, 0);
        return exchange.getResponseBody();
    }
}
