package org.ebbflow.controller.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {

    private static final Preferences OWNER =
            new Preferences(Preferences.Mode.SOLAR_ONLY, true, 420, 550, 900, "de");

    @TempDir private Path directory = Path.of("");

    static Snapshot.SessionFigures session(long number, Reason ended) {
        return new Snapshot.SessionFigures(
                number,
                "ISO 15118-20",
                "DC_BPT dynamic",
                1_700_000_000_000L,
                61,
                120,
                340,
                4_000,
                7_000,
                11_500,
                600,
                ended,
                ended == Reason.COMPLETED);
    }

    @Test
    void everythingComesBackAfterAnOrderlyEnd() {
        TripRecord trip = new TripRecord(FaultCode.INSULATION_FAULT, 5, "90 kilo-ohm");
        try (Store store = Store.open(directory)) {
            assertEquals(Kept.NOTHING, store.kept());
            assertEquals(Optional.empty(), store.store(OWNER).join());
            store.store(new Snapshot.Totals(12, 34, 3));
            store.store(List.of(trip));
            store.store(session(3, Reason.COMPLETED), false);
            store.store(new EventLine(9, "tripped", "insulation"));
        }
        try (Store store = Store.open(directory)) {
            Kept kept = store.kept();
            assertEquals(Optional.of(OWNER), kept.preferences());
            assertEquals(new Snapshot.Totals(12, 34, 3), kept.totals());
            assertEquals(List.of(trip), kept.latched());
            assertEquals(Optional.empty(), kept.lostSession());
            assertEquals(List.of(session(3, Reason.COMPLETED)), store.sessions(10).join());
            assertEquals(
                    List.of(new EventLine(9, "tripped", "insulation")), store.events(10).join());
        }
    }

    /** Runs in a process of its own and is killed. */
    public static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws InterruptedException {
            Store store = Store.open(Path.of(args[0]));
            store.store(session(8, Reason.NONE), true);
            store.store(new Snapshot.Totals(70, 88, 8));
            store.storeSoon(new Snapshot.Totals(77, 88, 8), session(8, Reason.NONE));
            store.store(OWNER).join();
            System.out.println("stored");
            Thread.sleep(60_000);
        }
    }

    @Test
    void killedProcessLosesNothingAcknowledgedAndItsOpenSessionIsClosedAsPowerLoss()
            throws IOException, InterruptedException {
        Process victim =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("stored", out.readLine());
        } finally {
            victim.destroyForcibly();
        }
        assertTrue(victim.waitFor(10, TimeUnit.SECONDS));
        try (Store store = Store.open(directory)) {
            assertEquals(Optional.of(OWNER), store.kept().preferences());
            assertEquals(new Snapshot.Totals(77, 88, 8), store.kept().totals());
            assertEquals(
                    Optional.of(8L),
                    store.kept().lostSession().map(Snapshot.SessionFigures::number));
            Snapshot.SessionFigures closed = store.sessions(1).join().getFirst();
            assertEquals(Reason.POWER_LOSS, closed.ended());
            assertEquals(340, closed.dischargedWh());
        }
    }

    @Test
    void unusableDirectoryIsOneSentenceAndTheStoreComesBackWhenItIsUsable() throws IOException {
        Path blocked = directory.resolve("data");
        Files.writeString(blocked, "a file where the directory should be");
        try (Store store = Store.open(blocked)) {
            assertEquals(Kept.NOTHING, store.kept());
            String sentence = store.store(OWNER).join().orElse("");
            assertTrue(sentence.startsWith("Nothing can be stored in " + blocked), sentence);
            assertTrue(sentence.contains("free some space or make the directory"), sentence);
            assertEquals(List.of(), store.sessions(1).join());
            Files.delete(blocked);
            assertEquals(Optional.empty(), store.store(OWNER).join());
            assertEquals(Optional.empty(), store.problem());
        }
    }

    @Test
    void whatTheDiskRefusedIsWrittenWhenTheDiskTakesItAgain() throws IOException {
        Path blocked = directory.resolve("data");
        Files.writeString(blocked, "a file where the directory should be");
        try (Store store = Store.open(blocked)) {
            assertTrue(store.store(OWNER).join().isPresent());
            assertTrue(store.storeOwnerStop(true).join().isPresent());
            store.store(new Snapshot.Totals(10, 20, 1));
            store.store(session(7, Reason.NONE), true);
            store.store(session(7, Reason.COMPLETED), false);
            store.store(new Snapshot.Totals(30, 40, 2));
            assertEquals(List.of(), store.sessions(1).join(), "everything above was tried");
            Files.delete(blocked);
            store.store(new Snapshot.Totals(50, 60, 3));
            assertEquals(List.of(session(7, Reason.COMPLETED)), store.sessions(1).join());
            assertEquals(Optional.empty(), store.problem());
        }
        try (Store store = Store.open(blocked)) {
            assertEquals(Optional.of(OWNER), store.kept().preferences());
            assertTrue(store.kept().ownerStop());
            assertEquals(new Snapshot.Totals(50, 60, 3), store.kept().totals());
            assertEquals(Optional.empty(), store.kept().lostSession(), "session 7 was closed");
        }
    }

    @Test
    void damagedFileIsPutAsideAndTheStationWaitsForItsOwner() throws IOException {
        Path file = directory.resolve("ebbflow.db");
        Files.writeString(file, "not a database, but long enough");
        try (Store store = Store.open(directory)) {
            assertTrue(store.kept().damage().orElseThrow().contains("ebbflow.db.damaged-1"));
            assertTrue(store.kept().ownerStop());
            assertEquals(Optional.empty(), store.problem());
            store.store(new Snapshot.Totals(5, 6, 7));
        }
        assertEquals(
                "not a database, but long enough",
                Files.readString(directory.resolve("ebbflow.db.damaged-1")));
        try (Store store = Store.open(directory)) {
            assertEquals(Optional.empty(), store.kept().damage());
            assertTrue(store.kept().ownerStop(), "until Resume");
            assertEquals(new Snapshot.Totals(5, 6, 7), store.kept().totals());
        }
    }

    @Test
    void aPageOfNonsenseInTheMiddleIsFoundAtStartAndBothDamagedFilesAreKept() throws IOException {
        Path file = directory.resolve("ebbflow.db");
        Files.writeString(directory.resolve("ebbflow.db.damaged-1"), "an earlier one");
        try (Store store = Store.open(directory)) {
            store.store(new Snapshot.Totals(5, 6, 7));
        }
        byte[] content = Files.readAllBytes(file);
        Arrays.fill(content, 4_096, 8_192, (byte) 0xa5);
        Files.write(file, content);
        try (Store store = Store.open(directory)) {
            assertTrue(store.kept().damage().orElseThrow().contains("ebbflow.db.damaged-2"));
        }
        assertArrayEquals(content, Files.readAllBytes(directory.resolve("ebbflow.db.damaged-2")));
        assertEquals("an earlier one", Files.readString(directory.resolve("ebbflow.db.damaged-1")));
    }

    @Test
    void aFileOfANewerProgramIsLeftAloneAndTheStationWaitsForItsOwner() throws Exception {
        Path file = directory.resolve("ebbflow.db");
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = db.createStatement()) {
            statement.execute("pragma user_version = 999");
        }
        byte[] content = Files.readAllBytes(file);
        try (Store store = Store.open(directory)) {
            assertTrue(store.kept().ownerStop());
            assertTrue(store.kept().damage().orElseThrow().contains("cannot be read"));
            assertTrue(store.problem().orElseThrow().contains("newer version"));
        }
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    @Test
    void theOwnersStopOutlastsARestartAndIsNoPreference() {
        try (Store store = Store.open(directory)) {
            assertEquals(Optional.empty(), store.storeOwnerStop(true).join());
        }
        try (Store store = Store.open(directory)) {
            assertTrue(store.kept().ownerStop());
            assertEquals(Optional.empty(), store.kept().preferences(), "the site file's count");
            assertEquals(Optional.empty(), store.storeOwnerStop(false).join());
        }
        try (Store store = Store.open(directory)) {
            assertFalse(store.kept().ownerStop());
        }
    }
}
