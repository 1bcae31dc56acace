package org.ebbflow.tools.sim.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.ebbflow.tools.sim.world.ScenarioFile;

/** Builds each mutant, runs its session and tells which invariant found it. */
public final class MutantHunt {

    private final Path root;

    /**
     * @param root the repository, where the sources are
     */
    public MutantHunt(Path root) {
        this.root = root;
    }

    /**
     * What became of a mutant.
     *
     * @param found the invariants that found it; empty: it escaped
     */
    public record Caught(String name, List<String> found) {}

    /** All mutants. */
    public static List<Mutant> all() {
        try (InputStream in =
                Objects.requireNonNull(
                        MutantHunt.class.getResourceAsStream("mutants.txt"), "mutants.txt")) {
            return Mutant.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of mutants cannot be read", e);
        }
    }

    /** Mutants whose original text is not exactly once where it was. */
    public List<String> stale() throws IOException {
        List<String> stale = new ArrayList<>();
        for (Mutant mutant : all()) {
            for (Mutant.Change change : mutant.changes()) {
                String source =
                        Files.readString(root.resolve(change.file()), StandardCharsets.UTF_8);
                int count = change.occurrences(source);
                if (count != 1) {
                    stale.add(
                            mutant.name()
                                    + ": "
                                    + count
                                    + " times in "
                                    + change.file()
                                    + ": "
                                    + change.original());
                }
            }
        }
        return stale;
    }

    /** Hunts these mutants one after the other. @param goOn asked before each */
    public List<Caught> hunt(List<Mutant> mutants, BooleanSupplier goOn) throws IOException {
        Overlay overlay = new Overlay(root, Overlay.ownClassPath());
        List<Caught> caught = new ArrayList<>();
        for (Mutant mutant : mutants) {
            if (!goOn.getAsBoolean()) {
                break;
            }
            Path scratch = Files.createTempDirectory("mutant");
            try {
                String scenario = ScenarioFile.text(mutant.scenario(), List.of());
                caught.add(new Caught(mutant.name(), overlay.run(mutant, scenario, scratch)));
            } finally {
                delete(scratch);
            }
        }
        return caught;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
