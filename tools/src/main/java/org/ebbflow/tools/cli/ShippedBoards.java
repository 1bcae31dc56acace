package org.ebbflow.tools.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Names of the board files inside the module {@code org.ebbflow.boards}. */
public final class ShippedBoards {
    private static final String FOLDER = "org/ebbflow/boards/boards/";
    private static final String SUFFIX = ".toml";

    private ShippedBoards() {}

    public static List<String> names() {
        Optional<ModuleReference> boards =
                ModuleLayer.boot()
                        .configuration()
                        .findModule("org.ebbflow.boards")
                        .map(m -> m.reference());
        if (boards.isEmpty()) {
            return List.of();
        }
        try (ModuleReader reader = boards.get().open();
                Stream<String> files = reader.list()) {
            return files.filter(f -> f.startsWith(FOLDER) && f.endsWith(SUFFIX))
                    .map(f -> f.substring(FOLDER.length(), f.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped boards cannot be listed", e);
        }
    }
}
