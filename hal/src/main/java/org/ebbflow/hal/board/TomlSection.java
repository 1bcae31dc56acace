package org.ebbflow.hal.board;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a {@link TomlFile}. Each accessor names the key, what is allowed and what the value
 * means; a missing key, a wrong type or a value out of range throws {@link RefusedFile}.
 */
public final class TomlSection {
    private final TomlFile file;
    private final String path;
    private final int line;
    private final TomlTable table;
    private final Set<String> asked = new LinkedHashSet<>();

    TomlSection(TomlFile file, String path, int line, TomlTable table) {
        this.file = file;
        this.path = path;
        this.line = line;
        this.table = table;
        file.add(this);
    }

    /** A whole number in {@code min..max}. */
    public int integer(String key, int min, int max, String meaning) {
        String allowed = "a whole number from " + min + " to " + max;
        return whole(key, required(key, allowed), min, max, meaning);
    }

    /** A whole number in {@code min..max}, {@code otherwise} where the key is absent. */
    public int integerOr(String key, int otherwise, int min, int max, String meaning) {
        Object value = value(key);
        if (value == null) {
            return byDefault(key, otherwise, min + ".." + max, meaning);
        }
        return whole(key, value, min, max, meaning);
    }

    /** A text that is not blank. */
    public String text(String key, String meaning) {
        return string(key, required(key, "a text in quotes"), meaning);
    }

    /** A text, {@code otherwise} where the key is absent. */
    public String textOr(String key, String otherwise, String meaning) {
        Object value = value(key);
        return value == null ? byDefault(key, otherwise, "", meaning) : string(key, value, meaning);
    }

    /** true or false. */
    public boolean flag(String key, String meaning) {
        return bool(key, required(key, "true or false"), meaning);
    }

    /** true or false, {@code otherwise} where the key is absent. */
    public boolean flagOr(String key, boolean otherwise, String meaning) {
        Object value = value(key);
        return value == null
                ? byDefault(key, otherwise, "true, false", meaning)
                : bool(key, value, meaning);
    }

    /** One word of an enum, written in kebab-case. */
    public <E extends Enum<E>> E choice(String key, Class<E> words, String meaning) {
        return word(key, required(key, "one of " + words(words)), words, meaning);
    }

    /** One word of an enum, {@code otherwise} where the key is absent. */
    public <E extends Enum<E>> E choiceOr(String key, E otherwise, String meaning) {
        Object value = value(key);
        Class<E> words = otherwise.getDeclaringClass();
        if (value == null) {
            byDefault(key, kebab(otherwise), words(words), meaning);
            return otherwise;
        }
        return word(key, value, words, meaning);
    }

    /** A list of texts, at least one. */
    public List<String> texts(String key, String meaning) {
        if (!(required(key, "a list of texts") instanceof TomlArray array)
                || array.isEmpty()
                || !array.toList().stream().allMatch(String.class::isInstance)) {
            throw refuse(key, "must be a list of texts in quotes, for example [\"a\", \"b\"]");
        }
        List<String> texts = array.toList().stream().map(String.class::cast).toList();
        note(key, texts, "", meaning);
        return texts;
    }

    /** The table {@code [key]}, which must be there. */
    public TomlSection table(String key) {
        if (!(required(key, "a table [" + below(key) + "]") instanceof TomlTable found)) {
            throw refuse(key, "must be a table: write [" + below(key) + "] on a line of its own");
        }
        return new TomlSection(file, below(key), line(key), found);
    }

    /** The table {@code [key]} where the file has one. */
    public Optional<TomlSection> optionalTable(String key) {
        return value(key) == null ? Optional.empty() : Optional.of(table(key));
    }

