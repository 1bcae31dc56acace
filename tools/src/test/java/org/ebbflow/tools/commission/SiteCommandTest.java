package org.ebbflow.tools.commission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.settings.SiteFile;
import org.ebbflow.hal.board.BoardFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A site file from plain questions, and what it means in watts. */
class SiteCommandTest {
    private static final List<String> ANSWERS =
            List.of(
                    "board=demo-dc-tcp",
                    "export-w=11500",
                    "permit-number=PTO-17",
                    "permit-date=2026-05-31",
                    "phone=+1 512 555 0100");

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new SiteCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private int create(Path file, String... changed) {
        List<String> line = new ArrayList<>(List.of("new", file.toString(), "--defaults"));
        for (String answer : ANSWERS) {
            line.addAll(List.of("--answer", answer));
        }
        for (String answer : changed) {
            line.addAll(List.of("--answer", answer));
        }
        return run(line.toArray(String[]::new));
    }

    @Test
    void asksAtMostFifteenQuestions() {
        assertTrue(Questions.all(List.of("demo-dc-tcp")).size() <= 15);
    }

    /** The table of breakers: 80 % of the breaker at 240 V, capped at 11.5 kW. */
    @ParameterizedTest
    @CsvSource({"60, 11500", "50, 9600", "40, 7680", "30, 5760"})
    void breakerDecidesThePowerByTheEightyPercentRule(int breakerA, int expectedW) {
        Path file = folder.resolve("site.toml");
        assertEquals(0, create(file, "breaker-a=" + breakerA), err.toString());
        SiteVerdict verdict = SiteVerdict.of(SiteFile.read(file), BoardFile.open("demo-dc-tcp"));
        assertEquals(new Interval(-expectedW, expectedW), verdict.powerW());
    }

    @ParameterizedTest
    @CsvSource({"15, false", "16, true", "32, true", "33, false"})
    void whatTheBoardsPlateDoesNotAllowIsRefusedWithKeyAndRange(int breakerA, boolean allowed) {
        Path file = folder.resolve("site.toml");
        create(file, "breaker-a=" + breakerA);
        run("check", file.toString(), "--board", "chademo-10kw");
        String expected = "supply.breaker-a = " + breakerA + ", but the plate of the board";
        assertEquals(!allowed, err.toString().contains(expected), err.toString());
    }

    @Test
    void weakCableBindsBelowItsBreaker() {
        Path file = folder.resolve("site.toml");
        assertEquals(0, create(file, "cable-a=40"), err.toString());
        SiteVerdict verdict = SiteVerdict.of(SiteFile.read(file), BoardFile.open("demo-dc-tcp"));
        assertEquals(9_600, verdict.powerW().max());
    }

    @Test
    void withoutPermissionNothingIsFedIn() {
        Path file = folder.resolve("site.toml");
        assertEquals(
                0,
                run(
                        "new",
                        file.toString(),
                        "--defaults",
                        "--answer",
                        "board=demo-dc-tcp",
                        "--answer",
                        "phone=1"));
        assertEquals(0, run("check", file.toString(), "--board", "demo-dc-tcp"));
        assertTrue(out.toString().contains("discharge up to 0 W"), out.toString());
        assertTrue(out.toString().contains("only charge, never discharge"), out.toString());
    }

    @Test
    void saysWhatItCheckedAndThatNoTimeChecksNothing() {
        Path file = folder.resolve("site.toml");
        create(file);
        assertEquals(0, run("check", file.toString(), "--board", "demo-dc-tcp"));
        assertTrue(out.toString().contains("Checked: 1 site file, 4 limits."), out.toString());
        assertEquals(1, run("check", file.toString(), "--board", "demo-dc-tcp", "--budget", "0"));
        assertTrue(err.toString().contains("Nothing was checked"), err.toString());
    }

