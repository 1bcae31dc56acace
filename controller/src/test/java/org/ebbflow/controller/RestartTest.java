package org.ebbflow.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.flight.FlightFile;
import org.ebbflow.controller.flight.Recording;
import org.ebbflow.controller.flight.Replay;
import org.ebbflow.controller.settings.Sites;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.store.Store;
import org.ebbflow.hal.board.BoardFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole product after a power cut, on a board whose devices do not answer. */
@Timeout(60)
final class RestartTest {

    @TempDir Path folder;

    private static Snapshot.SessionFigures running() {
        return new Snapshot.SessionFigures(
                4,
                "ISO 15118-20",
                "DC_BPT dynamic",
                1_700_000_000_000L,
                90,
                250,
                40,
                3_000,
                7_000,
                11_000,
                800,
                Reason.NONE,
                false);
    }

    @Test
    void cutOffSessionIsAFinishedOneEverywhereAndTheOwnersStopStillStands() throws Exception {
        try (Store store = Store.open(folder)) {
            store.store(new Snapshot.Totals(1_250, 340, 4));
            store.store(running(), true);
            assertEquals(Optional.empty(), store.storeOwnerStop(true).join());
        }
        String text =
                Files.readString(Path.of("../board-configs/boards/demo-dc-tcp.toml"))
                        .replaceAll("port = 150\\d\\d", "port = 1");
        Path file = folder.resolve("board.toml");
        Files.writeString(file, text);
        BoardFile board = BoardFile.parse("board.toml", text);
        try (Assembly station =
                Assembly.start(board, Sites.at(folder), false, () -> {}, () -> "")) {
            while (station.latest().isEmpty()) {
                Thread.sleep(5);
            }
            Snapshot now = station.latest().orElseThrow();
            assertEquals(4, now.session().number());
            assertEquals(Reason.POWER_LOSS, now.session().ended());
            assertEquals(250, now.session().chargedWh());
            assertEquals(new Snapshot.Totals(1_250, 340, 4), now.totals());
            assertFalse(now.offer().open(), "the owner has not resumed");
            assertEquals(Source.PANEL, now.offer().why().chosen());
            while (station.latest().orElseThrow().trips().isEmpty()) {
                Thread.sleep(20);
            }
        }
        try (Store store = Store.open(folder)) {
            assertEquals(Optional.empty(), store.kept().lostSession(), "told once");
            Snapshot.SessionFigures kept = store.sessions(1).join().getFirst();
            assertEquals(Reason.POWER_LOSS, kept.ended());
            assertTrue(store.kept().ownerStop());
            assertEquals(
                    "session 4 was cut off by a power loss",
                    store.events(50).join().stream()
                            .filter(e -> e.kind().equals("power-loss"))
                            .findFirst()
                            .orElseThrow()
                            .text());
        }
        playedAgain();
        String json = SessionReport.lost(running()).json();
        assertTrue(json.contains("\"chargedWh\":250,\"dischargedWh\":40"), json);
    }

    /** The silent devices tripped: the recording that the real assembly made plays the same. */
    private void playedAgain() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path recorded =
                    files.filter(f -> String.valueOf(f.getFileName()).endsWith(".flight"))
                            .findFirst()
                            .orElseThrow();
            Recording recording = FlightFile.read(recorded);
            assertEquals(
                    new Replay.Outcome(recording.size(), Optional.empty()), Replay.run(recording));
        }
    }
}
