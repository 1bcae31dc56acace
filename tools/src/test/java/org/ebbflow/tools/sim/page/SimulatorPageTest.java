package org.ebbflow.tools.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ebbflow.tools.sim.devices.BoardSimulator;
import org.ebbflow.tools.sim.devices.PlainCars;
import org.ebbflow.tools.sim.devices.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatorPageTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private BoardSimulator board;
    private SimulatorPage page;

    @BeforeEach
    void start() throws IOException {
        board =
                BoardSimulator.start(
                        SimulatorOptions.of(SimulatorOptions.Kind.AC_TCP), new PlainCars());
        page = SimulatorPage.start(board.control(), 0);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        page.close();
        board.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = page.uri().resolve(path);
        return client.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> act(String command, String header) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(page.uri().resolve("do"))
                        .header("X-Ebbflow", header)
                        .POST(HttpRequest.BodyPublishers.ofString(command))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private JsonNode state() throws Exception {
        return JsonMapper.builder().build().readTree(get("state").body());
    }

    @Test
    void pageLoadsWithoutAnyForeignHost() throws Exception {
        HttpResponse<String> answer = get("");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("Ebbflow simulators"));
        assertFalse(answer.body().contains("http://") || answer.body().contains("https://"));
    }

    @Test
    void commandsActOnThePlantAndShowInTheState() throws Exception {
        assertEquals(200, act("plug plain-ac-car", "sim").statusCode());
        assertEquals(200, act("outage", "sim").statusCode());
        assertEquals(200, act("freeze grid-meter", "sim").statusCode());
        assertEquals("plain-ac-car", state().get("car").asString());
        assertFalse(state().get("grid").get("present").asBoolean());
        assertEquals("Frozen", state().get("devices").get("grid-meter").asString());
        assertTrue(board.control().plant().car().plugged());
    }

    @Test
    void badCommandIsAnsweredWithASentence() throws Exception {
        HttpResponse<String> answer = act("explode", "sim");
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().startsWith("There is no action 'explode'"));
    }

    @Test
    void foreignPageCannotAct() throws Exception {
        assertEquals(403, act("outage", "other").statusCode());
        assertTrue(board.control().site().gridPresent());
        assertEquals(405, get("do").statusCode());
    }

    @Test
    void scriptPlaysInOrderOfTime() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        Script script =
                Script.parse(
                        "test",
                        List.of("at 0 outage", "at 0.05 house-load 2500", "at 0.1 grid-back"),
                        List.of());
        script.play(board.control(), line -> told.add(line.action().text())).join();
        assertEquals(List.of("outage", "house-load 2500", "grid-back"), told);
        assertEquals(2_500, board.control().site().houseLoadW());
        assertTrue(board.control().site().gridPresent());
    }
}
