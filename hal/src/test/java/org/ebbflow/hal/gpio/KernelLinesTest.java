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
