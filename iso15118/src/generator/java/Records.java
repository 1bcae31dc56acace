import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the message records, enumerations and sealed interfaces. */
final class Records {

    private final Path out;
    private final Map<String, Model.SchemaFile> files;
    private final Map<String, String> notes;

    /** Interface (qualified) to what a record of this type implements. */
    private final Map<String, Set<String>> implemented = new TreeMap<>();

    /**
     * Two places of a schema may give the same choice: its file is written once, as the last says.
     */
    private final Map<Path, String> texts = new TreeMap<>();

    Records(Path out, Map<String, Model.SchemaFile> files, Map<String, String> notes) {
        this.out = out;
        this.files = files;
        this.notes = notes;
    }

    void write() throws IOException {
        for (Model.SchemaFile f : files.values()) {
            abstractTypes(f);
            for (Model.ComplexType t : f.complex.values()) {
                for (Model.Slot s : t.slots()) {
                    switch (s.kind()) {
                        case GROUP -> group(f, s);
                        case CHOICE -> choice(f, s);
                        default -> {}
                    }
                }
            }
        }
        for (Model.SchemaFile f : files.values()) {
            for (Model.SimpleType s : f.simple.values()) {
                if (s instanceof Model.Enumeration e) {
                    enumeration(f, e);
                }
            }
            for (Model.ComplexType t : f.complex.values()) {
                if (!t.isAbstract()) {
                    record(f, t);
                }
            }
            packageInfo(f);
        }
        for (Map.Entry<Path, String> e : texts.entrySet()) {
            Output.write(e.getKey(), e.getValue());
        }
    }

    private void implement(String record, String interfaceName) {
        implemented.computeIfAbsent(record, k -> new LinkedHashSet<>()).add(interfaceName);
    }

    /** Abstract types with content become interfaces that give the common part. */
    private void abstractTypes(Model.SchemaFile f) {
        for (Model.ComplexType t : f.complex.values()) {
            Model.ComplexType base = f.complexType(t.base());
            while (base != null && (!base.isAbstract() || base.slots().isEmpty())) {
                base = f.complexType(base.base());
            }
            if (base != null) {
                implement(
                        Names.qualifiedType(f, t.name()),
                        Names.qualifiedType(f.owner(base.name()), base.name()));
            }
        }
        for (Model.ComplexType t : f.complex.values()) {
            if (t.isAbstract() && !t.slots().isEmpty() && !isGroupHead(f, t)) {
                String text =
                        "/** What every type derived from {@code %s} has. */\npublic interface %s%s {\n%s}\n"
                                .formatted(
                                        t.name(),
                                        Names.type(t.name()),
                                        extended(Names.qualifiedType(f, t.name()), "extends"),
                                        accessors(f, t));
                file(f, Names.type(t.name()), text);
            }
        }
    }

    private boolean isGroupHead(Model.SchemaFile f, Model.ComplexType t) {
        return f.complex.values().stream()
                .flatMap(c -> c.slots().stream())
                .anyMatch(
                        s ->
                                s.kind() == Model.Kind.GROUP
                                        && s.type().equals(t.name())
                                        && Component.groupInterface(f, s)
                                                .equals(Names.type(t.name())));
    }

    private String extended(String name, String word) {
        Set<String> all = implemented.getOrDefault(name, Set.of());
        return all.isEmpty()
                ? " " + word + " org.ebbflow.iso15118.message.Message"
                : " "
                        + word
                        + " "
                        + String.join(", ", all)
                        + (word.equals("implements")
                                ? ", org.ebbflow.iso15118.message.Message"
                                : "");
    }

    private String accessors(Model.SchemaFile f, Model.ComplexType t) {
        StringBuilder b = new StringBuilder();
        for (Component c : Component.of(f, t)) {
            b.append("    /** {@code ")
                    .append(label(c))
                    .append("}")
                    .append(note(c))
                    .append(". */\n    ");
            b.append(c.nullable() ? annotate(c.javaType()) : c.javaType());
            b.append(" ").append(c.name()).append("();\n");
        }
        return b.toString();
    }

    private void group(Model.SchemaFile f, Model.Slot s) {
        String name = Component.groupInterface(f, s);
        String qualified = Names.qualified(f, name);
        Set<String> members = new TreeSet<>();
        for (Model.Element e : f.group(s.name())) {
            Model.ComplexType t = f.complexType(e.type());
            if (!e.isAbstract() && !t.isAbstract()) {
                members.add(Names.qualifiedType(f.owner(e.type()), e.type()));
            }
        }
        members.forEach(m -> implement(m, qualified));
        Model.ComplexType head = f.complexType(s.type());
        file(
                f,
                name,
                ("/** What may stand in the place of {@code %s}. */\npublic sealed interface %s"
                                + " extends org.ebbflow.iso15118.message.Message\n"
                                + "        permits %s {\n%s}\n")
                        .formatted(
                                s.name(),
                                name,
                                String.join(",\n                ", members),
                                accessors(f, head)));
    }

