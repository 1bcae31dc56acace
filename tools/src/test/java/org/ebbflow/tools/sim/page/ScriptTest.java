package org.ebbflow.tools.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final List<String> CARS = List.of("truck", "leaf");

    private static String refusal(String... lines) {
        Script.ScriptException refused =
                assertThrows(
                        Script.ScriptException.class,
                        () -> Script.parse("day.txt", List.of(lines), CARS));
        return refused.toString();
    }

    @Test
    void readsTimesInSecondsAndIgnoresComments(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("day.txt");
        Files.writeString(
                file,
                """
                # a day
                at 0 plug truck

                at 12.5 e-stop   # somebody fell
                at 20 e-stop release
                """);
        Script script = Script.read(file, CARS);
        assertEquals(3, script.lines().size());
        assertEquals(12_500, script.lines().get(1).timeMs());
        assertEquals("e-stop", script.lines().get(1).action().text());
    }

    @Test
    void unknownActionNamesFileLineAndWhatIsAllowed() {
        String sentence = refusal("at 1 unplug", "at 2 explode");
        assertTrue(sentence.contains("day.txt line 2: There is no action 'explode'"), sentence);
        assertTrue(sentence.contains("e-stop"), sentence);
    }

    @Test
    void unknownCarNamesTheCars() {
        assertTrue(refusal("at 1 plug bicycle").contains("there are: truck, leaf"));
    }

    @Test
    void lineWithoutTimeShowsHowItShouldRead() {
        assertTrue(refusal("e-stop").contains("should read: at SECONDS ACTION"));
    }

    @Test
    void timesMustNotRunBackwards() {
        assertTrue(refusal("at 2 outage", "at 1.999 grid-back").contains("line 2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plug truck",
                "unplug",
                "outage",
                "grid-back",
                "e-stop",
                "e-stop release",
                "door open",
                "rcd reset",
                "house-load -1200",
                "freeze stage",
                "silence safety-board",
                "garble station-meter",
                "refuse grid-meter",
                "heal stage",
                "slow stage 250",
                "offset station-meter -500",
                "contactors weld",
                "lock jam",
                "insulation 50"
            })
    void everyCommandOfTheHelpIsRead(String line) {
        assertInstanceOf(Commands.Parsed.Action.class, Commands.parse(line, CARS));
    }

    @ParameterizedTest
    @CsvSource({
        "house-load 100001, should read: house-load WATTS",
        "house-load much, should read: house-load WATTS",
        "freeze toaster, should read: freeze safety-board|stage",
        "door, should read: door open|close",
        "unplug now, should read: unplug",
        "slow stage, should read: slow DEVICE MS",
        "plug, needs the name of a car",
        "'', There is no action"
    })
    void badCommandSaysHowItShouldRead(String line, String part) {
        Commands.Parsed parsed = Commands.parse(line, CARS);
        String sentence = assertInstanceOf(Commands.Parsed.Wrong.class, parsed).sentence();
        assertTrue(sentence.contains(part), sentence);
    }
}