    @Test
    void everyValueOfAGridProfileIsShownWithSourceAndFlag() {
        assertEquals(0, run("profiles"));
        assertTrue(out.toString().contains("ieee-1547-2018-cat3"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("profiles", "ieee-1547-2018-cat3"));
        String shown = out.toString();
        assertTrue(
                shown.matches("(?s).*trip.over-voltage-2-ms +160 ms +yes +EPRI OpenDER.*"), shown);
        assertTrue(shown.matches("(?s).*freq-watt.enabled +true +no .*"), shown);
        assertTrue(shown.contains("[grid-profile.signed]"), shown);
        out.getBuffer().setLength(0);
        assertEquals(0, run("profiles", "ena-g99"));
        assertTrue(out.toString().contains("to be filled: O/V stage 1"), out.toString());
        assertEquals(2, run("profiles", "mars"));
        assertTrue(err.toString().contains("There is no shipped grid profile 'mars'"));
    }

    @Test
    void checkSaysWhatTheGridProfileMeansAndWhatIsStillToSign() throws IOException {
        Path file = folder.resolve("site.toml");
        create(file);
        assertEquals(0, run("check", file.toString(), "--board", "demo-dc-tcp"));
        assertTrue(
                out.toString().contains("does not allow export yet: 3 values are neither"),
                out.toString());
        out.getBuffer().setLength(0);
        Files.writeString(
                file,
                Files.readString(file)
                        + """

                        [grid-profile.signed]
                        by = "A. Installer"
                        date = "2026-05-31"
                        number = "4711"

                        [grid-profile.freq-watt]
                        enabled = true

                        [grid-profile.volt-watt]
                        enabled = false

                        [grid-profile.volt-var]
                        enabled = false
                        """);
        assertEquals(0, run("check", file.toString(), "--board", "demo-dc-tcp"));
        String means = out.toString();
        assertFalse(means.contains("does not allow export yet"), means);
        assertTrue(means.contains("feeds after 300 s inside 91.7 % to 105.0 %"), means);
        assertTrue(means.contains("below 88.0 % after 21000 ms, below 50.0 % after 2000"), means);
        assertTrue(means.contains("discharge falls from 60.036 Hz"), means);
    }

    @Test
    void permissionWithoutNumberIsAProblem() throws IOException {
        Path file = folder.resolve("site.toml");
        create(file);
        Files.writeString(file, Files.readString(file).replace("number = \"PTO-17\"\n", ""));
        assertEquals(1, run("check", file.toString(), "--board", "demo-dc-tcp"));
        assertTrue(out.toString().contains("PROBLEM: [permit] granted = true"), out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "breaker-a=sixty | whole number of amperes",
                "breaker-a=600 | 6 to 500",
                "country=usa | two capital letters",
                "time-zone=Texas | region and city",
                "system=both | one of: single-phase"
            })
    void refusesAnswersWithASentenceAndWritesNothing(String answer, String sentence) {
        Path file = folder.resolve("site.toml");
        assertEquals(2, create(file, answer));
        assertTrue(out.toString().contains(sentence), out.toString());
        assertFalse(Files.exists(file));
    }

    @Test
    void refusesUnknownKeysAndExistingFiles() throws IOException {
        Path file = folder.resolve("site.toml");
        assertEquals(2, create(file, "colour=red"));
        assertTrue(err.toString().contains("There is no question 'colour'"), err.toString());
        Files.writeString(file, "mine");
        assertEquals(2, create(file));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void everyQuestionMayBeAnsweredByHand() throws IOException {
        Path file = folder.resolve("site.toml");
        InputStream before = System.in;
        String typed =
                """
                Ranch
                US
                demo-dc-tcp

                sixty
                200
                60


                1000
                no
                0

                +1 512 555 0100
                """;
        try {
            System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
            assertEquals(0, run("new", file.toString()), err + "" + out);
        } finally {
            System.setIn(before);
        }
        assertTrue(out.toString().contains("Please write a whole number of amperes"), "" + out);
        assertEquals("Ranch", SiteFile.read(file).name());
        assertEquals(1_000, SiteFile.read(file).wiring().safeImportW());
    }
}