    /** A choice of elements: records stand for themselves, plain values get a record inside. */
    private void choice(Model.SchemaFile f, Model.Slot s) {
        String name = s.type();
        String qualified = Names.qualified(f, name);
        List<String> members = new ArrayList<>();
        StringBuilder inner = new StringBuilder();
        for (Model.Slot i : s.items()) {
            if (i.kind() == Model.Kind.ANY) {
                continue;
            }
            if (f.complexType(i.type()) != null) {
                String member = Names.qualifiedType(f.owner(i.type()), i.type());
                members.add(member);
                implement(member, qualified);
            } else {
                String member = Names.type(i.name());
                members.add(qualified + "." + member);
                String java = Component.javaType(f, i.type());
                inner.append("    /** {@code %s}. */\n".formatted(i.name()));
                inner.append(
                        "    record %s(%s value) implements %s {\n".formatted(member, java, name));
                Component value = new Component("value", java, false, false, i);
                inner.append(RecordBody.of(member, List.of(value), List.of()).indent(4));
                inner.append("    }\n");
            }
        }
        file(
                f,
                name,
                ("/** One of the alternatives the standard gives here. */\n"
                                + "public sealed interface %s\n"
                                + "        permits %s {\n"
                                + "%s}\n")
                        .formatted(name, String.join(",\n                ", members), inner));
    }

    private void enumeration(Model.SchemaFile f, Model.Enumeration e) {
        String name = Names.type(e.name());
        StringBuilder b = new StringBuilder();
        b.append("/** Values of {@code ")
                .append(e.name())
                .append("}, in the order of the standard. */\n");
        b.append("public enum ").append(name).append(" {\n");
        List<String> constants = new ArrayList<>();
        for (String v : e.values()) {
            constants.add(
                    "    /** {@code " + v + "}. */\n    " + Names.constant(v) + "(\"" + v + "\")");
        }
        b.append(String.join(",\n", constants)).append(";\n\n");
        b.append("    private static final ").append(name).append("[] VALUES = values();\n\n");
        b.append("    private final String text;\n\n    ").append(name);
        b.append("(String text) {\n        this.text = text;\n    }\n\n");
        b.append("    /** The value as the standard writes it. */\n");
        b.append("    public String text() {\n        return text;\n    }\n\n");
        b.append("    /** The value with this EXI index (its place in the standard, from 0). */\n");
        b.append("    public static ").append(name).append(" at(int index) {\n");
        b.append("        return VALUES[index];\n    }\n}\n");
        file(f, name, b.toString());
    }

    private void record(Model.SchemaFile f, Model.ComplexType t) {
        String name = Names.type(t.name());
        StringBuilder b = new StringBuilder();
        List<Component> components = Component.of(f, t);
        b.append("/**\n * {@code ").append(t.name()).append("}.\n");
        if (!components.isEmpty()) {
            b.append(" *\n");
        }
        List<String> parameters = new ArrayList<>();
        for (Component c : components) {
            b.append(" * @param ").append(c.name()).append(" {@code ").append(label(c)).append("}");
            b.append(note(c)).append(optionality(c)).append("\n");
            parameters.add((c.nullable() ? annotate(c.javaType()) : c.javaType()) + " " + c.name());
        }
        b.append(" */\npublic record ").append(name).append("(");
        if (!parameters.isEmpty()) {
            b.append("\n        ").append(String.join(",\n        ", parameters));
        }
        b.append(")\n       ").append(extended(Names.qualifiedType(f, t.name()), "implements"));
        b.append(" {\n");
        b.append(RecordBody.of(name, components, parameters));
        b.append("}\n");
        file(f, name, b.toString());
    }

    private static String annotate(String type) {
        if (type.endsWith("[]")) {
            return type.substring(0, type.length() - 2) + " @Nullable []";
        }
        int dot = type.indexOf('<') < 0 ? type.lastIndexOf('.') : -1;
        return type.substring(0, dot + 1) + "@Nullable " + type.substring(dot + 1);
    }

    private static String label(Component c) {
        return switch (c.slot().kind()) {
            case CHOICE -> c.slot().type();
            case VALUE -> "value";
            default -> Model.local(c.slot().name());
        };
    }

    private String note(Component c) {
        String note = notes.get(label(c));
        return note == null ? "" : ": " + note;
    }

    private static String optionality(Component c) {
        if (c.list()) {
            Model.Slot s = c.slot();
            String max = s.max() == Model.UNBOUNDED ? "any number" : Integer.toString(s.max());
            return ", " + s.min() + " to " + max;
        }
        if (c.nullable()) {
            return ", may be absent";
        }
        return c.javaType().equals("byte[]") ? " (not copied: the giver must not change it)" : "";
    }

    private void packageInfo(Model.SchemaFile f) {
        file(
                f,
                "package-info",
                "/** Messages generated from the schema files; never edited. */\n@NullMarked\n");
    }

    private void file(Model.SchemaFile f, String name, String text) {
        Path dir = out.resolve(Names.ROOT.replace('.', '/')).resolve(f.javaPackage);
        StringBuilder b =
                new StringBuilder("// Generated from src/schema/" + f.name + ".schema.\n");
        String head = "package " + Names.ROOT + "." + f.javaPackage + ";\n\n";
        if (name.equals("package-info")) {
            texts.put(
                    dir.resolve(name + ".java"),
                    text + head + "import org.jspecify.annotations.NullMarked;\n");
            return;
        }
        String inPackage = text.replace(Names.ROOT + "." + f.javaPackage + ".", "");
        String message = Names.ROOT + ".Message";
        String body = inPackage.replace(message, "Message");
        b.append(head);
        if (body.contains("List<")) {
            b.append("import java.util.List;\n");
        }
        if (inPackage.contains(message)) {
            b.append("import ").append(message).append(";\n");
        }
        if (body.contains("@Nullable")) {
            b.append("import org.jspecify.annotations.Nullable;\n");
        }
        texts.put(dir.resolve(name + ".java"), b.append("\n").append(body).toString());
    }
}
