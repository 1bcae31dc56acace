package org.ebbflow.tools.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real headless Chromium, driven by its own DevTools protocol; one page. */
final class Browser implements AutoCloseable, WebSocket.Listener {

    static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ANSWER_S = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();

    /** Opens a page. */
    static Browser open(String url, Path profile) throws Exception {
        return new Browser(url, profile);
    }

    private Browser(String url, Path profile) throws Exception {
        process =
                new ProcessBuilder(
                                "nice", // it paints; the station and its devices have deadlines
                                CHROMIUM.toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                url)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String browser = listening(process.errorReader());
        URI list = URI.create(browser.replaceFirst("ws:", "http:").replaceFirst("/devtools.*", ""));
        socket =
                client.newWebSocketBuilder()
                        .buildAsync(URI.create(page(list.resolve("/json/list"))), this)
                        .get(ANSWER_S, TimeUnit.SECONDS);
        for (String domain : List.of("Runtime", "Log", "Page")) {
            ask(domain + ".enable", Map.of());
        }
        await("location.protocol + document.readyState", "https?:complete", ANSWER_S);
    }

    private static String listening(BufferedReader from) throws IOException {
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                Thread.ofPlatform().daemon().start(() -> from.lines().forEach(ignored -> {}));
                return line.substring("DevTools listening on ".length()).strip();
            }
        }
        throw new IOException("Chromium ended without listening");
    }

    private String page(URI list) throws IOException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(list).build(),
                            HttpResponse.BodyHandlers.ofString());
            for (JsonNode target : JSON.readTree(answer.body())) {
                if (target.get("type").asString().equals("page")) {
                    return target.get("webSocketDebuggerUrl").asString();
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("Chromium shows no page");
    }

    JsonNode ask(String method, Map<String, Object> parameters) throws Exception {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        Map<String, Object> request = Map.of("id", id, "method", method, "params", parameters);
        socket.sendText(JSON.writeValueAsString(request), true).get(ANSWER_S, TimeUnit.SECONDS);
        return answer.get(ANSWER_S, TimeUnit.SECONDS);
    }

    /** Value of a JavaScript expression in the page, as text. */
    String value(String expression) throws Exception {
        JsonNode answer =
                ask(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "returnByValue",
                                true,
                                "awaitPromise",
                                true));
        if (answer.at("/result/exceptionDetails").isObject()) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.at("/result/result/value").asString("");
    }

    /** Waits until the expression's value matches the regular expression. */
    String await(String expression, String regex, int seconds) throws Exception {
        long endNs = System.nanoTime() + seconds * 1_000_000_000L;
        String value = "";
        while (System.nanoTime() - endNs < 0) {
            value = value(expression);
            if (value.matches("(?s)" + regex)) {
                return value;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(expression + " stayed \"" + value + "\", not " + regex);
    }

    /** Presses and releases a key, by its DOM name. */
    void press(String key, int code, String text) throws Exception {
        Map<String, Object> down =
                text.isEmpty()
                        ? Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", code)
                        : Map.of(
                                "type",
                                "keyDown",
                                "key",
                                key,
                                "windowsVirtualKeyCode",
                                code,
                                "text",
                                text);
        ask("Input.dispatchKeyEvent", down);
        ask(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
    }

    /** A phone or a desktop. */
    void size(int width, int height, boolean phone) throws Exception {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        phone ? 2 : 1,
                        "mobile",
                        phone));
    }

    /** Light or dark, as the owner's system is. */
    void scheme(String name) throws Exception {
        ask(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    /** The whole page as PNG. */
    void picture(Path file) throws Exception {
        JsonNode shot = ask("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(shot.at("/result/data").asString()));
    }

    /** Errors of the console, exceptions and failed loads so far. */
    List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            heard(JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void heard(JsonNode message) {
        CompletableFuture<JsonNode> answer = waiting.remove(message.at("/id").asInt(-1));
        if (answer != null) {
            answer.complete(message);
            return;
        }
        boolean bad =
                switch (message.at("/method").asString("")) {
                    case "Runtime.exceptionThrown" -> true;
                    case "Runtime.consoleAPICalled" ->
                            message.at("/params/type").asString("").equals("error");
                    case "Log.entryAdded" ->
                            message.at("/params/entry/level").asString("").equals("error");
                    default -> false;
                };
        if (bad) {
            synchronized (complaints) {
                complaints.add(message.toString());
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
