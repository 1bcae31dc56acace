package org.ebbflow.controller.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ebbflow.hal.IslandReading.Switch;
import org.junit.jupiter.api.Test;

class BackupStatusTest {

    private static BackupStatus status(BackupStatus.State state, boolean ready) {
        return new BackupStatus(
                state, BackupStatus.Ending.NONE, Switch.CLOSED, ready, false, -1, 6);
    }

    private static String sentence(BackupStatus status) {
        Snapshots snapshots = new Snapshots();
        snapshots.backup = status;
        return Sentences.in("en").backup(snapshots.build());
    }

    @Test
    void everyStateHasASentenceInBothLanguages() {
        for (BackupStatus.State state : BackupStatus.State.values()) {
            Snapshots snapshots = new Snapshots();
            snapshots.backup = status(state, true);
            for (String language : new String[] {"en", "de"}) {
                String text = Sentences.in(language).backup(snapshots.build());
                boolean none = state == BackupStatus.State.NOT_FITTED;
                assertEquals(none, text.isEmpty(), state.name());
                assertTrue(!text.startsWith("backup."), text);
            }
        }
    }

    @Test
    void aHouseWithoutAReadyCarIsTold() {
        assertTrue(sentence(status(BackupStatus.State.ON_GRID, false)).startsWith("No backup now"));
        assertTrue(
                sentence(status(BackupStatus.State.ON_GRID, true)).startsWith("Backup is ready"));
    }

    @Test
    void theGapIsNamedBeforeTheGridIsLeft() {
        String warning = Sentences.in("en").gap(status(BackupStatus.State.ON_GRID, true));
        assertTrue(warning.contains("up to 6 seconds"), warning);
    }
}
