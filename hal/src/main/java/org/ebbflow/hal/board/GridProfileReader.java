package org.ebbflow.hal.board;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** From the tables of a grid profile's file, and of a site file, to {@link GridProfileFile}. */
final class GridProfileReader {

    /** So many independent public sources make a value verified. */
    private static final int SOURCES = 2;

    private final Map<String, Source> sources = new TreeMap<>();

    /** Where values come from. @param rule the public text of the rule itself: one is enough */
    private record Source(String text, boolean rule) {}

    private GridProfileReader() {}

    static GridProfileFile read(TomlFile file) {
        return new GridProfileReader().profile(file);
    }

    private GridProfileFile profile(TomlFile file) {
        TomlSection top = file.top();
        String name = top.text("name", "how site files name it");
        String title = top.text("title", "what people call it");
        String about = top.text("about", "which edition of which rule");
        String why = top.textOr("needs-signature", "", "why an installer must sign");
        Optional<GridProfileFile> base =
                top.has("based-on")
                        ? Optional.of(
                                GridProfileFile.shipped(
                                        top.text("based-on", "values that are not written here")))
                        : Optional.empty();
        int hertz = top.integer("nominal-hz", 50, 60, "reference of every frequency");
        for (TomlSection source : top.tables("source")) {
            sources.put(
                    source.text("id", "how values name it"),
                    new Source(
                            source.text("text", "document, page and address"),
                            source.flagOr("rule", false, "the public text of the rule itself")));
        }
        Map<String, GridValue> values = new LinkedHashMap<>();
        base.ifPresent(b -> b.values().forEach(value -> values.put(value.key(), value)));
        for (String group : GridSpec.GROUPS) {
            top.optionalTable(group).ifPresent(table -> written(group, table, values));
        }
        file.done();
        GridProfileFile read =
                new GridProfileFile(
                        name, title, about, hertz, why, Optional.empty(), inOrder(values));
        checked(read, top);
        return read;
    }

    /** Values in the order of the specification; a needed one that nobody gave is to be filled. */
    private static List<GridValue> inOrder(Map<String, GridValue> values) {
        List<GridValue> all = new ArrayList<>();
        for (GridSpec spec : GridSpec.ALL) {
            GridValue value = values.get(spec.path());
            if (value != null) {
                all.add(value);
            } else if (spec.needed()) {
                all.add(
                        new GridValue(
                                spec.path(),
                                OptionalInt.empty(),
                                spec.flag(),
                                List.of(),
                                false,
                                false,
                                spec.meaning()));
            }
        }
        return all;
    }

    private void written(String group, TomlSection table, Map<String, GridValue> values) {
        for (GridSpec spec : GridSpec.ALL) {
            if (spec.group().equals(group) && table.has(spec.key())) {
                values.put(spec.path(), value(spec, table.table(spec.key())));
            }
        }
    }

    private GridValue value(GridSpec spec, TomlSection row) {
        if (row.has("fill")) {
            return new GridValue(
                    spec.path(),
                    OptionalInt.empty(),
                    spec.flag(),
                    List.of(),
                    false,
                    false,
                    row.text("fill", "what an installer must find out"));
        }
        int number = number(spec, row, "value");
        List<String> ids = row.texts("sources", "where the value comes from");
        List<String> texts = new ArrayList<>();
        boolean rule = false;
        for (String id : ids) {
            Source source = sources.get(id);
            if (source == null) {
                throw row.refuse(
                        "sources",
                        "names '%s', but no [[source]] has this id; known: %s"
                                .formatted(id, String.join(", ", sources.keySet())));
            }
            texts.add(source.text());
            rule |= source.rule();
        }
        boolean verified = row.flag("verified", "two independent public sources say the same");
        if (verified && !rule && ids.stream().distinct().count() < SOURCES) {
            throw row.refuse(
                    "verified",
                    "is true with one source; name a second, independent one, or write false");
        }
        return new GridValue(
                spec.path(),
                OptionalInt.of(number),
                spec.flag(),
                texts,
                verified,
                false,
                spec.meaning());
    }

    private static int number(GridSpec spec, TomlSection at, String key) {
        if (spec.flag()) {
            return at.flag(key, spec.meaning()) ? 1 : 0;
        }
        return at.integer(key, spec.min(), spec.max(), spec.meaning());
    }

    /** The profile with what the site file fills in; each value written there is signed. */
    static GridProfileFile complete(GridProfileFile shipped, TomlSection site) {
        Optional<GridProfileFile.Signature> signature =
                site.optionalTable("signed").map(GridProfileReader::signature);
        Map<String, GridValue> values = new LinkedHashMap<>();
        shipped.values().forEach(value -> values.put(value.key(), value));
        for (String group : GridSpec.GROUPS) {
            Optional<TomlSection> table = site.optionalTable(group);
            if (table.isPresent() && signature.isEmpty()) {
                throw site.refuse(
                        group,
                        "changes the profile, but nobody has signed for it; write"
                                + " [grid-profile.signed] with by, date and number");
            }
            table.ifPresent(t -> signed(group, t, values));
        }
        GridProfileFile completed =
                new GridProfileFile(
                        shipped.name(),
                        shipped.title(),
                        shipped.about(),
                        shipped.nominalHz(),
                        shipped.needsSignature(),
                        signature,
                        inOrder(values));
        checked(completed, site);
        return completed;
    }

    private static void signed(String group, TomlSection table, Map<String, GridValue> values) {
        for (GridSpec spec : GridSpec.ALL) {
            if (spec.group().equals(group) && table.has(spec.key())) {
                GridValue before = values.get(spec.path());
                values.put(
                        spec.path(),
                        new GridValue(
                                spec.path(),
                                OptionalInt.of(number(spec, table, spec.key())),
                                spec.flag(),
                                before == null ? List.of() : before.sources(),
                                false,
                                true,
                                spec.meaning()));
            }
        }
    }

    private static GridProfileFile.Signature signature(TomlSection signed) {
        String date = signed.text("date", "day of the signature");
        try {
            LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw signed.refuse(
                    "date", "is \"" + date + "\"; write year, month and day as 2026-05-31");
        }
        return new GridProfileFile.Signature(
                signed.text("by", "name of the installer"),
                date,
                signed.text("number", "number of the operator's paper"));
    }

    /** What each value alone cannot tell. */
    private static void checked(GridProfileFile file, TomlSection at) {
        String wrong = GridProfileBuilder.contradiction(file);
        if (!wrong.isEmpty()) {
            throw at.refuse("name", "gives a profile that contradicts itself: " + wrong);
        }
    }
}
