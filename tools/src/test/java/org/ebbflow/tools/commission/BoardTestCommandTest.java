package org.ebbflow.tools.commission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.board.FilePlan;
import org.ebbflow.tools.sim.devices.PlainCars;
import org.ebbflow.tools.sim.devices.PlannedBoard;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ebbflow board test} against the shipped boards' devices on real wires. */
@Timeout(60)
@SteadyMachine
class BoardTestCommandTest {
    @TempDir Path folder;

    private record Said(int exit, String out, String progress) {}

    private static Said run(Path file, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                new CommandLine(new BoardTest())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err));
        String[] arguments = new String[more.length + 1];
        arguments[0] = file.toString();
        System.arraycopy(more, 0, arguments, 1, more.length);
        return new Said(command.execute(arguments), out.toString(), err.toString());
    }

    private Path copy(PlannedBoard devices, String name) throws Exception {
        String text = Files.readString(Path.of("../board-configs/boards", name + ".toml"));
        BoardFile file = BoardFile.open("../board-configs/boards/" + name + ".toml");
        return FilePlan.writeCopy(file, devices.places(), folder.resolve(name + ".toml"), text);
    }

    private static PlannedBoard devices(String name) throws Exception {
        BoardFile file = BoardFile.open("../board-configs/boards/" + name + ".toml");
        return PlannedBoard.start(FilePlan.of(file, true), 1, new PlainCars());
    }

    @Test
    void namesEveryDeviceAndWhyOneIsSilent() throws Exception {
        try (PlannedBoard devices = devices("dc-ccs-psb")) {
            Path file = copy(devices, "dc-ccs-psb");
            Said all = run(file);
            assertEquals(0, all.exit(), all.out() + all.progress());
            for (String what :
                    new String[] {
                        "Ebbflow safety board",
                        "EA power supply",
                        "WAGO 750 coupler",
                        "Bender isoCHA425HV",
                        "Eastron SDM meter"
                    }) {
                assertTrue(all.out().contains(what), what + " in " + all.out());
            }
            devices.fault("station meter", new DeviceFault.Silent());
            Said silent = run(file, "--budget", "2", "--json");
            assertEquals(1, silent.exit());
            assertTrue(silent.out().contains("A and B are swapped"), silent.out());
            assertTrue(silent.progress().contains("unit"), silent.progress());
        }
    }

    @Test
    void asksWhatHangsOnAWireOfItsOwnAndSaysWhyItMayBeSilent() throws Exception {
        for (String name : new String[] {"demo-dc-uart", "demo-dc-can"}) {
            boolean uart = name.endsWith("uart");
            try (PlannedBoard devices = devices(name)) {
                Path file = copy(devices, name);
                Said all = run(file);
                assertEquals(0, all.exit(), all.out() + all.progress());
                assertTrue(
                        all.out()
                                .contains(uart ? "safety board of profile 1" : "power modules [0]"),
                        all.out());
                devices.fault(uart ? "safety board" : "stage", new DeviceFault.Silent());
                Said silent = run(file, "--budget", "1");
                assertEquals(1, silent.exit());
                assertTrue(
                        silent.out()
                                .contains(uart ? "TX and RX are crossed" : "0 of 1 power modules"),
                        silent.out());
            }
        }
    }

    @Test
    void aMissingPortIsSaidOnceAndNamesWhatHangsOnIt() throws Exception {
        Path file = folder.resolve("missing.toml");
        String text = Files.readString(Path.of("../board-configs/boards/demo-dc-serial.toml"));
        Files.writeString(file, text.replaceAll("/dev/tty[A-Z]+0", "/dev/ttyGONE"));
        Said said = run(file, "--budget", "1");
        assertEquals(1, said.exit());
        assertEquals(2, said.out().split("There is no serial port", -1).length, said.out());
        assertTrue(said.out().contains("Not asked: unit 1 "), said.out());
        assertTrue(said.out().contains("4 "), said.out());
    }

    @Test
    void findsADeviceAtAnotherBaudRateAndAtAnotherAddress() throws Exception {
        try (PlannedBoard devices = devices("ac-48a")) {
            String text = Files.readString(copy(devices, "ac-48a"));
            Path slow = folder.resolve("slow.toml");
            Files.writeString(slow, text.replace("baud = 19200", "baud = 9600"));
            Said said = run(slow, "--budget", "4");
            assertEquals(1, said.exit());
            assertTrue(said.out().contains("answers at 19200 baud, no parity"), said.out());
            Path moved = folder.resolve("moved.toml");
            Files.writeString(moved, text.replace("unit = 3", "unit = 9"));
            Said other = run(moved, "--budget", "4");
            assertTrue(other.out().contains("Unit 3 (Eastron SDM meter)"), other.out());
            assertTrue(other.out().contains("another address"), other.out());
            assertFalse(other.out().contains("Nobody answers"), other.out());
        }
    }
}
