package org.ebbflow.hal.board;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/**
 * A TOML file that is read once, key by key: read every key you know from {@link #top()}, then call
 * {@link #done()}, which refuses whatever nobody asked for.
 */
public final class TomlFile {

    private static final long MOST_BYTES = 1_000_000;
    private final String name;
    private final List<TomlEntry> entries = new ArrayList<>();
    private final List<TomlSection> sections = new ArrayList<>();
    private final TomlSection top;

    private TomlFile(String name, TomlParseResult parsed) {
        this.name = name;
        this.top = new TomlSection(this, "", 1, parsed);
    }

    /** Reads a file; refuses it when it is absent or not TOML. */
    public static TomlFile read(Path file) {
        String shown = file.toString();
        if (Files.isDirectory(file)) {
            throw new RefusedFile(shown + ": is a folder; name the file in it.");
        }
        if (!Files.isRegularFile(file)) {
            throw new RefusedFile(shown + ": there is no such file.");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new RefusedFile(
                        shown
                                + ": is larger than "
                                + MOST_BYTES / 1_000
                                + " kB, which no such file is; name the right one.");
            }
            return parse(shown, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new RefusedFile(
                    shown + ": is not UTF-8 text; save it as UTF-8, or name the right file.");
        } catch (AccessDeniedException e) {
            throw new RefusedFile(shown + ": no permission to read it.");
        } catch (IOException e) {
            throw new RefusedFile(shown + ": the file cannot be read (" + e.getMessage() + ").");
        }
    }

    /**
     * Reads text that came from elsewhere.
     *
     * @param name how messages call the file
     */
    public static TomlFile parse(String name, String text) {
        TomlParseResult parsed = Toml.parse(text);
        if (parsed.hasErrors()) {
            TomlParseError first = parsed.errors().getFirst();
            throw new RefusedFile(
                    "%s, line %d: not valid TOML: %s."
                            .formatted(name, first.position().line(), first.getMessage()));
        }
        return new TomlFile(name, parsed);
    }

    /** The keys outside any table; tables hang below it. */
    public TomlSection top() {
        return top;
    }

    /** How messages call the file. */
    public String name() {
        return name;
    }

    /** Refuses the file when it holds a key that nobody asked for. */
    public void done() {
        for (TomlSection section : List.copyOf(sections)) {
            section.refuseUnknownKeys();
        }
    }

    /** Every value read so far, in reading order, for explanations. */
    public List<TomlEntry> entries() {
        return List.copyOf(entries);
    }

    void add(TomlEntry entry) {
        entries.add(entry);
    }

    void add(TomlSection section) {
        sections.add(section);
    }
}
