package org.ebbflow.tools.exi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.ebbflow.iso15118.message.Message;
import org.ebbflow.iso15118.schema.Schema;

/** Which element or attribute each component of each message record is; generated as a table. */
final class InfosetTable {

    /** What is known of the text or content of an element or attribute. */
    sealed interface Value permits Simple, Enumeration, Content {}

    /** A value without children: string, hex, base64, boolean, int, long, unsigned64 or integer. */
    record Simple(String kind) implements Value {}

    record Enumeration(Class<?> type) implements Value {}

    record Content(String record) implements Value {}

    /** One way an element may appear; the wrapper is a record with one component, or empty. */
    record Member(QName name, String wrapper, Value value) {}

    sealed interface Part permits Attribute, Text, Child {
        String component();
    }

    record Attribute(String component, boolean optional, QName name, Value value) implements Part {}

    record Text(String component, Value value) implements Part {}

    record Child(String component, boolean list, boolean optional, List<Member> members)
            implements Part {}

    /** A root element of documents or fragments. */
    record Root(QName name, String record, String key) {}

    private final Map<String, List<Part>> records = new HashMap<>();
    private final Map<Schema, List<Root>> documents = new HashMap<>();
    private final Map<Schema, List<Root>> fragments = new HashMap<>();

    static InfosetTable load() {
        InfosetTable table = new InfosetTable();
        InputStream stream = InfosetTable.class.getResourceAsStream("infoset.txt");
        if (stream == null) {
            throw new IllegalStateException(
                    "infoset.txt is missing from the tools: build them again");
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            table.read(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private void read(BufferedReader lines) throws IOException {
        List<Part> parts = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] w = line.split(" ");
            switch (w[0]) {
                case "document" ->
                        documents
                                .computeIfAbsent(Schema.valueOf(w[1]), InfosetTable::none)
                                .add(new Root(QName.valueOf(w[2]), w[3], ""));
                case "fragment" ->
                        fragments
                                .computeIfAbsent(Schema.valueOf(w[1]), InfosetTable::none)
                                .add(new Root(QName.valueOf(w[2]), w[3], w[4]));
                case "record" -> {
                    parts = new ArrayList<>();
                    records.put(w[1], parts);
                }
                case "attribute" ->
                        parts.add(
                                new Attribute(
                                        w[1],
                                        w[2].equals("optional"),
                                        QName.valueOf(w[3]),
                                        value(w[4])));
                case "value" -> parts.add(new Text(w[1], value(w[2])));
                case "child" -> {
                    members = new ArrayList<>();
                    parts.add(
                            new Child(w[1], w[2].equals("list"), w[2].equals("optional"), members));
                }
                case "member" ->
                        members.add(
                                new Member(
                                        QName.valueOf(w[1]),
                                        w[2].equals("-") ? "" : w[2],
                                        value(w[3])));
                default -> throw new IllegalStateException("infoset.txt: " + line);
            }
        }
    }

    private static List<Root> none(Schema schema) {
        return new ArrayList<>();
    }

    private static Value value(String word) {
        if (word.startsWith("enum:")) {
            return new Enumeration(named(word.substring("enum:".length())));
        }
        if (word.startsWith("record:")) {
            return new Content(word.substring("record:".length()));
        }
        return new Simple(word);
    }

    static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("infoset.txt names no class: " + name, e);
        }
    }

    List<Part> parts(String record) {
        List<Part> parts = records.get(record);
        if (parts == null) {
            throw new IllegalStateException("infoset.txt does not know " + record);
        }
        return parts;
    }

    /** The root element of a document that is this record. */
    Optional<Root> document(Schema schema, Message message) {
        String record = message.getClass().getName();
        return documents.getOrDefault(schema, List.of()).stream()
                .filter(r -> r.record().equals(record))
                .findFirst();
    }

    Optional<Root> document(Schema schema, QName name) {
        return documents.getOrDefault(schema, List.of()).stream()
                .filter(r -> r.name().equals(name))
                .findFirst();
    }

    Optional<Root> fragment(Schema schema, QName name) {
        return fragments.getOrDefault(schema, List.of()).stream()
                .filter(r -> r.name().equals(name))
                .findFirst();
    }

    /**
     * The fragment the codec names {@code prefix:local}; prefixes do not matter when local is
     * unique.
     */
    Optional<Root> fragment(Schema schema, String prefixed) {
        String local = prefixed.substring(prefixed.indexOf(':') + 1);
        return fragments.getOrDefault(schema, List.of()).stream()
                .filter(r -> r.key().equals(prefixed) || r.key().equals(local))
                .findFirst();
    }
}
