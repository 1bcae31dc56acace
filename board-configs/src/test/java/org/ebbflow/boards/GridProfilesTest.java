package org.ebbflow.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.GridProfile.Watch;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.GridProfileFile;
import org.ebbflow.hal.board.GridValue;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.hal.board.TomlFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GridProfilesTest {

    private static final String SIGNED =
            """
            [signed]
            by = "A. Installer"
            date = "2026-05-31"
            number = "4711"
            """;

    /** What is not verified of the IEEE profile, written by an installer. */
    private static final String IEEE =
            "name = \"ieee-1547-2018-cat3\"\n"
                    + SIGNED
                    + """
                    [freq-watt]
                    enabled = true
                    [volt-watt]
                    enabled = true
                    [volt-var]
                    enabled = false
                    """;

    static List<String> names() {
        return GridProfileFile.SHIPPED;
    }

    private static GridProfileFile completed(String site) {
        TomlFile file = TomlFile.parse("site.toml", site);
        GridProfileFile profile = GridProfileFile.completed(file.top());
        file.done();
        return profile;
    }

    private static String refusal(String site) {
        return assertThrows(RefusedFile.class, () -> completed(site)).sentence();
    }

    @Test
    void theListOfProfilesIsTheFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("grid-profiles"))) {
            assertEquals(
                    files.map(f -> f.getFileName().toString().replace(".toml", ""))
                            .collect(Collectors.toCollection(TreeSet::new)),
                    new TreeSet<>(GridProfileFile.SHIPPED));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyShippedValueHasASourceAndNoProfileMayExportByItself(String name) {
        GridProfileFile profile = GridProfileFile.shipped(name);
        assertEquals(name, profile.name());
        assertFalse(profile.mayExport(), "nobody has signed " + name);
        for (GridValue value : profile.values()) {
            assertEquals(value.value().isPresent(), !value.sources().isEmpty(), value.key());
            assertTrue(!value.verified() || value.sources().size() >= 2, value.key());
            assertFalse(value.signed(), value.key());
        }
    }

    @Test
    void ieee1547HasTheDefaultsOfCategoryThree() {
        GridProfile rules = completed(IEEE).profile().orElseThrow();
        assertTrue(rules.mayExport());
        assertEquals(60_000, rules.nominalMilliHz());
        assertEquals(new GridProfile.Enter(917, 1_050, 59_500, 60_100, 300, 300), rules.enter());
        assertEquals(
                List.of(
                        new GridProfile.Trip(Watch.OVER_VOLTAGE, 1, 1_100, 13_000),
                        new GridProfile.Trip(Watch.OVER_VOLTAGE, 2, 1_200, 160)),
                rules.trips(Watch.OVER_VOLTAGE));
        assertEquals(
                new GridProfile.Trip(Watch.UNDER_FREQUENCY, 2, 56_500, 160),
                rules.trips(Watch.UNDER_FREQUENCY).getLast());
        assertEquals(new GridProfile.Droop(true, 36, 36, 50, 50, 5_000), rules.droop());
        assertTrue(rules.voltWatt().enabled());
        assertEquals(-440, rules.voltVar().points().at(1_080));
    }

    @Test
    void anUnsignedValueKeepsTheProfileFromExportAndFromNothingElse() {
        GridProfileFile half = completed(IEEE.replace("[volt-var]\nenabled = false\n", ""));
        assertEquals(
                List.of("volt-var.enabled"),
                half.uncertain().stream().map(GridValue::key).toList());
        assertFalse(half.mayExport());
        assertFalse(half.profile().orElseThrow().mayExport());
    }

    @Test
    void aProfileThatWantsASignatureExportsOnlyBehindOne() {
        String texas = IEEE.replace("ieee-1547-2018-cat3", "texas-ieee-1547");
        assertTrue(completed(texas).mayExport());
        GridProfileFile bare = completed("name = \"texas-ieee-1547\"\n");
        assertFalse(bare.mayExport());
        assertFalse(bare.needsSignature().isEmpty());
        assertEquals(60_000, bare.profile().orElseThrow().nominalMilliHz());
    }

    @Test
    void aProfileWithAMissingValueIsNoProfileYet() {
        for (String name : List.of("california-rule-21", "vde-ar-n-4105-2018", "ena-g99")) {
            assertTrue(GridProfileFile.shipped(name).profile().isEmpty(), name);
        }
        assertEquals(50, GridProfileFile.shipped("vde-ar-n-4105-2018").nominalHz());
    }

    @Test
    void valuesOfASiteNeedASignatureWithADay() {
        assertTrue(
                refusal("name = \"ieee-1547-2018-cat3\"\n[enter-service]\ndelay-s = 0\n")
                        .contains("line 2: 'enter-service' changes the profile, but nobody has"));
        assertTrue(
                refusal(IEEE.replace("2026-05-31", "May")).contains("write year, month and day"));
    }

    @Test
    void aValueOutOfRangeNamesLineKeyRangeAndUnit() {
        String wrong = IEEE + "[enter-service]\ndelay-s = 9000\n";
        assertEquals(
                "site.toml, line 13: 'enter-service.delay-s' is 9000; allowed is 0..3600 (in s).",
                refusal(wrong));
        assertTrue(refusal(IEEE + "[trip]\nover-voltge-1-ms = 3\n").contains("did you mean"));
        assertTrue(refusal("name = \"ieee\"\n").contains("there are ieee-1547-2018-cat3"));
    }

    @Test
    void stepsThatDoNotLieBeyondEachOtherAreRefused() {
        String sentence = refusal(IEEE + "[trip]\nunder-voltage-2-per-mille = 880\n");
        assertTrue(sentence.contains("must lie beyond the step before it"), sentence);
        String noTime = refusal(IEEE + "[trip]\nunder-voltage-3-per-mille = 300\n");
        assertTrue(noTime.contains("has no time"), noTime);
    }

    @Test
    void verifiedNeedsTwoSourcesThatTheFileNames() {
        String text =
                """
                name = "x"
                title = "x"
                about = "x"
                nominal-hz = 50
                [[source]]
                id = "one"
                text = "a paper"
                [enter-service]
                delay-s = { value = 60, sources = ["one"], verified = true }
                """;
        assertTrue(wrong(text).contains("name a second, independent one"));
        assertTrue(
                wrong(text.replace("[\"one\"]", "[\"two\"]")).contains("no [[source]] has this"));
        assertTrue(wrong(text.replace("sources = [\"one\"], ", "")).contains("needs the key"));
    }

    private static String wrong(String text) {
        return assertThrows(RefusedFile.class, () -> GridProfileFile.read("own.toml", text))
                .sentence();
    }

    @Test
    void aBoardForAnotherFrequencyIsRefused() {
        BoardFile board = BoardFile.open("demo-dc-tcp");
        GridProfile rules = completed(IEEE).profile().orElseThrow();
        BoardFile on = board.on(Optional.of(rules));
        assertEquals(60_000, on.ratings().nominalFrequencyMilliHz());
        assertTrue(on.ratings().gridAllowsExport());
        GridProfile fifty =
                new GridProfile(
                        "fifty",
                        50_000,
                        rules.enter(),
                        rules.trips(),
                        rules.droop(),
                        rules.voltWatt(),
                        rules.voltVar(),
                        true);
        assertTrue(
                assertThrows(RefusedFile.class, () -> board.on(Optional.of(fifty)))
                        .sentence()
                        .contains("is for 50 Hz, but the board"));
    }
}
