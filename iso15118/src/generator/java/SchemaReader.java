import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the schema files; their form is explained in README.md beside them. */
final class SchemaReader {

    private static final Pattern OCCURS =
            Pattern.compile("(@?[\\w:.-]+)(\\?|!|\\{(\\d+),(\\d+|\\*)})?");

    private final Path directory;
    private final Map<String, Model.SchemaFile> files = new LinkedHashMap<>();

    SchemaReader(Path directory) {
        this.directory = directory;
    }

    Map<String, Model.SchemaFile> readAll() throws IOException {
        try (var names = Files.list(directory)) {
            List<String> sorted =
                    names.map(p -> p.getFileName().toString())
                            .filter(n -> n.endsWith(".schema"))
                            .map(n -> n.substring(0, n.length() - ".schema".length()))
                            .sorted()
                            .toList();
            for (String name : sorted) {
                read(name);
            }
        }
        return files;
    }

    private Model.SchemaFile read(String name) throws IOException {
        Model.SchemaFile known = files.get(name);
        if (known != null) {
            return known;
        }
        Model.SchemaFile file = new Model.SchemaFile();
        List<String> lines = Files.readAllLines(directory.resolve(name + ".schema"));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                if (line.startsWith("complex ")) {
                    int end = i + 1;
                    while (end < lines.size() && lines.get(end).startsWith(" ")) {
                        end++;
                    }
                    complex(file, line.split(" +"), lines.subList(i + 1, end));
                    i = end - 1;
                } else {
                    statement(file, line);
                }
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        name + ".schema line " + (i + 1) + ": " + line + ": " + e.getMessage(), e);
            }
        }
        files.put(name, file);
        return file;
    }

    private void statement(Model.SchemaFile file, String line) throws IOException {
        String[] w = line.split(" +");
        switch (w[0]) {
            case "schema" -> file.name = w[1];
            case "package" -> file.javaPackage = w[1];
            case "codec" -> file.codec = w[1];
            case "uses" -> file.uses.add(read(w[1]));
            case "namespace" -> file.namespaces.put(w[1], w[2]);
            case "local-elements" -> file.unqualified = w[1].equals("unqualified");
            case "enum" -> {
                String values = line.substring(line.indexOf('=') + 1);
                file.simple.put(
                        w[1],
                        new Model.Enumeration(w[1], List.of(values.strip().split(" *\\| *"))));
            }
            case "type" -> file.simple.put(w[1], simple(w));
            case "element" -> file.elements.add(element(w));
            default -> throw new IllegalArgumentException("unknown word " + w[0]);
        }
    }

    /** {@code type NAME = integer LOW..HIGH} or {@code type NAME = string length MIN..MAX}. */
    private static Model.SimpleType simple(String[] w) {
        String last = w[w.length - 1];
        String[] range = last.split("\\.\\.");
        if (w[3].equals("integer")) {
            return w.length == 4 ? new Model.Number(null, null) : Model.number(range[0], range[1]);
        }
        int min = 0;
        int max = Model.UNBOUNDED;
        if (w.length > 4) {
            min = Integer.parseInt(range[0]);
            String high = range[range.length - 1];
            max = high.equals("*") ? Model.UNBOUNDED : Integer.parseInt(high);
        }
        return w[3].equals("string")
                ? new Model.Text(min, max)
                : new Model.Binary(w[3].equals("hexBinary"), min, max);
    }

    private static Model.Element element(String[] w) {
        boolean isAbstract = false;
        String head = "";
        for (int i = 3; i < w.length; i++) {
            isAbstract |= w[i].equals("abstract");
            if (w[i].equals("substitutes")) {
                head = w[i + 1];
            }
        }
        return new Model.Element(w[1], w[2], isAbstract, head);
    }

    private void complex(Model.SchemaFile file, String[] w, List<String> body) {
        List<String> words = List.of(w);
        int base = words.indexOf("extends");
        String prefix = w[1].substring(0, w[1].indexOf(':') + 1);
        List<Model.Slot> slots = slots(file, prefix, body, 2);
        file.complex.put(
                w[1],
                new Model.ComplexType(
                        w[1],
                        words.contains("abstract"),
                        words.contains("mixed"),
                        base < 0 ? "" : w[base + 1],
                        slots));
    }

    private List<Model.Slot> slots(
            Model.SchemaFile file, String prefix, List<String> lines, int indent) {
        List<Model.Slot> slots = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int end = i + 1;
            while (end < lines.size() && depth(lines.get(end)) > indent) {
                end++;
            }
            List<Model.Slot> inner = slots(file, prefix, lines.subList(i + 1, end), indent + 2);
            slots.add(slot(file, prefix, lines.get(i).strip().split(" +"), inner));
            i = end - 1;
        }
        return slots;
    }

    private static int depth(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static Model.Slot slot(
            Model.SchemaFile file, String prefix, String[] w, List<Model.Slot> inner) {
        Matcher m = OCCURS.matcher(w[0]);
        if (!m.matches()) {
            throw new IllegalArgumentException("expected NAME, NAME? or NAME{min,max}");
        }
        String occurs = m.group(2) == null ? "" : m.group(2);
        int min = occurs.equals("?") || occurs.equals("!") ? 0 : 1;
        int max = 1;
        if (m.group(3) != null) {
            min = Integer.parseInt(m.group(3));
            max = m.group(4).equals("*") ? Model.UNBOUNDED : Integer.parseInt(m.group(4));
        }
        String name = m.group(1);
        String type = w.length > 1 ? w[1] : "";
        Model.Kind kind =
                switch (name) {
                    case "any" -> Model.Kind.ANY;
                    case "choice" -> Model.Kind.CHOICE;
                    case "together" -> Model.Kind.TOGETHER;
                    case "value" -> Model.Kind.VALUE;
                    default ->
                            name.startsWith("@")
                                    ? Model.Kind.ATTRIBUTE
                                    : w.length > 2 ? Model.Kind.GROUP : Model.Kind.ELEMENT;
                };
        if (kind == Model.Kind.ATTRIBUTE) {
            name = name.substring(1);
        } else if ((kind == Model.Kind.ELEMENT || kind == Model.Kind.GROUP)
                && name.indexOf(':') < 0
                && !file.unqualified) {
            name = prefix + name;
        }
        return new Model.Slot(kind, name, type, min, max, occurs.equals("!"), inner);
    }
}
