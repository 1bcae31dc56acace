package org.ebbflow.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.ebbflow.hal.Indicator.Meaning;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.CanConfig;
import org.ebbflow.hal.board.GpioConfig;
import org.ebbflow.hal.board.GpioConfig.Role;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.hal.board.SafetyConfig;
import org.ebbflow.hal.board.StageConfig;
import org.ebbflow.hal.device.BoardCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pins, a safety board on a UART and modules on CAN, as board files say them. */
final class PinsAndWiresTest {

    private static final String K_AND_H_AT_PINS =
            """
            [gpio]
            [[gpio.line]]
            role = "k"
            number = 1
            active = "low"
            [[gpio.line]]
            role = "h"
            number = 2
            active = "low"
            """;

    private static final Path EMULATED = Path.of("../tools/arm64/board.toml");

    @Test
    void theEmulatedBoardHasItsPinsAndItsBus() {
        BoardFile board = BoardFile.read(EMULATED);
        GpioConfig pins = board.gpio().orElseThrow();
        assertEquals("gpiochip0", pins.chip());
        assertEquals(
                new GpioConfig.Line(4, false, GpioConfig.Pull.NONE),
                pins.lines().get(Role.EMERGENCY_STOP));
        assertEquals(
                new GpioConfig.Look(GpioConfig.Colour.GREEN, GpioConfig.Pattern.FAST),
                pins.light().get(Meaning.STARTING));
        assertEquals(new CanConfig.SocketCan("vcan0"), board.chademo().orElseThrow().can());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    role = "d1" | role = "d3" | did you mean "d1"
                    role = "d1" | role = "d2" | is given to two lines
                    number = 1 | number = 0 | is the line of d1 already
                    number = 1 | number = 512 | allowed is 0..511
                    role = "d2" | role = "lock-engage" | without
                    active = "high" | active = "on" | allowed is one of high, low
                    colour = "off" | colour = "red" | needs a line for light-red
                    meaning = "fault" | meaning = "stopped" | is given twice
                    chip = "gpiochip0" | chips = "gpiochip0" | did you mean 'chip'?
                    """)
    void wrongPinsAreRefusedWithFileLineAndKey(String good, String bad, String expected)
            throws IOException {
        String text = Files.readString(EMULATED);
        assertTrue(text.contains(good), good);
        String wrong = text.replaceFirst(Pattern.quote(good), bad);
        RefusedFile refused =
                assertThrows(RefusedFile.class, () -> BoardFile.parse("my.toml", wrong));
        assertTrue(refused.sentence().contains(expected), refused.sentence());
        assertTrue(refused.sentence().startsWith("my.toml, line "), refused.sentence());
        assertTrue(refused.sentence().contains("gpio"), refused.sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    use = "d2" | use = "door" | is none of this device's terminals
                    use = "k" | use = "door" | lacks k beside the others that belong together
                    use = "h" | use = "k" | lacks h
                    use = "lock-feedback" | use = "door" | lacks lock-feedback
                    use = "d1" | use = "contactor-coil" | lacks d1
                    map = "wago-750" | map = "waveshare-io-8" | a device without a watchdog
                    pulse-ms = 300 | pulse-ms = 1100 | must not be shorter than pulse-ms
                    connector = "chademo" | connector = "ccs2" | is a CHAdeMO line
                    [[derating]] | PINS[[derating]] | keep one
                    """)
    void wrongLinesOfAConnectorAreRefusedWithFileAndLine(String good, String bad, String expected)
            throws IOException {
        String text = Files.readString(Path.of("boards/chademo-10kw.toml"));
        assertTrue(text.contains(good), good);
        String wrong = text.replaceFirst(Pattern.quote(good), bad.replace("PINS", K_AND_H_AT_PINS));
        RefusedFile refused =
                assertThrows(RefusedFile.class, () -> BoardFile.parse("my.toml", wrong));
        assertTrue(refused.sentence().contains(expected), refused.sentence());
        assertTrue(refused.sentence().startsWith("my.toml, line "), refused.sentence());
    }

    @Test
    void aSafetyBoardIsOnModbusUnlessTheFileSaysUart() throws IOException {
        BoardFile uart = BoardFile.open("demo-dc-uart");
        assertTrue(
                uart.safety() instanceof SafetyConfig.Uart line
                        && line.path().equals("/dev/ttyAMA0")
                        && line.heartbeatMs() == 20);
        BoardCheck.Report report = BoardCheck.check(uart);
        assertTrue(
                report.buses().stream()
                        .anyMatch(b -> b.bus().equals("safety-board") && b.stopMs() == 5),
                "" + report.buses());
        String text = Files.readString(Path.of("boards/demo-dc-uart.toml"));
        String slow = text.replace("baud = 115200", "baud = 9600");
        List<String> problems = BoardCheck.check(BoardFile.parse("s.toml", slow)).problems();
        assertTrue(problems.toString().contains("safety-board would be busy"), "" + problems);
    }

    @Test
    void powerModulesAreCountedAgainstTheBusAndFormNoGrid() throws IOException {
        BoardFile can = BoardFile.open("demo-dc-can");
        assertTrue(
                can.stage().orElseThrow() instanceof StageConfig.Infypower infypower
                        && infypower.modules() == 1
                        && infypower.maxVoltageMv() == 950_000);
        String text = Files.readString(Path.of("boards/demo-dc-can.toml"));
        String many = text.replaceFirst("modules = 1 ", "modules = 8 ");
        List<String> problems = BoardCheck.check(BoardFile.parse("m.toml", many)).problems();
        assertTrue(problems.toString().contains("raise poll-ms"), "" + problems);
        String backup = Files.readString(Path.of("boards/demo-backup.toml"));
        String gear = backup.substring(backup.indexOf("[backup]"), backup.indexOf("[stage]"));
        RefusedFile refused =
                assertThrows(
                        RefusedFile.class, () -> BoardFile.parse("b.toml", text + "\n" + gear));
        assertTrue(refused.sentence().contains("forms a grid"), refused.sentence());
    }
}
