package org.ebbflow.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ebbflow.hal.BackupGear;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Derating;
import org.ebbflow.hal.Protection;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.hal.device.BoardCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BoardFilesTest {

    static List<Path> boards() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("boards"))) {
            return files.filter(p -> p.toString().endsWith(".toml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyShippedBoardIsReadWholeAndQuickEnough(Path file) {
        BoardFile board = BoardFile.read(file);
        assertEquals(List.of(), BoardCheck.check(board).problems());
        assertEquals(file.getFileName().toString(), board.name() + ".toml");
        assertTrue(board.entries().stream().noneMatch(e -> e.meaning().isBlank()));
    }

    @Test
    void stageHasRoomAboveTheProductsPower() {
        BoardRatings ratings = BoardFile.open("demo-dc-tcp").ratings();
        assertEquals(12_500, ratings.maxDischargeW());
        assertEquals(950_000, ratings.dc().maxVoltageMv());
        assertEquals(new BoardRatings.Reaction(500, 100, 200, 200), ratings.reaction());
    }

    @Test
    void backupIsDeclaredWholeOrRefused() throws IOException {
        String text = Files.readString(Path.of("boards/demo-backup.toml"));
        BackupGear gear = BoardFile.parse("my.toml", text).ratings().backup().orElseThrow();
        assertEquals(60_000, gear.holdUpMs());
        assertEquals(BackupGear.Neutral.SPLIT_PHASE_DEVICE, gear.neutral());
        assertTrue(BoardFile.open("demo-dc-tcp").ratings().backup().isEmpty());
        for (String[] wrong :
                List.of(
                        new String[] {"hold-up-s = 60 .*", "", "hold-up-s"},
                        new String[] {"hold-up-s = 60 ", "hold-up-s = 5 ", "can be dark for"},
                        new String[] {"switch-gear = true", "switch-gear = false", "switch-gear"},
                        new String[] {"loss-ms = 1000 ", "loss-ms = 2000 ", "200..1900"})) {
            RefusedFile refused =
                    assertThrows(
                            RefusedFile.class,
                            () ->
                                    BoardFile.parse(
                                            "my.toml", text.replaceFirst(wrong[0], wrong[1])));
            assertTrue(String.valueOf(refused.getMessage()).contains(wrong[2]), wrong[2]);
        }
    }

    @Test
    void backupByTheCarsInverterNeedsWhatProvesItOff() throws IOException {
        String text = Files.readString(Path.of("boards/demo-ac-backup.toml"));
        BackupGear gear = BoardFile.parse("my.toml", text).ratings().backup().orElseThrow();
        assertEquals(27_300, gear.gapMs());
        assertTrue(gear.blackStart());
        assertFalse(BoardFile.open("demo-ac-tcp").ratings().inletMeasured());
        for (String[] wrong :
                List.of(
                        new String[] {"inlet-measured = true .*", "", "inlet-measured = true"},
                        new String[] {"role = \"station\"", "role = \"solar\"", "station"},
                        new String[] {"session-ms = .*", "", "session-ms"},
                        new String[] {
                            "loss-ms = ", "black-start = true\nloss-ms = ", "black-start"
                        },
                        new String[] {"hold-up-s = 60 ", "hold-up-s = 27 ", "can be dark for"})) {
            RefusedFile refused =
                    assertThrows(
                            RefusedFile.class,
                            () ->
                                    BoardFile.parse(
                                            "my.toml", text.replaceFirst(wrong[0], wrong[1])));
            assertTrue(String.valueOf(refused.getMessage()).contains(wrong[2]), wrong[2]);
        }
    }

    @Test
    void protectionComesFromTheFileAndIsCarefulWhereTheFileSaysNothing() throws IOException {
        Protection shipped = BoardFile.open("demo-dc-tcp").ratings().protection();
        assertEquals(Protection.ResidualCurrent.CCID, shipped.residualCurrent());
        assertEquals(Derating.STANDARD, shipped.derating());
        assertTrue(shipped.stationMeter() && shipped.insulationMonitor());
        String text = Files.readString(Path.of("boards/demo-dc-tcp.toml"));
        String silent =
                text.substring(0, text.indexOf("[[derating]]"))
                        .replaceFirst("residual-current.*", "");
        Protection careful = BoardFile.parse("my.toml", silent).ratings().protection();
        assertEquals(Protection.ResidualCurrent.RCD, careful.residualCurrent());
        assertEquals(Derating.STANDARD, careful.derating());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    watchdog-ms = 500 | watchdog-ms = 49 | watchdog-ms' is 49; allowed is 50..2000
                    watchdog-ms = 500 | watchdog-ms = 2001 | is 2001; allowed is 50..2000 (in ms)
                    watchdog-ms = 500 | watchdog-mss = 500 | did you mean 'watchdog-ms'?
                    heartbeat-ms = 20 | heartbeat-ms = 167 | at most a third of watchdog-ms (500)
                    cycle-overrun-ms = 200 | cycle-overrun-ms = 500 | must be below watchdog-ms (500)
                    bus = "stage" | bus = "stages" | names no bus of this file; known: safety, stage, meters
                    map = "sunspec-stage" | map = "sunspec-stag" | no shipped map of that name
                    map = "sunspec-stage" | map = "eastron-sdm630" | is no map of this kind
                    role = "grid" | role = "station" | has two meters of the role STATION
                    map = "eastron-sdm630" | map = "eastron-sdm72-v1" | at a battery or solar inverter
                    connector = "ccs2" | connector = "css2" | did you mean "ccs2"
                    output-min-v = 150 | output-min-v = 950 | must be below output-max-v (950)
                    name = "stage" | name = "safety" | is the name of two buses
                    residual-current = "ccid" | residual-current = "gfci" | residual-current
                    temperature-c = 75 | temperature-c = 90 | must rise in temperature and fall
                    power-percent = 100 | power-percent = 90 | must rise in temperature and fall
                    invert = false | inverted = false | 'meter[0].inverted'; did you mean 'invert'?
                    """)
    void refusesWithSentenceThatNamesTheFix(String good, String bad, String expected)
            throws IOException {
        String text = Files.readString(Path.of("boards/demo-dc-tcp.toml"));
        assertTrue(text.contains(good), good);
        String wrong = text.replaceFirst(Pattern.quote(good), bad);
        RefusedFile refused =
                assertThrows(RefusedFile.class, () -> BoardFile.parse("my.toml", wrong));
        assertTrue(refused.sentence().contains(expected), refused.sentence());
        assertTrue(refused.sentence().startsWith("my.toml, line "), refused.sentence());
    }

    @Test
    void inletCountsAsMeasuredUntilTheFileDeclaresThatItIsNot() throws IOException {
        String text = Files.readString(Path.of("boards/demo-dc-tcp.toml"));
        assertTrue(BoardFile.parse("my.toml", text).ratings().inletMeasured());
        String without =
                text.replace("switch-gear = true", "switch-gear = true\ninlet-measured = false");
        BoardFile declared = BoardFile.parse("my.toml", without);
        assertFalse(declared.ratings().inletMeasured());
        assertTrue(
                declared.entries().stream()
                        .filter(e -> e.path().equals("safety-board.inlet-measured"))
                        .anyMatch(e -> e.meaning().contains("close on the stage's voltage alone")));
    }

    @Test
    void checkRefusesSafetyBoardOnSlowSharedLine() throws IOException {
        String text = Files.readString(Path.of("boards/demo-dc-serial.toml"));
        BoardFile slow = BoardFile.parse("slow.toml", text.replace("= 115200", "= 9600"));
        List<String> problems = BoardCheck.check(slow).problems();
        assertTrue(problems.toString().contains("On bus line a stop takes up to"), "" + problems);
        assertTrue(problems.toString().contains("busy"), "" + problems);
    }

    @Test
    void checkRefusesTimeoutThatReachesTheWatchdog() throws IOException {
        String text = Files.readString(Path.of("boards/demo-dc-serial.toml"));
        BoardFile late =
                BoardFile.parse("l.toml", text.replace("timeout-ms = 100", "timeout-ms = 495"));
        assertTrue(BoardCheck.check(late).problems().getFirst().contains("silent device"));
    }

    @Test
    void checkRefusesSafetyOutputsThatShareASlowLineEvenWhenTheyAreInTime() throws IOException {
        String text =
                Files.readString(Path.of("boards/demo-dc-serial.toml"))
                        .replace("open-ms = 100 ", "open-ms = 900 ")
                        .replace("poll-ms = 100", "poll-ms = 2000");
        String slow = text.replace("= 115200", "= 38399");
        assertTrue(problems(slow).contains("carries safety outputs and other devices at 38399"));
        String quick = text.replace("= 115200", "= 38400");
        assertFalse(problems(quick).contains("carries safety outputs"), problems(quick));
    }

    private static String problems(String text) {
        return BoardCheck.check(BoardFile.parse("my.toml", text)).problems().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    map = "wago-750" | map = "waveshare-io-8" | hold contactors or d1 and d2
                    point = "output-1" | point = "input-5" | is none of this device's terminals
                    point = "input-3" | point = "input-9" | is none of this device's terminals
                    point = "input-2" | point = "input-1" | is used twice
                    gap-ms = 20 | gap-ms = 19 | needs 20 ms between two requests
                    insulation-monitor = false | insulation-monitor = true | two monitors
                    prealarm-kohm = 250 | prealarm-kohm = 99 | must not be below alarm-kohm (100)
                    nominal-output-v = 1000 | nominal-output-v = 919 | must not be below output-max-v
                    use = "door" | use = "contactor-feedback" | two wires for CONTACTOR_FEEDBACK
                    display = "light" | display = "lamp" | allowed is one of none, light, screen
                    """)
    void refusesWiringThatCannotBeSafe(String good, String bad, String expected)
            throws IOException {
        String text = Files.readString(Path.of("boards/dc-ccs-psb.toml"));
        assertTrue(text.contains(good), good);
        String wrong = text.replaceFirst(Pattern.quote(good), bad);
        RefusedFile refused =
                assertThrows(RefusedFile.class, () -> BoardFile.parse("my.toml", wrong));
        assertTrue(refused.sentence().contains(expected), refused.sentence());
    }
}
