import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes the table by which the command line shows messages as XML: {@code java Infoset.java
 * SCHEMAS TABLE}.
 *
 * <p>One line per fact, words separated by spaces, names as {@code {namespace}local} or {@code
 * local}:
 *
 * <ul>
 *   <li>{@code document SCHEMA NAME RECORD} and {@code fragment SCHEMA NAME RECORD KEY}
 *   <li>{@code record CLASS}, followed by its components in order:
 *   <li>{@code attribute COMPONENT one|optional NAME VALUE} and {@code value COMPONENT VALUE}
 *   <li>{@code child COMPONENT one|optional|list}, followed by {@code member NAME CLASS VALUE}; the
 *       class is "-" where the component holds the value itself
 * </ul>
 *
 * <p>A value is string, hex, base64, boolean, int, long, unsigned64, integer, {@code enum:CLASS} or
 * {@code record:CLASS}.
 */
public final class Infoset {

    private final List<String> lines = new ArrayList<>();

    public static void main(String[] arguments) throws IOException {
        Map<String, Model.SchemaFile> files = new SchemaReader(Path.of(arguments[0])).readAll();
        Infoset infoset = new Infoset();
        for (Model.SchemaFile f : files.values()) {
            if (!f.codec.isEmpty()) {
                infoset.roots(f);
            }
            for (Model.ComplexType t : f.complex.values()) {
                if (!t.isAbstract()) {
                    infoset.record(f, t);
                }
            }
        }
        Output.write(Path.of(arguments[1]), String.join("\n", infoset.lines) + "\n");
    }

    private void roots(Model.SchemaFile f) {
        for (Model.Element e : f.globals()) {
            Model.ComplexType t = f.complexType(e.type());
            if (t != null && !t.isAbstract() && !e.isAbstract()) {
                lines.add(
                        "document %s %s %s"
                                .formatted(f.codec, name(f, e.name()), record(f, e.type())));
            }
        }
        Roots roots = new Roots(f, new Code());
        for (Map.Entry<String, TreeSet<String>> e : roots.elements().entrySet()) {
            String type = roots.fragmentType(e.getValue());
            if (type != null) {
                lines.add(
                        "fragment %s %s %s %s"
                                .formatted(
                                        f.codec,
                                        name(f, e.getKey()),
                                        record(f, type),
                                        roots.key(e.getKey())));
            }
        }
    }

    private static String record(Model.SchemaFile f, String type) {
        return Names.qualifiedType(f.owner(type), type);
    }

    private static String name(Model.SchemaFile f, String qualified) {
        String uri = f.uri(qualified);
        return (uri.isEmpty() ? "" : "{" + uri + "}") + Model.local(qualified);
    }

    private void record(Model.SchemaFile f, Model.ComplexType t) {
        lines.add("record " + Names.qualifiedType(f, t.name()));
        for (Component c : Component.of(f, t)) {
            Model.Slot s = c.slot();
            switch (s.kind()) {
                case ATTRIBUTE ->
                        lines.add(
                                "attribute %s %s %s %s"
                                        .formatted(
                                                c.name(),
                                                occurs(c),
                                                name(f, s.name()),
                                                value(f, s.type())));
                case VALUE -> lines.add("value %s %s".formatted(c.name(), value(f, s.type())));
                default -> child(f, c);
            }
        }
    }

    private void child(Model.SchemaFile f, Component c) {
        lines.add("child %s %s".formatted(c.name(), occurs(c)));
        Model.Slot s = c.slot();
        switch (s.kind()) {
            case GROUP -> {
                for (Model.Element e : f.group(s.name())) {
                    Model.ComplexType t = f.complexType(e.type());
                    if (!e.isAbstract() && !t.isAbstract()) {
                        member(name(f, e.name()), "-", value(f, e.type()));
                    }
                }
            }
            case CHOICE -> {
                for (Model.Slot a : s.items()) {
                    if (a.kind() != Model.Kind.ANY) {
                        boolean complex = f.complexType(a.type()) != null;
                        String wrapper = Names.qualified(f, s.type()) + "$" + Names.type(a.name());
                        member(name(f, a.name()), complex ? "-" : wrapper, value(f, a.type()));
                    }
                }
            }
            default -> member(name(f, s.name()), "-", value(f, s.type()));
        }
    }

    private static String occurs(Component c) {
        return c.list() ? "list" : c.nullable() ? "optional" : "one";
    }

    private void member(String name, String wrapper, String value) {
        lines.add("member %s %s %s".formatted(name, wrapper, value));
    }

    private static String value(Model.SchemaFile f, String type) {
        if (f.complexType(type) != null) {
            return "record:" + record(f, type);
        }
        return switch (f.simpleType(type)) {
            case Model.Enumeration e -> "enum:" + record(f, type);
            case Model.Text t -> "string";
            case Model.Bool b -> "boolean";
            case Model.Binary b -> b.hex() ? "hex" : "base64";
            case Model.Number n ->
                    switch (Values.coding(n)) {
                        case BIG -> "integer";
                        case UNSIGNED64 -> "unsigned64";
                        default -> Component.fitsInt(n) ? "int" : "long";
                    };
        };
    }

    private Infoset() {}
}
