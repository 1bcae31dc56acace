package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.tools.cli.RunCommand;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.board.FilePlan;
import org.ebbflow.tools.sim.devices.PlannedBoard;
import org.ebbflow.tools.vehicle.CarLink;
import org.ebbflow.tools.vehicle.CarWitness;
import org.ebbflow.tools.vehicle.Garage;
import org.ebbflow.tools.vehicle.SimulatedCars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The product in its own process on the shipped supply board and its simulators: supply and coupler
 * on TCP, safety board, monitor and meter on serial lines, a car of ISO 15118-2 on the network.
 */
@Timeout(120)
@SteadyMachine
final class SupplyBoardSessionTest {

    private static final String NAME = "dc-ccs-psb";
    private static final String MONITOR = "insulation monitor answers";

    /** A car that is told to stop may end its session before the station does. */
    private static final Set<String> ORDERLY = Set.of("OWNER_STOP", "COMPLETED");

    @TempDir Path folder;

    @Test
    void aCarIsTestedAndChargedAndTheOwnersStopEndsItInGoodOrder() throws Exception {
        String text =
                Files.readString(Path.of("../board-configs/boards/" + NAME + ".toml"))
                        .replace("poll-ms = 1000", "poll-ms = 200");
        BoardFile file = BoardFile.parse(NAME, text);
        int sdpPort = freePort();
        SimulatedCars cars =
                new SimulatedCars(Garage.all(), new CarLink("lo", sdpPort), CarWitness.none());
        try (PlannedBoard devices = PlannedBoard.start(FilePlan.of(file, true), 7, cars)) {
            Path board = folder.resolve("board.toml");
            FilePlan.writeCopy(file, devices.places(), board, text);
            int panelPort = freePort();
            Path site = site(panelPort, sdpPort);
            Path diary = folder.resolve("product.log");
            try (Product product = Product.start(RunCommand.command(), board, site, diary)) {
                Panel panel = new Panel(panelPort);
                await("panel", product, () -> panel.snapshot().isPresent());
                await("monitor", product, () -> product.lastWords().contains(MONITOR));
                devices.control().plug("hatch");
                await("transfer", product, () -> phase(panel).equals("TRANSFER"));
                await("power", product, () -> devices.plant().acPowerW() > 6_000);
                await(
                        "power in the product's own figures",
                        product,
                        () -> maxChargeW(panel) > 3_000);
                assertTrue(devices.plant().contactsTouch());
                panel.post("/api/stop", "{}");
                JsonNode session = product.awaitSession(20).orElseThrow();
                assertTrue(
                        ORDERLY.contains(session.get("outcome").asString()),
                        session + product.lastWords());
                assertTrue(session.get("maxChargeW").asInt() > 3_000, session.toString());
                await("open contactors", product, () -> !devices.plant().contactsTouch());
                assertEquals(0, devices.plant().dcCurrentA(), 0.1);
            }
        }
    }

    private static int maxChargeW(Panel panel) {
        return panel.snapshot().map(s -> s.at("/session/maxChargeW").asInt(0)).orElse(0);
    }

    private static String phase(Panel panel) {
        return panel.snapshot().map(s -> s.at("/vehicle/phase").asString("")).orElse("");
    }

    /** The demo's house on a 50 Hz line of three phases, without a permission to feed in. */
    private Path site(int panelPort, int sdpPort) throws IOException {
        Path site =
                new SiteText("lo", panelPort, freePort(), sdpPort, Optional.empty(), 0, false)
                        .write(folder);
        String text =
                Files.readString(site)
                        .replaceFirst("(?s)\\[grid-profile\\].*?\\[ramp\\]", "[ramp]")
                        .replace("\"split-phase\"", "\"three-phase\"")
                        .replace("country = \"US\"", "country = \"DE\"")
                        .replace("granted = true", "granted = false")
                        .replace("export-max-w = 11500", "export-max-w = 0")
                        .replace("main-fuse-a = 200", "main-fuse-a = 63")
                        .replace("breaker-a = 60", "breaker-a = 32")
                        .replace("grid-meter = true", "grid-meter = false");
        return Files.writeString(site, text);
    }

    private static void await(String what, Product product, BooleanSupplier condition) {
        long endNs = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() - endNs < 0 && product.isAlive(),
                    () -> "no " + what + ": " + product.lastWords());
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
