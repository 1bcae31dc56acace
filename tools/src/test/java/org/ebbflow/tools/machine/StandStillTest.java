package org.ebbflow.tools.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandStillTest {

    private final AssertionError wrong = new AssertionError("wrong");

    private int tries;

    /** Fails so often, on a machine that stood still so long in each try. */
    private void run(int failures, Long... stoodMs) throws Throwable {
        Deque<Long> stands = new ArrayDeque<>(List.of(stoodMs));
        StandStill.insist(
                "an imagined test", () -> once(failures), () -> once(failures), stands::remove);
    }

    private void once(int failures) {
        tries++;
        if (tries <= failures) {
            throw wrong;
        }
    }

    @Test
    void whatHoldsRunsOnceAndNobodyAsksForTheMachine() throws Throwable {
        run(0);
        assertEquals(1, tries);
    }

    @Test
    void aFailureOnASteadyMachineStaysOne() {
        assertSame(wrong, assertThrows(AssertionError.class, () -> run(1, 99L)));
        assertEquals(1, tries);
    }

    @Test
    void aFailureOnAMachineThatStoodStillIsTriedAgain() throws Throwable {
        run(1, 100L);
        assertEquals(2, tries);
    }

    @Test
    void aSecondTryOnASteadyMachineIsTheVerdict() {
        assertThrows(AssertionError.class, () -> run(2, 100L, 0L));
        assertEquals(2, tries);
    }

    @Test
    void threeTriesAreEnough() {
        assertThrows(AssertionError.class, () -> run(3, 500L, 500L, 500L));
        assertEquals(3, tries);
    }

    @Test
    void aTryAgainBeginsInAnEmptyFolder(@TempDir Path first) throws Exception {
        WithFolder test = new WithFolder();
        test.folder = first;
        Files.writeString(first.resolve("stop"), "of the try before");
        StandStill.freshFolders(test);
        assertEquals(first, test.folder.getParent());
        try (Stream<Path> inside = Files.list(test.folder)) {
            assertEquals(List.of(), inside.toList());
        }
    }

    private static final class WithFolder {
        @TempDir private Path folder = Path.of("");
    }
}