    /** The tables {@code [[key]]} in file order; empty where there are none. */
    public List<TomlSection> tables(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof TomlArray array)
                || !array.toList().stream().allMatch(TomlTable.class::isInstance)) {
            throw refuse(key, "must be a list of tables: write [[" + below(key) + "]] above each");
        }
        List<TomlSection> sections = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String name = below(key) + "[" + i + "]";
            int at = array.inputPositionOf(i).line();
            sections.add(new TomlSection(file, name, at, array.getTable(i)));
        }
        return List.copyOf(sections);
    }

    /** Whether the key is there; counts as asked for. */
    public boolean has(String key) {
        return value(key) != null;
    }

    /** The refusal of this key's value, with file and line; throw it. */
    public RefusedFile refuse(String key, String sentence) {
        return new RefusedFile(
                "%s, line %d: '%s' %s.".formatted(file.name(), line(key), below(key), sentence));
    }

    /** Dotted path of this table from the top of the file, empty for the top. */
    public String path() {
        return path;
    }

    /** Line of the key in the file, counted from 1; the table's line where the key is absent. */
    public int line(String key) {
        TomlPosition position =
                table.contains(List.of(key)) ? table.inputPositionOf(List.of(key)) : null;
        return position == null ? line : position.line();
    }

    void refuseUnknownKeys() {
        for (String key : table.keySet()) {
            if (!asked.contains(key)) {
                String hint =
                        Spelling.closest(key, asked)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("known here: " + String.join(", ", asked));
                throw new RefusedFile(
                        "%s, line %d: unknown key '%s'; %s"
                                .formatted(file.name(), line(key), below(key), hint));
            }
        }
    }

    private int whole(String key, Object value, int min, int max, String meaning) {
        String allowed = min + ".." + max;
        if (!(value instanceof Long number)) {
            throw refuse(
                    key, "must be a whole number (%s), not %s".formatted(allowed, shown(value)));
        }
        if (number < min || number > max) {
            throw refuse(
                    key,
                    "is %d; allowed is %s%s".formatted(number, allowed, Spelling.unitPhrase(key)));
        }
        note(key, number, allowed, meaning);
        return Math.toIntExact(number);
    }

    private String string(String key, Object value, String meaning) {
        if (!(value instanceof String text)) {
            throw refuse(key, "must be a text in quotes, not " + shown(value));
        }
        if (text.isBlank()) {
            throw refuse(key, "must not be empty");
        }
        note(key, text, "", meaning);
        return text;
    }

    private boolean bool(String key, Object value, String meaning) {
        if (!(value instanceof Boolean flag)) {
            throw refuse(key, "must be true or false (without quotes), not " + shown(value));
        }
        note(key, flag, "true, false", meaning);
        return flag;
    }

    private <E extends Enum<E>> E word(String key, Object value, Class<E> words, String meaning) {
        String allowed = words(words);
        for (E constant : words.getEnumConstants()) {
            if (kebab(constant).equals(value)) {
                note(key, value, allowed, meaning);
                return constant;
            }
        }
        String hint =
                Spelling.closest(String.valueOf(value), List.of(allowed.split(", ")))
                        .map(near -> "; did you mean \"" + near + "\"")
                        .orElse("");
        throw refuse(key, "is %s; allowed is one of %s%s".formatted(shown(value), allowed, hint));
    }

    private <V> V byDefault(String key, V value, String allowed, String meaning) {
        String unit = Spelling.unit(key);
        String text = String.valueOf(value);
        file.add(new TomlEntry(below(key), text, unit, allowed, meaning, "default"));
        return value;
    }

    private void note(String key, Object value, String allowed, String meaning) {
        String origin = file.name() + ":" + line(key);
        String unit = Spelling.unit(key);
        file.add(new TomlEntry(below(key), String.valueOf(value), unit, allowed, meaning, origin));
    }

    private @Nullable Object value(String key) {
        asked.add(key);
        return table.get(List.of(key));
    }

    private Object required(String key, String allowed) {
        Object value = value(key);
        if (value != null) {
            return value;
        }
        List<String> unread = table.keySet().stream().filter(k -> !asked.contains(k)).toList();
        String hint =
                Spelling.closest(key, unread)
                        .map(
                                near ->
                                        "; line %d has '%s': did you mean '%s'?"
                                                .formatted(line(near), near, key))
                        .orElse(".");
        String where = path.isEmpty() ? "the top of the file" : "[" + path + "]";
        throw new RefusedFile(
                "%s, line %d: %s needs the key '%s', %s%s%s"
                        .formatted(
                                file.name(),
                                line,
                                where,
                                key,
                                allowed,
                                Spelling.unitPhrase(key),
                                hint));
    }

    private String below(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String shown(Object value) {
        if (value instanceof TomlTable || value instanceof TomlArray) {
            return value instanceof TomlTable ? "a table" : "a list";
        }
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }

    private static <E extends Enum<E>> String words(Class<E> words) {
        return String.join(
                ", ", Arrays.stream(words.getEnumConstants()).map(TomlSection::kebab).toList());
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
