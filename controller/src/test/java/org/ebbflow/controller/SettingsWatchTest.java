package org.ebbflow.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.settings.Installation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installer edits the files of a running station. */
final class SettingsWatchTest {

    private static final String SITE =
            """
            name = "House"
            country = "DE"
            data-directory = "data"
            [supply]
            system = "three-phase"
            main-fuse-a = 63
            breaker-a = 32
            product-cap-w = 11000
            grid-meter = true
            [permit]
            granted = true
            export-max-w = 10000
            [dispatch]
            authority = "integrator"
            [panel]
            port = 0
            [registers]
            port = 0
            [vehicle]
            slac = false
            authorization = "free"
            evse-id = "DE*EBB*E1"
            """;

    @TempDir Path folder;
    private Path board;
    private Path site;
    private final Station station = new Station();

    /** What the watch did to the station. */
    private static final class Station implements SettingsWatch.Hands {
        final List<Installation> installed = new ArrayList<>();
        final List<String> told = new ArrayList<>();
        Optional<String> refusal = Optional.empty();
        boolean noCar;
        int starts;

        @Override
        public Optional<String> install(Installation site) {
            installed.add(site);
            return refusal;
        }

        @Override
        public boolean noCar() {
            return noCar;
        }

        @Override
        public void startAnew() {
            starts++;
        }

        @Override
        public void tell(String text) {
            told.add(text);
        }
    }

    @BeforeEach
    void files() throws IOException {
        board = folder.resolve("board.toml");
        site = folder.resolve("site.toml");
        Files.copy(Path.of("../board-configs/boards/demo-dc-tcp.toml"), board);
        Files.writeString(site, SITE);
    }

    private SettingsWatch watch() {
        return new SettingsWatch(board, site, StationFiles.read(board, site).site(), station);
    }

    private void written(SettingsWatch watch, String before, String after) throws IOException {
        Files.writeString(site, SITE.replace(before, after));
        watch.look();
        assertEquals(List.of(), station.installed, "a file counts when two looks see the same");
        watch.look();
    }

    @Test
    void limitsPermissionRampAndAuthorityComeIntoForceWithACarPluggedIn() throws IOException {
        SettingsWatch watch = watch();
        written(watch, "product-cap-w = 11000", "product-cap-w = 4000");
        assertEquals(4_000, station.installed.getFirst().wiring().productCapW());
        assertEquals(
                List.of("settings in force: supply.product-cap-w 11000 -> 4000"), station.told);
        assertEquals("", watch.notice());
        watch.look();
        assertEquals(1, station.installed.size(), "once");
        assertEquals(0, station.starts);
    }

    @Test
    void theRestWaitsUntilNoCarIsPluggedInAndSaysSo() throws IOException {
        SettingsWatch watch = watch();
        written(
                watch,
                "evse-id = \"DE*EBB*E1\"",
                "evse-id = \"DE*EBB*E2\"\n[ramp]\ndwell-ms = 3000");
        Installation now = station.installed.getFirst();
        assertEquals(3_000, now.ramp().dwellMs());
        assertEquals("DE*EBB*E1", now.vehicle().evseId(), "the car knows the old one");
        assertEquals(
                "Changed settings wait until no car is plugged in:"
                        + " vehicle.evse-id DE*EBB*E1 -> DE*EBB*E2.",
                watch.notice());
        watch.look();
        assertEquals(0, station.starts);
        station.noCar = true;
        watch.look();
        watch.look();
        assertEquals(1, station.starts);
    }

    @Test
    void aChangedBoardFileWaitsUntilNoCarIsPluggedIn() throws IOException {
        SettingsWatch watch = watch();
        Files.writeString(board, Files.readString(board) + "\n# checked\n");
        watch.look();
        watch.look();
        assertEquals(0, station.starts);
        assertTrue(watch.notice().contains("the board file " + board), watch.notice());
        station.noCar = true;
        watch.look();
        assertEquals(1, station.starts);
    }

    @Test
    void aBadFileIsRefusedAloudAndTheOldSettingsStayUntilItIsMended() throws IOException {
        SettingsWatch watch = watch();
        written(watch, "breaker-a = 32", "braker-a = 32");
        assertTrue(
                watch.notice()
                        .startsWith("Changed settings were refused, the old ones stay in force: "),
                watch.notice());
        assertTrue(watch.notice().contains("did you mean"), watch.notice());
        assertEquals(List.of(watch.notice()), station.told);
        station.noCar = true;
        watch.look();
        assertEquals(0, station.starts, "a station that starts anew with it would not come back");
        Files.writeString(site, SITE);
        watch.look();
        watch.look();
        assertEquals("", watch.notice());
        assertEquals(List.of(), station.installed);
    }

    @Test
    void aMissingOrHalfWrittenFileIsRefusedToo() throws IOException {
        SettingsWatch watch = watch();
        Files.delete(site);
        watch.look();
        watch.look();
        assertTrue(watch.notice().contains("there is no such file"), watch.notice());
        Files.writeString(site, SITE.substring(0, SITE.length() / 2));
        watch.look();
        watch.look();
        assertTrue(watch.notice().contains("refused"), watch.notice());
    }

    @Test
    void theDataFolderCannotMoveUnderARunningStation() throws IOException {
        SettingsWatch watch = watch();
        station.noCar = true;
        written(watch, "data-directory = \"data\"", "data-directory = \"elsewhere\"");
        assertTrue(watch.notice().contains("cannot change while the station runs"), watch.notice());
        assertEquals(0, station.starts);
    }

    @Test
    void aStationThatDoesNotTakeThemSaysWhy() throws IOException {
        SettingsWatch watch = watch();
        station.refusal = Optional.of("Too many requests wait.");
        Files.writeString(site, SITE.replace("granted = true", "granted = false"));
        watch.look();
        watch.look();
        assertTrue(watch.notice().endsWith("Too many requests wait."), watch.notice());
    }
}
