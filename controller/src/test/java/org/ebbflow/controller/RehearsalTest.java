package org.ebbflow.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.settings.Sites;
import org.ebbflow.controller.status.Snapshots;
import org.junit.jupiter.api.Test;

final class RehearsalTest {

    @Test
    void imaginedCarGetsAsFarAsTheChargeLoop() {
        long loops = Rehearsal.run(Sites.at(Path.of("unused")), Snapshots.RATINGS);
        assertTrue(loops > 0, "the rehearsal no longer reaches the charge loop");
    }

    @Test
    void commandLineNeedsBothFilesAndNothingUnknown() {
        assertEquals(
                Optional.of(new Main.Options(Path.of("b"), Path.of("s"), true)),
                Main.Options.parse(List.of("--board", "b", "--report-json", "--site", "s")));
        assertEquals(Optional.empty(), Main.Options.parse(List.of("--board", "b")));
        assertEquals(Optional.empty(), Main.Options.parse(List.of("--board", "b", "--site")));
        assertEquals(
                Optional.empty(), Main.Options.parse(List.of("--board", "b", "--site", "s", "-x")));
    }
}
