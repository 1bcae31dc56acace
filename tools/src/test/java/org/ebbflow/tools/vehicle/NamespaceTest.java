package org.ebbflow.tools.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Station and car on the two ends of a virtual Ethernet cable, the car in its own namespace. */
@Tag("needs-tools")
@Timeout(90)
@SteadyMachine
class NamespaceTest {

    private static final String NUMBER = Long.toString(ProcessHandle.current().pid() % 100_000);
    private static final String SPACE = "ebbcar" + NUMBER;
    private static final String HERE = "ebs" + NUMBER;
    private static final String THERE = "ebc" + NUMBER;

    @Test
    void aCarInItsOwnNamespaceFindsTheStationByMulticastAndCompletesASession() throws Exception {
        makeCable();
        try (RealStation station = new RealStation(HERE)) {
            station.live.plug(shadow(station));
            RealStation.until("the station listens", station::isUp);
            Process car =
                    new ProcessBuilder(carCommand(station.sdpPort))
                            .redirectErrorStream(true)
                            .start();
            String told = new String(car.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(car.waitFor(10, TimeUnit.SECONDS), told);
            assertEquals(0, car.exitValue(), told);
            assertTrue(told.contains("by multicast to ff02::1"), told);
            assertTrue(told.contains("outcome=COMPLETED"), told);
            assertTrue(station.bench.answered("DC_ChargeLoopReq") >= 10, told);
        } finally {
            run("ip", "netns", "del", SPACE);
        }
    }

    /** What the station finds at its own end: a car that does what the far one says. */
    private static CarPort shadow(RealStation station) {
        return (inlet, sliceUs) ->
                new CarSide(
                        CarSide.PilotLoad.C,
                        true,
                        station.bench.isTransferring(),
                        370_000,
                        60,
                        0,
                        5_000_000);
    }

    private static List<String> carCommand(int sdpPort) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", SPACE));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(CarInNamespace.class.getName());
        command.add(THERE);
        command.add(Integer.toString(sdpPort));
        return command;
    }

    private static void makeCable() throws Exception {
        boolean required = "true".equals(System.getenv("EBBFLOW_REQUIRE_TOOLS"));
        String trouble = run("ip", "netns", "add", SPACE);
        if (trouble.isEmpty()) {
            trouble = run("ip", "link", "add", HERE, "type", "veth", "peer", "name", THERE);
        }
        if (trouble.isEmpty()) {
            trouble = run("ip", "link", "set", THERE, "netns", SPACE);
        }
        if (trouble.isEmpty()) {
            trouble = run("ip", "link", "set", HERE, "up");
        }
        if (trouble.isEmpty()) {
            trouble = run("ip", "-n", SPACE, "link", "set", THERE, "up");
        }
        if (!trouble.isEmpty()) {
            run("ip", "netns", "del", SPACE);
            String notice =
                    "Not tested: a car in its own network namespace needs the ip tool and the right"
                            + " to make namespaces ("
                            + trouble
                            + ").";
            assertTrue(!required, notice);
            Assumptions.abort(notice);
        }
    }

    /** Empty when it went well, else what the tool said. */
    private static String run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : said.strip() + " ";
        } catch (IOException missing) {
            return String.valueOf(missing.getMessage());
        }
    }
}
