package org.ebbflow.hal.board;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds register maps: {@code ../maps} beside the board file first, then the shipped ones. */
public final class MapLibrary {
    private static final String SHIPPED = "org/ebbflow/boards/";

    private final Optional<Path> folder;

    private MapLibrary(Optional<Path> folder) {
        this.folder = folder;
    }

    /** The maps that a board file in {@code boardFile} means. */
    public static MapLibrary beside(Path boardFile) {
        Path parent = boardFile.toAbsolutePath().normalize().getParent();
        return new MapLibrary(Optional.ofNullable(parent).map(p -> p.resolveSibling("maps")));
    }

    /** Only the maps that are shipped. */
    public static MapLibrary shipped() {
        return new MapLibrary(Optional.empty());
    }

    /**
     * The map with this name and kind, with all that its driver needs.
     *
     * @param section board-file table that names it, for the message when there is none
     */
    RegisterMap find(TomlSection section, String name, RegisterMap.Kind kind) {
        RegisterMap map = RegisterMap.read(file(section, name));
        if (map.kind() != kind) {
            throw section.refuse("map", "names '%s', which is no map of this kind".formatted(name));
        }
        map.refuseWithout(MapNeeds.lacking(kind, map.points()));
        return map;
    }

    private TomlFile file(TomlSection section, String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw section.refuse("map", "must be a map's name such as \"eastron-sdm630\"");
        }
        Optional<Path> beside = folder.map(f -> f.resolve(name + ".toml"));
        if (beside.isPresent() && Files.isRegularFile(beside.get())) {
            return TomlFile.read(beside.get());
        }
        Optional<String> shipped = shippedText("maps/" + name + ".toml");
        if (shipped.isPresent()) {
            return TomlFile.parse("maps/" + name + ".toml", shipped.get());
        }
        throw section.refuse(
                "map",
                "names '%s', but there is no file %s and no shipped map of that name"
                        .formatted(name, beside.map(Path::toString).orElse(name + ".toml")));
    }

    /** Text of a file that comes with the program, below {@code board-configs}. */
    static Optional<String> shippedText(String path) {
        ClassLoader loader = MapLibrary.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(SHIPPED + path)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RefusedFile(path + ": the shipped file cannot be read: " + e.getMessage());
        }
    }
}
