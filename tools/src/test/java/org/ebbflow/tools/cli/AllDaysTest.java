package org.ebbflow.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.ebbflow.tools.sim.day.Day;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The table of all named days, and what is wrong on its command line. */
final class AllDaysTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int simulate(String... args) {
        CommandLine line = Ebbflow.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void whatTheBudgetDoesNotReachIsNamedAndNotCalledGood() {
        assertEquals(0, AllDays.run(1, 1, System.nanoTime(), new PrintWriter(out, true)));
        List<String> lines = out.toString().lines().toList();
        for (String name : Day.names()) {
            String left = "left " + name + ": not begun, the budget was over";
            assertTrue(lines.contains(left), left);
        }
        assertTrue(lines.contains("left backup: not begun, the budget was over"));
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("ok")), out.toString());
        int all = Day.names().size() + 1;
        assertEquals("0 of " + all + " were run", lines.getLast());
    }

    @Test
    void aNameThatNobodyHasIsAnsweredWithAllNames() {
        assertEquals(2, simulate("simulate", "--scenario", "grid-evnt"));
        assertTrue(err.toString().contains("There is no scenario 'grid-evnt'"), err.toString());
        for (String name : Day.names()) {
            assertTrue(err.toString().contains(name), name);
        }
        assertTrue(err.toString().contains("all, backup"), err.toString());
    }

    @Test
    void theShortestDayStandsAsATableWithItsClaimsAndAsData() {
        assertEquals(0, simulate("simulate", "--scenario", "power-cut-pilot", "--json"));
        String json = out.toString();
        assertTrue(json.startsWith("{\"scenario\":\"power-cut-pilot\""), json);
        assertTrue(json.contains("\"good\":true"), json);
        assertTrue(json.contains("\"problems\":[]"), json);
        assertFalse(json.contains("NaN"), json);
        assertTrue(json.length() < 100_000, "size " + json.length());
        assertEquals(json.length(), json.stripTrailing().length() + 1, "one line");
    }
}
