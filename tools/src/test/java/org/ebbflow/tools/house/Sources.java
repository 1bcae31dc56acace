package org.ebbflow.tools.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The hand-written Java files of all modules, as text and as syntax trees. */
final class Sources {

    static final Path ROOT = root();

    private Sources() {}

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("board-configs")) ? here : here.resolve("..").normalize();
    }

    static List<Path> javaFiles() {
        List<Path> files = new ArrayList<>();
        for (String module : List.of("iso15118", "hal", "board-configs", "controller", "tools")) {
            try (Stream<Path> tree = Files.walk(ROOT.resolve(module).resolve("src"))) {
                tree.filter(p -> p.toString().endsWith(".java")).sorted().forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String shortName(Path file) {
        return ROOT.relativize(file).toString();
    }
}
