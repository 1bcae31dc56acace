package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ebbflow.tools.machine.SteadyMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(90)
@SteadyMachine
final class StopRigTest {

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(
            value = DemoBoard.class,
            names = {"DC", "SERIAL", "UART"})
    void anOpenDoorOpensTheContactorsByCommandWithinTheDeclaredTime(DemoBoard board)
            throws IOException {
        try (StopRig rig = StopRig.start(board, folder)) {
            StopTimes door = rig.measure(StopRig.Input.DOOR, 2, () -> true);
            assertEquals(2, door.openUs().size());
            assertTrue(door.isGood(), door.sentence());
            assertTrue(door.commandUs().getFirst() <= door.openUs().getFirst(), door.sentence());
        }
    }

    @Test
    void aStopSlowerThanDeclaredOrNoneAtAllIsNotGood() {
        assertTrue(new StopTimes("w", "i", List.of(9_000L), List.of(600_000L), 600).isGood());
        assertFalse(new StopTimes("w", "i", List.of(9_000L), List.of(600_001L), 600).isGood());
        assertFalse(new StopTimes("w", "i", List.of(), List.of(), 600).isGood());
        assertTrue(new Death(Death.Signal.STOP, 6_000, 700, 600).isGood());
        assertFalse(new Death(Death.Signal.STOP, 6_000, 701, 600).isGood());
    }

    @Test
    void theHistogramCountsEverySampleInItsTenMilliseconds() {
        StopTimes times = new StopTimes("w", "i", List.of(9_999L, 10_000L), List.of(1L), 600);
        assertEquals(
                "[{\"fromMs\":0,\"toMs\":10,\"count\":1},{\"fromMs\":10,\"toMs\":20,\"count\":1}]",
                times.json().at("/toCommand/histogram").toString());
    }
}
