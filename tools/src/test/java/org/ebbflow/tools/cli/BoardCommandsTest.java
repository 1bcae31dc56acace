package org.ebbflow.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BoardCommandsTest {
    private static final Path DEMO = Path.of("../board-configs/boards/demo-dc-tcp.toml");

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new BoardCommands())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void checkTellsHowLongStopTakes() {
        assertEquals(0, run("check", DEMO.toString()));
        assertTrue(out.toString().contains("demo-dc-tcp: good"), out.toString());
        assertTrue(out.toString().contains("a stop reaches the safety board within"));
    }

    @Test
    void aBoardWhoseStageTakesNoGridProfileIsToldThatItCannotFeedIntoTheGrid() {
        assertEquals(0, run("check", "demo-dc-can"));
        assertTrue(out.toString().contains("cannot feed into the grid: it has a power stage"));
        out.getBuffer().setLength(0);
        assertEquals(0, run("check", "demo-dc-tcp", "demo-ac-tcp"));
        assertFalse(out.toString().contains("cannot feed"), out.toString());
    }

    @Test
    void checkFailsWithOneWhenTheBoardIsTooSlow() throws IOException {
        String text =
                Files.readString(DEMO.resolveSibling("demo-dc-serial.toml"))
                        .replace("baud = 115200", "baud = 9600");
        Path slow = Files.writeString(folder.resolve("slow.toml"), text);
        assertEquals(1, run("check", "--json", slow.toString()));
        JsonNode board = JsonMapper.shared().readTree(out.toString()).get(0);
        assertEquals(false, board.get("good").asBoolean());
        assertTrue(board.get("problems").size() > 0);
    }

    @Test
    void refusesWrongFileWithOneSentenceAndCodeTwo() throws IOException {
        String text = Files.readString(DEMO).replace("watchdog-ms", "watchdog-sm");
        Path wrong = Files.writeString(folder.resolve("wrong.toml"), text);
        assertEquals(2, run("check", wrong.toString()));
        assertEquals(1, err.toString().lines().count());
        assertTrue(err.toString().contains("did you mean 'watchdog-ms'?"), err.toString());
    }

    @Test
    void explainsEveryValueWithUnitRangeAndOrigin() {
        assertEquals(0, run("explain", DEMO.toString()));
        assertTrue(out.toString().contains("safety-board.watchdog-ms = 500 ms"));
        assertTrue(out.toString().contains("allowed 50..2000 (" + DEMO + ":"), out.toString());
    }

    @Test
    void explainsAsJson() {
        assertEquals(0, run("explain", "--json", "demo-ac-tcp"));
        JsonNode board = JsonMapper.shared().readTree(out.toString());
        assertEquals("AC", board.get("output").asString());
        assertTrue(board.get("values").size() > 30);
    }
}
