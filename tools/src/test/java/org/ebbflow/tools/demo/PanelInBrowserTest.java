package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.vehicle.CarLink;
import org.ebbflow.tools.vehicle.CarWitness;
import org.ebbflow.tools.vehicle.SimulatedCars;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The owner's panel in a real browser while a simulated session runs through the real product. With
 * the system property {@code ebbflow.pictures} it leaves screenshots in that folder.
 */
@Tag("needs-tools")
@Timeout(150)
@SteadyMachine
class PanelInBrowserTest {

    private static final String PHONE_SCROLLS =
            "document.documentElement.scrollWidth - document.documentElement.clientWidth + ''";

    @TempDir private Path folder;

    @Test
    void theOwnerSeesWhatHappensAndWhyAndCanStopIt() throws Exception {
        needsChromium();
        int sdpPort = freeUdpPort();
        SimulatedCars cars = SimulatedCars.all(new CarLink("lo", sdpPort), CarWitness.none());
        Station.Wanted wanted =
                new Station.Wanted("panel", DemoBoard.DC, "lo", Optional.empty(), sdpPort, cars);
        try (Station station = Station.start(wanted, folder.resolve("site"), new Narrator(true));
                Browser page = Browser.open(station.panel().address(), folder.resolve("profile"))) {
            page.size(390, 844, true);
            page.await(text("sentence"), "Ready\\. Plug in a car.*", 15);
            picture(page, "ready");
            flows(station, page);
            readable(page);
            stops(station, page);
            emergencyStop(station, page);
            assertEquals(List.of(), page.complaints());
        }
    }

    /** Live power, direction, state of charge, sentence and why change with the session. */
    private static void flows(Station station, Browser page) throws Exception {
        station.simulator().control().plug("truck");
        page.await(text("sentence"), "(Talking with the car|The connector is plugged in).*", 15);
        Steps.transfer(station);
        try (Integrator integrator = station.integrator()) {
            integrator.setPower(5_000, 60);
            page.await(text("carW"), "(4\\.9|5\\.0).kW →", 20);
            page.await(text("sentence"), "Charging (4\\.9|5\\.0) kW\\.", 5);
            page.await(text("soc"), "6[12]\\.\\d %", 5);
            assertEquals(
                    "dots in", page.value("document.getElementById('dotsCar').className.baseVal"));
            assertTrue(
                    page.value(text("chosen")).contains("energy manager"),
                    page.value(text("chosen")));
            picture(page, "charging");
            integrator.setPower(-15_000, 60);
            page.await(text("carW"), "← 11\\.[45].kW", 20);
            page.await(
                    text("sentence"),
                    "Discharging 11\\.[45] kW; your reserve of 20 % is kept\\.",
                    5);
            assertEquals(
                    "dots out", page.value("document.getElementById('dotsCar').className.baseVal"));
            assertTrue(
                    page.value(text("wanted")).contains("limited by"), page.value(text("wanted")));
            picture(page, "discharging");
        }
    }

    /** No sideways scrolling on a phone, enough contrast by day and by night. */
    private static void readable(Browser page) throws Exception {
        assertEquals("0", page.value(PHONE_SCROLLS), "horizontal scroll at 390 px");
        String contrast = resource("contrast.js");
        assertEquals("", page.value(contrast), "poor contrast by day");
        page.scheme("dark");
        assertEquals("", page.value(contrast), "poor contrast by night");
        picture(page, "night");
        page.scheme("light");
        page.size(1280, 800, false);
        picture(page, "desktop");
        page.size(390, 844, true);
    }

    /** Stop by keyboard alone; the reason is seen, and the way back. */
    private static void stops(Station station, Browser page) throws Exception {
        page.value("document.activeElement.blur()");
        String focus = "";
        for (int i = 0; i < 12 && !focus.equals("stop"); i++) {
            page.press("Tab", 9, "");
            focus = page.value("document.activeElement.id");
        }
        assertEquals("stop", focus, "the stop button is reached with the tabulator key");
        String outline = page.value("getComputedStyle(document.activeElement).outlineStyle");
        assertEquals("solid", outline, "the focus is seen");
        page.press("Enter", 13, "\r");
        page.await(text("why"), "Stopped on the panel.*", 10);
        page.await("document.getElementById('resume').hidden + ''", "false", 5);
        station.finish(List.of());
        picture(page, "stopped");
        page.value("document.getElementById('resume').click()");
        page.await("document.getElementById('stop').hidden + ''", "false", 10);
    }

    private static void emergencyStop(Station station, Browser page) throws Exception {
        station.simulator().control().emergencyStop(true);
        page.await("document.getElementById('faults').hidden + ''", "false", 10);
        page.await(text("faults"), ".*[Ee]mergency stop.*Acknowledge", 5);
        page.await(text("sentence"), "Energy is off because of a fault\\.", 5);
        assertEquals("0", page.value(PHONE_SCROLLS), "horizontal scroll at 390 px");
        picture(page, "emergency-stop");
    }

    private static String text(String id) {
        return "document.getElementById('" + id + "').textContent";
    }

    private static void picture(Browser page, String name) throws Exception {
        String folder = System.getProperty("ebbflow.pictures", "");
        if (!folder.isEmpty()) {
            page.picture(Path.of(folder, name + ".png"));
        }
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = PanelInBrowserTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freeUdpPort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void needsChromium() {
        boolean present = Files.isExecutable(Browser.CHROMIUM);
        String sentence = "install the package chromium";
        if (!present && Boolean.parseBoolean(System.getenv("EBBFLOW_REQUIRE_TOOLS"))) {
            throw new AssertionError("This run must not skip tests: " + sentence);
        }
        if (!present) {
            System.err.println("NOTICE: skipped, " + sentence);
        }
        Assumptions.assumeTrue(present, sentence);
    }
}
