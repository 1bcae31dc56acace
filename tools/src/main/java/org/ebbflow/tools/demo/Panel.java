package org.ebbflow.tools.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The owner at the panel: reads the snapshot and presses buttons over plain HTTP. */
final class Panel {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String address;

    Panel(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    String address() {
        return address;
    }

    /** What the panel shows; empty while it does not answer. */
    Optional<JsonNode> snapshot() {
        try {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(address + "/api/snapshot"))
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(JSON.readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Presses a button; the answer must be 200. */
    void post(String path, String body) {
        HttpResponse<String> answer = send(path, body);
        if (answer.statusCode() != 200) {
            throw new DemoFailure(
                    "the panel answered "
                            + answer.statusCode()
                            + " to "
                            + path
                            + ": "
                            + answer.body());
        }
    }

    /** Presses a button; whether it was accepted. */
    boolean posts(String path, String body) {
        return send(path, body).statusCode() == 200;
    }

    private HttpResponse<String> send(String path, String body) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .timeout(Duration.ofSeconds(5))
                            .header("Content-Type", "application/json")
                            .header("X-Ebbflow", "panel")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoFailure("the panel does not answer " + path + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }
}
