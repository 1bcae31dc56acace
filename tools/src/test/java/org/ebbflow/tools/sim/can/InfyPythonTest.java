package org.ebbflow.tools.sim.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.devices.LivePlant;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated power modules, read and switched by python-can over a real pseudo terminal. */
@SteadyMachine
final class InfyPythonTest {

    private static final String PYTHON = "/usr/bin/python3";

    @TempDir Path folder;

    @Tag("needs-tools")
    @Test
    void pythonCanReadsSwitchesAndIsRefusedATurnUnderPower() throws Exception {
        needsPythonCan();
        Path device = folder.resolve("can");
        try (LivePlant plant =
                        new LivePlant(Plant.atPowerUp(PlantTraits.dc(), 1), CarPort.unplugged());
                InfyModules modules = new InfyModules(device, 1, plant::now, plant::change)) {
            assertEquals(1, modules.modules());
            Process python =
                    new ProcessBuilder(PYTHON, "src/test/python/infy_reader.py", device.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(python.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, python.exitValue(), out);
            JsonNode told = JsonMapper.builder().build().readTree(out);
            assertEquals(1_000_000, told.get("maxMv").asInt());
            assertEquals(73_300, told.get("maxMa").asInt());
            assertEquals(400_000, told.get("outputMv").asInt(), 2_000, out);
            assertEquals(3, told.get("turnUnderPower").asInt(), out);
            assertEquals(1, told.get("inverter").asInt(), out);
            assertEquals(
                    "1 0 1",
                    told.get("offFirst").asInt()
                            + " "
                            + told.get("offThen").asInt()
                            + " "
                            + told.get("offLast").asInt());
        }
    }

    private static void needsPythonCan() throws Exception {
        boolean present = Files.isExecutable(Path.of(PYTHON));
        if (present) {
            present = new ProcessBuilder(PYTHON, "-c", "import can").start().waitFor() == 0;
        }
        String sentence = "install the package python3-can";
        if (!present && Boolean.parseBoolean(System.getenv("EBBFLOW_REQUIRE_TOOLS"))) {
            throw new AssertionError("This run must not skip tests: " + sentence);
        }
        Assumptions.assumeTrue(present, sentence);
    }
}
