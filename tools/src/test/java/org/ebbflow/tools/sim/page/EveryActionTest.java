package org.ebbflow.tools.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.ebbflow.tools.sim.devices.BoardSimulator;
import org.ebbflow.tools.sim.devices.PlainCars;
import org.ebbflow.tools.sim.devices.SimulatorControl;
import org.ebbflow.tools.sim.devices.SimulatorOptions;
import org.ebbflow.tools.sim.plant.ContactorFault;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever people, weather and wear can do on the simulators' page is done, and a script does the
 * same.
 */
class EveryActionTest {

    private static final String CAR = new PlainCars().names().getFirst();

    private static final List<Row> ROWS =
            List.of(
                    new Row("plug " + CAR, c -> c.plant().car().plugged()),
                    new Row("e-stop", c -> c.plant().inputs().emergencyStop()),
                    new Row("e-stop release", c -> !c.plant().inputs().emergencyStop()),
                    new Row("door open", c -> c.plant().inputs().doorOpen()),
                    new Row("door close", c -> !c.plant().inputs().doorOpen()),
                    new Row("rcd trip", c -> c.plant().inputs().rcdTripped()),
                    new Row("rcd reset", c -> !c.plant().inputs().rcdTripped()),
                    new Row("outage", c -> !c.site().gridPresent()),
                    new Row("grid-back", c -> c.site().gridPresent()),
                    new Row("house-load 2500", c -> c.site().houseLoadW() == 2_500),
                    new Row("house-load -3000", c -> c.site().houseLoadW() == -3_000),
                    new Row("freeze stage", c -> is(c, Device.STAGE, "Frozen[]")),
                    new Row("silence station-meter", c -> is(c, Device.STATION_METER, "Silent[]")),
                    new Row("garble grid-meter", c -> is(c, Device.GRID_METER, "Garbled[]")),
                    new Row(
                            "refuse safety-board",
                            c -> is(c, Device.SAFETY_BOARD, "Refusing[exceptionCode=4]")),
                    new Row("slow stage 200", c -> is(c, Device.STAGE, "Slow[delayMs=200]")),
                    new Row(
                            "offset grid-meter 500",
                            c -> is(c, Device.GRID_METER, "Offset[powerW=500]")),
                    new Row("heal stage", c -> c.device(Device.STAGE) instanceof DeviceFault.Sound),
                    new Row("contactors weld", c -> contactors(c) == ContactorFault.WELDED),
                    new Row("contactors stick", c -> contactors(c) == ContactorFault.NOT_CLOSING),
                    new Row("contactors heal", c -> contactors(c) == ContactorFault.NONE),
                    new Row("lock jam", c -> c.plant().faults().lockJammed()),
                    new Row("lock heal", c -> !c.plant().faults().lockJammed()),
                    new Row("insulation 50", c -> c.plant().faults().insulationOhm() == 50_000),
                    new Row("unplug", c -> !c.plant().car().plugged()));

    private final HttpClient client = HttpClient.newHttpClient();
    private BoardSimulator board;
    private SimulatorPage page;

    /** An action and what it has to do. */
    private record Row(String action, Predicate<SimulatorControl> done) {}

    private static boolean is(SimulatorControl control, Device device, String fault) {
        return control.device(device).toString().equals(fault);
    }

    private static ContactorFault contactors(SimulatorControl control) {
        return control.plant().faults().contactors();
    }

    @BeforeEach
    void start() throws IOException {
        board =
                BoardSimulator.start(
                        SimulatorOptions.of(SimulatorOptions.Kind.DC_TCP), new PlainCars());
        page = SimulatorPage.start(board.control(), 0);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        page.close();
        board.close();
    }

    @Test
    void everyActionDoesOverHttpWhatItSays() throws Exception {
        for (Row row : ROWS) {
            HttpRequest request =
                    HttpRequest.newBuilder(page.uri().resolve("do"))
                            .header("X-Ebbflow", "sim")
                            .POST(HttpRequest.BodyPublishers.ofString(row.action()))
                            .build();
            HttpResponse<String> answer =
                    client.send(
                            request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            assertEquals(200, answer.statusCode(), row.action() + ": " + answer.body());
            assertTrue(row.done().test(board.control()), row.action());
        }
    }

    @Test
    void aScriptDoesTheSame() throws Exception {
        List<String> text = ROWS.stream().map(row -> "at 0 " + row.action()).toList();
        List<String> wrong = new ArrayList<>();
        List<Row> due = new ArrayList<>();
        Script.parse("test", text, List.of(CAR))
                .play(
                        board.control(),
                        line -> {
                            check(due, wrong);
                            due.add(ROWS.get(due.size()));
                        })
                .join();
        check(due, wrong);
        assertEquals(ROWS, due);
        assertEquals(List.of(), wrong);
    }

    /** A line is told before it is done, so each is looked at when the next one is told. */
    private void check(List<Row> due, List<String> wrong) {
        if (!due.isEmpty() && !due.getLast().done().test(board.control())) {
            wrong.add(due.getLast().action());
        }
    }

    @Test
    void noVerbOfThePageIsLeftOut() {
        Set<String> tried = new TreeSet<>();
        ROWS.forEach(row -> tried.add(row.action().split(" ")[0]));
        Set<String> offered = new TreeSet<>();
        Commands.help().keySet().forEach(usage -> offered.add(usage.split(" ")[0]));
        assertEquals(offered, tried);
    }
}
