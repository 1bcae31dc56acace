package org.ebbflow.controller.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.hal.board.TomlFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SiteFileTest {

    static final String GOOD =
            """
            name = "Demo house"
            country = "US"
            data-directory = "data"
            [supply]
            system = "split-phase"
            main-fuse-a = 200
            breaker-a = 60
            product-cap-w = 11500
            grid-meter = true
            safe-import-w = 1500
            [permit]
            granted = true
            export-max-w = 11500
            [dispatch]
            authority = "integrator"
            [panel]
            port = 8080
            [registers]
            port = 1502
            [vehicle]
            interface = "veth0"
            slac = false
            authorization = "free"
            evse-id = "US*EBB*E000001"
            """;

    private static Installation read(String text) {
        return SiteFile.installation(TomlFile.parse("site.toml", text), Path.of("/srv/house"));
    }

    @Test
    void readsACompleteFileAndFillsOnlyHarmlessDefaults() {
        Installation site = read(GOOD);
        assertEquals(60, site.wiring().breakerA());
        assertEquals(new Installation.Permit(true, 11_500, 300), site.permit());
        assertEquals(Installation.Ramp.STANDARD, site.ramp());
        assertEquals(new Installation.Listener(true, "127.0.0.1", 1502), site.faces().registers());
        assertEquals(Path.of("/srv/house/data"), site.dataDirectory());
        assertEquals(Optional.of("veth0"), site.vehicle().networkInterface());
        assertFalse(site.bench().isOn());
        assertTrue(site.continuousLoadRule());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    breaker-a = 60 | breaker-a = 5000 | supply.breaker-a' is 5000; allowed is 6..500
                    breaker-a = 60 | breaker-a = 250 | is 250 A, more than the main fuse
                    breaker-a = 60 | braker-a = 60 | line 7 has 'braker-a'
                    grid-meter = true | grid-meter = "yes" | line 9: 'supply.grid-meter' must be true or false
                    system = "split-phase" | system = "splitphase" | did you mean "split-phase"
                    granted = true | granted = true\\nx = 1 | line 13: unknown key 'permit.x'
                    export-max-w = 11500 | export-max-w = -1 | export-max-w' is -1; allowed is 0..400000
                    country = "US" | country = "usa" | write two capital letters
                    port = 8080 | bind = "0.0.0.0" | it listens on this computer only
                    port = 1502 | port = 70000 | line 19: 'registers.port' is 70000; allowed is 0..65535
                    evse-id = "US*EBB*E000001" | evse-id = "1" | write country, operator
                    authorization = "free" | authorization = "rfid" | allowed is one of free, panel
                    authority = "integrator" | authority = "modbus" | allowed is one of none, integrator
                    country = "US" | country = "US"\\ntime-zone = "Texas" | write region and city
                    granted = true | granted = true\\ndate = "5/31/26" | write year, month and day
                    [permit] | [permitt] | needs the key 'permit'
                    name = "Demo house" | name = Demo | line 1: not valid TOML
                    """)
    void refusesWithFileLineKeyRangeAndFix(String good, String bad, String expected) {
        String text = GOOD.replace(good, bad.replace("\\n", "\n"));
        String sentence = assertThrows(RefusedFile.class, () -> read(text)).sentence();
        assertTrue(sentence.contains(expected), sentence);
        assertTrue(sentence.startsWith("site.toml, line "), sentence);
    }

    @Test
    void readsWhatTheInstallerNoted() {
        Installation site =
                read(
                        GOOD.replace("country =", "time-zone = \"America/Chicago\"\ncountry =")
                                        .replace(
                                                "[permit]",
                                                "cable-a = 55\n[permit]\ndate = \"2026-05-31\"")
                                + "[installer]\nphone = \"+1 512 555 0100\"\n");
        assertEquals("America/Chicago", site.papers().timeZone().getId());
        assertEquals("+1 512 555 0100", site.papers().phone());
        assertEquals("2026-05-31", site.papers().permitDate());
        assertEquals(55, site.wiring().cableA());
        assertEquals(60, read(GOOD).wiring().cableA());
    }

    private static final String GRID =
            """
            [grid-profile]
            name = "ieee-1547-2018-cat3"
            """;

    private static final String SIGNED =
            """
            [grid-profile.signed]
            by = "A. Installer"
            date = "2026-05-31"
            number = "4711"
            [grid-profile.freq-watt]
            enabled = true
            [grid-profile.volt-watt]
            enabled = true
            [grid-profile.volt-var]
            enabled = false
            """;

    @Test
    void theGridProfileIsNamedAndSignedInTheSiteFile() {
        assertEquals(Optional.empty(), read(GOOD).grid());
        assertFalse(read(GOOD + GRID).grid().orElseThrow().mayExport());
        Installation signed = read(GOOD + GRID + SIGNED);
        assertTrue(signed.grid().orElseThrow().mayExport());
        assertEquals("4711", signed.grid().orElseThrow().signature().orElseThrow().number());
        assertThrows(RefusedFile.class, () -> read(GOOD + GRID + SIGNED + "colour = 1\n"));
    }

    @Test
    void theDelayComesFromTheProfileAndASiteMayOnlyWaitLonger() {
        String sixty = SIGNED + "[grid-profile.enter-service]\ndelay-s = 60\n";
        assertEquals(60, read(GOOD + GRID + sixty).permit().enterServiceDelayS());
        String later = GOOD.replace("granted = true", "granted = true\nenter-service-delay-s = 90");
        assertEquals(90, read(later + GRID + sixty).permit().enterServiceDelayS());
        String sooner =
                GOOD.replace("granted = true", "granted = true\nenter-service-delay-s = 59");
        String sentence =
                assertThrows(RefusedFile.class, () -> read(sooner + GRID + sixty)).sentence();
        assertTrue(sentence.contains("is 59; allowed is 60..3600"), sentence);
    }

    @Test
    void aPlaceIsVentilatedOnlyWhereTheFileSaysSo() {
        assertFalse(read(GOOD).vehicle().ventilated());
        assertTrue(
                read(GOOD.replace("slac =", "ventilated = true\nslac =")).vehicle().ventilated());
    }

    @Test
    void benchKeysAreOffUnlessWritten() {
        Installation site = read(GOOD + "[bench]\nplain-tcp-for-iso20 = true\n");
        assertTrue(site.bench().isOn());
        assertTrue(site.bench().plainTcpForIso20());
        assertFalse(site.bench().trustSystemClock());
    }

    @Test
    void withoutAPermitNoExportFigureIsNeeded() {
        Installation site =
                read(GOOD.replace("granted = true\nexport-max-w = 11500", "granted = false"));
        assertEquals(new Installation.Permit(false, 0, 300), site.permit());
    }

    @Test
    void preferencesOutOfRangeAreNamedInOneSentence() {
        Preferences p = Preferences.INITIAL;
        assertEquals(Optional.empty(), PreferenceRules.problem(p));
        assertEquals(
                Optional.of("The reserve for driving must be between 0 and 100 %."),
                PreferenceRules.problem(new Preferences(p.mode(), true, 1_001, 0, 1_000, "en")));
        assertEquals(
                Optional.empty(),
                PreferenceRules.problem(new Preferences(p.mode(), true, 1_000, 0, 1_000, "de")));
        assertTrue(
                PreferenceRules.problem(new Preferences(p.mode(), true, 810, 0, 800, "en"))
                        .orElse("")
                        .contains("above the charge limit"));
        assertTrue(
                PreferenceRules.problem(new Preferences(p.mode(), true, 300, 0, 800, "fr"))
                        .orElse("")
                        .contains("en, de"));
    }

    @Test
    void certificatesLieBesideTheSiteFileAndAStationThatNoCarCouldReachIsRefused() {
        Installation usual = read(GOOD);
        assertEquals(Optional.empty(), usual.vehicle().certificates());
        assertTrue(usual.vehicle().plainTcp());
        Installation tls =
                read(
                        GOOD.replace(
                                "slac = false",
                                "slac = false\ncertificates = \"pki/station\"\nplain-tcp = false"));
        assertEquals(Optional.of(Path.of("/srv/house/pki/station")), tls.vehicle().certificates());
        assertFalse(tls.vehicle().plainTcp());
        RefusedFile none =
                assertThrows(
                        RefusedFile.class,
                        () ->
                                read(
                                        GOOD.replace(
                                                "slac = false",
                                                "slac = false\nplain-tcp = false")));
        assertTrue(none.sentence().contains("no car could connect"), none.sentence());
    }
}
