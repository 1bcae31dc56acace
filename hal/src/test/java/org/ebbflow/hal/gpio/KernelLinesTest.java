package org.ebbflow.hal.gpio;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.board.GpioConfig;
import org.ebbflow.hal.board.GpioConfig.Line;
import org.ebbflow.hal.board.GpioConfig.Pull;
import org.ebbflow.hal.board.GpioConfig.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The lines through Pi4J's kernel provider on a GPIO chip; only in the emulated board ({@code
 * tools/arm64/run}), whose tag is that of its CAN bus. What the kernel drives is read in its debug
 * file, not from us.
 */
@Tag("needs-vcan")
@Timeout(120)
final class KernelLinesTest {

    private static final String CHIP = "gpiochip0";

    /**
     * Wired to the power button of the emulated board, which the outside presses when it reads
     * PRESS.
     */
    private static final int POWER_BUTTON = 3;

    private static GpioConfig config(Map<Role, Line> lines) {
        return new GpioConfig(CHIP, lines, Optional.empty(), 0, Map.of(), 500);
    }

    /** By the name under which the kernel lists a line that somebody has requested. */
    private static boolean kernelDrives(String name, String level) throws IOException {
        return Files.readAllLines(Path.of("/sys/kernel/debug/gpio")).stream()
                .filter(line -> line.contains("|" + name + " "))
                .anyMatch(line -> line.matches(".*\\bout +" + level + "\\b.*"));
    }

    @Test
    void outputsStandAtTheChipInTheirPolarity() throws Exception {
        Map<Role, Line> lines =
                Map.of(
                        Role.D1, new Line(0, false, Pull.NONE),
                        Role.D2, new Line(1, true, Pull.NONE));
        try (DigitalIo io = Pi4jLines.open(config(lines))) {
            assertTrue(kernelDrives("d1", "lo") && kernelDrives("d2", "hi"), "off at first");
            io.set(Role.D1, true);
            io.set(Role.D2, true);
            assertTrue(kernelDrives("d1", "hi") && kernelDrives("d2", "lo"), "on");
        }
    }

    @Test
    void anEdgeFromOutsideIsHeard() throws Exception {
        Map<Role, Line> lines =
                Map.of(Role.EMERGENCY_STOP, new Line(POWER_BUTTON, false, Pull.NONE));
        try (DigitalIo io = Pi4jLines.open(config(lines))) {
            assertFalse(io.isOn(Role.EMERGENCY_STOP));
            assertFalse(io.wasOn(Role.EMERGENCY_STOP));
            System.out.println("PRESS");
            long endNs = System.nanoTime() + 60_000_000_000L;
            while (!io.wasOn(Role.EMERGENCY_STOP)) {
                assertTrue(System.nanoTime() - endNs < 0, "no edge came");
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    /** Where the kernel keeps the driver of the chip, and the chip's name there. */
    private static final Path DRIVER = Path.of("/sys/bus/amba/drivers/pl061_gpio");

    private static String device() throws IOException {
        try (Stream<Path> all = Files.list(DRIVER)) {
            return all.map(p -> p.getFileName().toString())
                    .filter(name -> name.contains("."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void await(String what, BooleanSupplier until) {
        long endNs = System.nanoTime() + 60_000_000_000L;
        while (!until.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, what);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** A safety board that says nothing against the lines. */
    private static Reading<SafetyReading> board() {
        return new Reading.Taken<>(
                new SafetyReading(
                        SafetyReading.PilotState.C,
                        SafetyReading.ProximityState.INSERTED,
                        50,
                        SafetyReading.ContactorState.OPEN,
                        SafetyReading.LockState.NOT_FITTED,
                        0,
                        SafetyReading.SafetyInputs.CLEAR,
                        1,
                        false),
                System.nanoTime());
    }

    private static boolean isKnown(GpioStation station) {
        return station.joined(board()) instanceof Reading.Taken;
    }

    private static boolean lacks(GpioStation station, String words) {
        return station.joined(board()) instanceof Reading.Missing<SafetyReading> missing
                && missing.why().contains(words);
    }

    private static GpioStation station(Map<Role, Line> lines) {
        GpioConfig config = config(lines);
        return GpioStation.start(config, () -> Pi4jLines.open(config), 500);
    }

    @Test
    void aLineThatSomebodyElseHasMakesTheReadingMissingUntilItIsGivenBack() throws Exception {
        Map<Role, Line> lines =
                Map.of(
                        Role.D1, new Line(0, false, Pull.NONE),
                        Role.EMERGENCY_STOP, new Line(4, false, Pull.NONE));
        DigitalIo other = Pi4jLines.open(config(Map.of(Role.D2, new Line(0, false, Pull.NONE))));
        try (GpioStation station = station(lines)) {
            await("named", () -> lacks(station, "another program has it"));
            other.close();
            await("taken", () -> isKnown(station));
            assertTrue(kernelDrives("d1", "lo"), "and off");
        }
    }

    @Test
    void aChipThatIsGoneMakesTheReadingMissingAndComesBackByItself() throws Exception {
        Map<Role, Line> lines =
                Map.of(
                        Role.D1, new Line(0, false, Pull.NONE),
                        Role.EMERGENCY_STOP, new Line(4, false, Pull.NONE));
        String device = device();
        try (GpioStation station = station(lines)) {
            await("there", () -> isKnown(station));
            Files.writeString(DRIVER.resolve("unbind"), device);
            await("gone", () -> lacks(station, "GPIO"));
            Files.writeString(DRIVER.resolve("bind"), device);
            await("back", () -> isKnown(station));
            assertTrue(kernelDrives("d1", "lo"), "and off");
        }
    }

    /** An open pin 5 V short: the line of the mirror contact stands while the board says open. */
    @Test
    void aLineThatStandsAgainstTheBoardIsAFault() throws Exception {
        Map<Role, Line> lines = Map.of(Role.CONTACTOR_FEEDBACK, new Line(5, true, Pull.NONE));
        try (GpioStation station = station(lines)) {
            await(
                    "welded",
                    () ->
                            station.joined(board()) instanceof Reading.Taken<SafetyReading> taken
                                    && taken.value().outputContactors()
                                            == SafetyReading.ContactorState.WELDED);
        }
    }

    @Test
    void aLineThatTheChipDoesNotHaveIsNamed() {
        GpioFault fault =
                assertThrows(
                        GpioFault.class,
                        () ->
                                Pi4jLines.open(
                                        config(Map.of(Role.D1, new Line(200, false, Pull.NONE)))));
        assertTrue(fault.sentence().contains("200"), fault.sentence());
    }
}
