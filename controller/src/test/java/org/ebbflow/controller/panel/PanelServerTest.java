package org.ebbflow.controller.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.settings.Sites;
import org.ebbflow.controller.status.FacePorts;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.Sentences;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.Snapshots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Real HTTP on the loop-back interface. */
final class PanelServerTest {

    private final Snapshots station = new Snapshots();
    private final List<Intent> taken = new CopyOnWriteArrayList<>();
    private final List<Preferences> kept = new CopyOnWriteArrayList<>();
    private volatile Reply reply = new Reply.Accepted();
    private volatile Optional<String> unkept = Optional.empty();
    private volatile Optional<Boolean> keptStop = Optional.empty();
    private final HttpClient client = HttpClient.newHttpClient();
    private final PanelServer panel = open();

    private PanelServer open() {
        FacePorts ports =
                new FacePorts(
                        () -> Optional.of(station.build()),
                        intent -> {
                            taken.add(intent);
                            if (intent instanceof Intent.Prefer prefer) {
                                station.preferences = prefer.preferences();
                            }
                            return CompletableFuture.completedFuture(reply);
                        },
                        () -> station.nowNs);
        Keeper keeper =
                new Keeper() {
                    @Override
                    public CompletableFuture<Optional<String>> keep(Preferences preferences) {
                        kept.add(preferences);
                        return CompletableFuture.completedFuture(unkept);
                    }

                    @Override
                    public CompletableFuture<Optional<String>> keepStop(boolean stands) {
                        keptStop = Optional.of(stands);
                        return CompletableFuture.completedFuture(unkept);
                    }

                    @Override
                    public CompletableFuture<List<Snapshot.SessionFigures>> sessions(int limit) {
                        return CompletableFuture.completedFuture(
                                List.of(station.build().session()));
                    }

                    @Override
                    public Optional<String> recording() {
                        return Optional.of("flight-1.flight");
                    }

                    @Override
                    public Optional<String> settings() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> problem() {
                        return unkept;
                    }
                };
        try {
            return PanelServer.open(Sites.at(Path.of("unused")), ports, keeper);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        panel.close();
        client.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + panel.port() + path));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        return send(to(path).build());
    }

    private HttpResponse<String> post(String path, String body) {
        return send(
                to(path).header("X-Ebbflow", "test")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static ObjectNode object(HttpResponse<String> response) {
        return Trees.object(response.body()).orElseThrow();
    }

    @Test
    void pageIsSmallSelfContainedAndGuarded() {
        int bytes = 0;
        for (String path : List.of("/", "/panel.css", "/panel.js", "/icon.svg")) {
            HttpResponse<String> response = get(path);
            assertEquals(200, response.statusCode(), path);
            bytes += response.body().length();
            assertFalse(
                    response.body().replace("http://www.w3.org/2000/svg", "").contains("http"),
                    path);
            assertEquals(
                    "nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
        }
        assertTrue(bytes < 60_000, "page weighs " + bytes);
        assertEquals(404, post("/api/nothing", "{}").statusCode());
    }

    @Test
    void snapshotIsTheWholePictureAsJson() {
        ObjectNode node = object(get("/api/snapshot"));
        assertEquals("TRANSFER", node.at("/vehicle/phase").asString());
        assertEquals(600, node.at("/vehicle/soc/deciPercent").asInt());
        assertEquals("INTEGRATOR", node.at("/offer/why/chosen").asString());
        assertEquals("PRODUCT_CAP", node.at("/offer/why/lower/source").asString());
        assertEquals("Nothing", node.at("/request/type").asString());
        assertEquals("Taken", node.at("/measured/stationMeter/type").asString());
        assertEquals(-5_000, node.at("/measured/stationMeter/value/powerW").asInt());
        assertEquals(
                "Discharging 5.0 kW; your reserve of 30 % is kept.",
                node.at("/sentence").asString());
        assertEquals("abc1234", node.at("/build/id").asString());
    }

    @Test
    void livePictureSpeaksTheOwnersLanguageAndNamesTheFault() {
        station.trip = Optional.of(FaultCode.EMERGENCY_STOP);
        station.preferences = new Preferences(Preferences.Mode.STOP, true, 300, 0, 900, "de");
        ObjectNode node = object(get("/api/live"));
        assertEquals("Der Not-Aus wurde gedrückt.", node.at("/faults/0/what").asString());
        assertEquals(101, node.at("/faults/0/number").asInt());
        assertEquals("flight-1.flight", node.at("/recording").asString());
        assertEquals("FAULT", node.at("/state").asString());
    }

    @Test
    void buttonsBecomeIntentsAndRefusalsSentences() {
        assertEquals(200, post("/api/stop", "{}").statusCode());
        assertEquals(200, post("/api/resume", "{}").statusCode());
        assertEquals(200, post("/api/take-back", "{}").statusCode());
        assertEquals(
                List.of(
                        new Intent.Stop(Source.PANEL),
                        new Intent.Resume(Source.INTEGRATOR),
                        new Intent.Resume(Source.PANEL),
                        new Intent.Release(Source.INTEGRATOR)),
                taken);
        reply = new Reply.Refused(Reason.FAULT, "A fault is still there.");
        HttpResponse<String> refused = post("/api/acknowledge", "{}");
        assertEquals(409, refused.statusCode());
        assertEquals("A fault is still there.", object(refused).at("/text").asString());
    }

    @Test
    void preferencesAreKeptBeforeTheyCount() {
        HttpResponse<String> done =
                post(
                        "/api/preferences",
                        "{\"drivingReserveDeciPercent\":450,\"mode\":\"SOLAR_ONLY\"}");
        assertEquals(200, done.statusCode(), done.body());
        Preferences wanted =
                new Preferences(Preferences.Mode.SOLAR_ONLY, true, 450, 0, 1_000, "en");
        assertEquals(List.of(wanted), kept);
        assertEquals(List.of(new Intent.Prefer(Source.PANEL, wanted)), taken);
        unkept = Optional.of("Nothing can be stored.");
        HttpResponse<String> warned = post("/api/preferences", "{\"dischargeConsent\":false}");
        assertEquals(200, warned.statusCode());
        assertEquals("Nothing can be stored.", object(warned).at("/text").asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"drivingReserveDeciPercent":1001} | between 0 and 100
                    {"drivingReserveDeciPercent":"30"} | wrong kind
                    {"drivingReserveDeciPercent":30.5} | wrong kind
                    {"mode":"FASTER"}                  | wrong kind
                    {"colour":1}                       | is not a preference
                    {"language":"fr"}                  | en, de
                    {"outageReserveDeciPercent":-1}    | between 0 and 100
                    {"maxSocDeciPercent":99}           | between 10 and 100
                    {"drivingReserveDeciPercent":800,"maxSocDeciPercent":700} | above the charge limit
                    {"week":[]}                        | wrong kind
                    []                                 | one small JSON object
                    {"mode"                            | one small JSON object
                    """)
    void wrongPreferencesAreOneSentenceAndChangeNothing(String body, String expected) {
        HttpResponse<String> response = post("/api/preferences", body);
        assertEquals(400, response.statusCode());
        assertTrue(object(response).at("/text").asString().contains(expected), response.body());
        assertEquals(List.of(), taken);
        assertEquals(List.of(), kept);
    }

    /** Slots as "what days from to [power]", departures as "days minute target". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                           | 1 1440 800 | A departure needs
                    ''                           | 0 420 800  | A departure needs
                    ''                           | 1 420 1001 | A departure needs
                    CHARGE 128 0 60              | ''         | A time slot needs
                    CHARGE 1 0 1440              | ''         | A time slot needs
                    EXPORT 1 0 60                | ''         | needs a power
                    CHARGE 1 0 60 1              | ''         | no other slot
                    FASTER 1 0 60                | ''         | wrong kind
                    CHARGE 1 0 60; WAIT 1 30 90  | ''         | overlap
                    """)
    void aWrongWeekIsOneSentenceAndChangesNothing(String slots, String leaves, String expected) {
        String body =
                "{\"week\":{\"slots\":["
                        + objects(slots, "what", "days", "fromMinute", "toMinute", "powerW")
                        + "],\"departures\":["
                        + objects(leaves, "days", "minute", "targetDeciPercent")
                        + "]}}";
        wrongPreferencesAreOneSentenceAndChangeNothing(body, expected);
    }

    private static String objects(String rows, String... keys) {
        List<String> objects = new ArrayList<>();
        for (String row : rows.split("; ", -1)) {
            List<String> parts = new ArrayList<>();
            String[] values = row.split(" ", -1);
            for (int i = 0; i < values.length && !row.isEmpty(); i++) {
                String value = keys[i].equals("what") ? "\"" + values[i] + "\"" : values[i];
                parts.add("\"" + keys[i] + "\":" + value);
            }
            objects.add(parts.isEmpty() ? "" : "{" + String.join(",", parts) + "}");
        }
        return String.join(",", objects);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                | Send one JSON object such as
                    {"source":"NOBODY","id":"evening","out":true}     | Send one JSON object such as
                    {"source":"OPENADR","id":7,"out":true}            | Send one JSON object such as
                    {"source":"OPENADR","id":"evening","out":"yes"}   | Send one JSON object such as
                    []                                                | one small JSON object
                    """)
    void aWordOnAnEventThatCannotBeReadIsOneSentence(String body, String expected) {
        HttpResponse<String> response = post("/api/decline", body);
        assertEquals(400, response.statusCode());
        assertTrue(object(response).at("/text").asString().contains(expected), response.body());
        assertEquals(List.of(), taken);
    }

    @Test
    void theOwnersWordOnEventsAndExportReachesTheStationOrIsRefusedWithItsReason() {
        String body = "{\"source\":\"OPENADR\",\"id\":\"evening\",\"out\":true}";
        assertEquals(200, post("/api/decline", body).statusCode());
        assertEquals(200, post("/api/hold-export", "{}").statusCode());
        assertEquals(200, post("/api/allow-export", "{}").statusCode());
        assertEquals(
                List.of(
                        new Intent.Decline(Source.PANEL, Source.OPENADR, "evening", true),
                        new Intent.HoldExport(Source.PANEL, true),
                        new Intent.HoldExport(Source.PANEL, false)),
                taken);
        reply = new Reply.Refused(Reason.EVENT_OVER, "There is no such event any more.");
        HttpResponse<String> refused = post("/api/decline", body);
        assertEquals(409, refused.statusCode());
        assertEquals("EVENT_OVER", object(refused).at("/why").asString());
        assertEquals("There is no such event any more.", object(refused).at("/text").asString());
    }

    @Test
    void aModeThatCannotBeHadIsRefusedInTheOwnersLanguageAndChangesNothing() {
        station.preferences = new Preferences(Preferences.Mode.AUTOMATIC, false, 300, 0, 900, "de");
        HttpResponse<String> refused = post("/api/preferences", "{\"mode\":\"POWER_THE_HOUSE\"}");
        assertEquals(409, refused.statusCode(), refused.body());
        String why = object(refused).at("/why").asString();
        String text = object(refused).at("/text").asString();
        assertEquals(Sentences.in("de").unavailable(Reason.valueOf(why)), text);
        assertEquals(text, object(get("/api/live")).at("/modes/POWER_THE_HOUSE").asString());
        assertEquals(List.of(), taken);
        assertEquals(List.of(), kept);
    }

    @Test
    void withoutACarNothingIsSaidOfWhatItDoesNotTell() {
        station.gates =
                List.of(Reason.SESSION_NOT_BIDIRECTIONAL, Reason.SOC_UNKNOWN, Reason.NO_PERMIT);
        assertEquals(3, object(get("/api/live")).at("/gates").size());
        station.phase = VehicleReport.Phase.NO_CAR;
        JsonNode gates = object(get("/api/live")).at("/gates");
        assertEquals(1, gates.size());
        assertEquals(Sentences.in("en").reason(Reason.NO_PERMIT), gates.get(0).asString());
    }

    @Test
    void whatTheCarDoesNotTellIsNotShown() {
        station.socAgeNs = 60_000_000_000L;
        assertEquals(600, object(get("/api/live")).at("/vehicle/socDeciPercent").asInt());
        station.socAgeNs = 60_000_000_001L;
        ObjectNode old = object(get("/api/live"));
        assertTrue(old.at("/vehicle/socDeciPercent").isMissingNode(), "older than a minute");
        assertEquals(60, old.at("/vehicle/socAgeS").asInt());
        station.socDeciPercent = -1;
        ObjectNode never = object(get("/api/live"));
        assertTrue(never.at("/vehicle/socDeciPercent").isMissingNode());
        assertTrue(never.at("/vehicle/capacityWh").isMissingNode());
        assertTrue(
                object(get("/api/snapshot")).at("/vehicle/soc").isNull()
                        || object(get("/api/snapshot")).at("/vehicle/soc").isMissingNode());
    }

    @Test
    void foreignPagesCannotPressAnything() throws IOException {
        HttpRequest.BodyPublisher empty = HttpRequest.BodyPublishers.ofString("{}");
        assertEquals(403, send(to("/api/stop").POST(empty).build()).statusCode());
        assertEquals(
                403,
                send(to("/api/preferences")
                                .header("X-Ebbflow", "1")
                                .header("Origin", "http://evil.example")
                                .POST(empty)
                                .build())
                        .statusCode());
        assertEquals(405, send(to("/api/stop").header("X-Ebbflow", "1").build()).statusCode());
        assertTrue(raw("evil.example").contains(" 403 "));
        assertTrue(raw("evil.example:" + panel.port()).contains(" 403 "));
        assertTrue(raw("localhost:" + panel.port()).contains(" 200 "));
        assertEquals(413, post("/api/preferences", "x".repeat(5_000)).statusCode());
        assertEquals(List.of(), taken);
    }

    private String raw(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), panel.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(
                            ("GET /api/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @Test
    void ownPageWithoutScriptsCanStop() {
        String own = "http://127.0.0.1:" + panel.port();
        HttpResponse<String> response =
                send(
                        to("/api/stop")
                                .header("Origin", own)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build());
        assertEquals(303, response.statusCode());
        assertEquals(List.of(new Intent.Stop(Source.PANEL)), taken);
    }

    @Test
    void eventsTellChangesAtOnce() throws IOException, InterruptedException {
        HttpResponse<InputStream> stream =
                client.send(to("/api/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            String first = lines.readLine();
            assertTrue(first.startsWith("data: {"), first);
            assertEquals("", lines.readLine());
            station.trip = Optional.of(FaultCode.DOOR_OPEN);
            long began = System.nanoTime();
            String next = lines.readLine();
            while (!next.contains("DOOR_OPEN")) {
                next = lines.readLine();
            }
            assertTrue(System.nanoTime() - began < 2_000_000_000L);
        }
    }

    @Test
    void theOwnersStopIsMadeToOutlastAPowerCutAndResumeTakesItBack() {
        assertEquals(200, send(post("/api/stop")).statusCode());
        assertEquals(Optional.of(true), keptStop);
        assertEquals(200, send(post("/api/resume")).statusCode());
        assertEquals(Optional.of(false), keptStop);
        unkept = Optional.of("The disk is full.");
        HttpResponse<String> told = send(post("/api/stop"));
        assertEquals(200, told.statusCode(), "the stop itself acts");
        assertTrue(told.body().contains("The disk is full."), told.body());
    }

    private HttpRequest post(String path) {
        return to(path).header("X-Ebbflow", "test")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }
}
