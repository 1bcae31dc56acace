package org.ebbflow.tools.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebbflow.tools.sim.mutants.MutantHunt.Caught;
import org.ebbflow.tools.sim.world.World;
import org.junit.jupiter.api.Test;

/** Deliberate faults; all of them are hunted by {@code ebbflow simulate --mutants}. */
final class MutantHuntTest {

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("board-configs")) ? here : here.resolve("..").normalize();
    }

    @Test
    void everyMutantStillApplies() throws IOException {
        assertEquals(List.of(), new MutantHunt(root()).stale());
        assertTrue(MutantHunt.all().size() >= 20);
    }

    @Test
    void theProductItselfPassesTheSessionsOfAllMutants() {
        for (Mutant mutant : MutantHunt.all()) {
            assertEquals(List.of(), World.run(mutant.scenario(), false).broken(), mutant.name());
        }
    }

    @Test
    void mutantsAreFoundByTheirSessions() throws IOException {
        List<Mutant> some = MutantHunt.all().subList(0, 3);
        for (Caught caught : new MutantHunt(root()).hunt(some, () -> true)) {
            assertTrue(!caught.found().isEmpty(), caught.name());
        }
    }

    @Test
    void anOriginalStandsWhateverItsLineBreaks() {
        Mutant.Change change = new Mutant.Change("a", "x + y;", "x - y;");
        assertEquals(1, change.occurrences("int z = x\n        + y;"));
        assertEquals("int z = x - y;", change.applied("int z = x\n        + y;"));
        assertEquals(0, change.occurrences("int z = x+y;"));
    }

    @Test
    void aLineThatMeansNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Mutant.parse("== a\nfoo bar"));
    }
}
