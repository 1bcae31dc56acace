import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a test class that makes random valid messages of every type. */
final class RandomMessages {

    private static final String PACKAGE = "org.ebbflow.iso15118.exi";

    private final Map<String, Model.SchemaFile> files;
    private final Code code = new Code();

    RandomMessages(Map<String, Model.SchemaFile> files) {
        this.files = files;
    }

    void write(Path out) throws IOException {
        code.line("// Generated from src/schema.");
        code.line("package %s;", PACKAGE);
        code.line("");
        code.line("import java.util.List;");
        code.line("import java.util.function.Supplier;");
        code.line("import org.ebbflow.iso15118.message.Message;");
        code.line("import org.ebbflow.iso15118.schema.Schema;");
        code.line("");
        code.line("/** Random messages that keep every limit of the schemas. */");
        code.line("final class RandomMessages {");
        code.line("private RandomMessages() {}");
        documents();
        for (Model.SchemaFile f : files.values()) {
            for (Model.ComplexType t : f.complex.values()) {
                if (!t.isAbstract() && possible(f, t)) {
                    type(f, t);
                }
            }
        }
        code.line("}");
        Output.write(
                out.resolve(PACKAGE.replace('.', '/')).resolve("RandomMessages.java"),
                code.toString());
    }

    /** Types that need content of a wildcard cannot be written. */
    private static boolean possible(Model.SchemaFile f, Model.ComplexType t) {
        return t.slots().stream().noneMatch(s -> impossible(f, s));
    }

    private static boolean impossible(Model.SchemaFile f, Model.Slot s) {
        if (s.kind() == Model.Kind.ANY) {
            return s.min() > 0;
        }
        Model.ComplexType content =
                s.kind() == Model.Kind.ELEMENT && s.min() > 0 ? f.complexType(s.type()) : null;
        return content != null && !possible(f, content);
    }

    private void documents() {
        code.line("static List<Supplier<Message>> documents(Schema schema, RandomValues r) {");
        code.line("return switch (schema) {");
        for (Model.SchemaFile f : files.values()) {
            if (f.codec.isEmpty()) {
                continue;
            }
            List<String> suppliers = new ArrayList<>();
            for (Model.Element e : f.globals()) {
                Model.ComplexType t = f.complexType(e.type());
                if (t != null && !t.isAbstract() && !e.isAbstract() && possible(f, t)) {
                    suppliers.add("() -> " + make(f, e.type()));
                }
            }
            code.line("case %s -> List.of(%s);", f.codec, String.join(", ", suppliers));
        }
        code.line("};");
        code.line("}");
    }

    private static String method(Model.SchemaFile f, String type) {
        return Model.local(Names.coder(f.owner(type))).replace("Coder", "")
                + "_"
                + Names.type(type);
    }

    private static String make(Model.SchemaFile f, String type) {
        return method(f, type) + "(r)";
    }

    private void type(Model.SchemaFile f, Model.ComplexType t) {
        String java = Names.qualifiedType(f, t.name());
        code.line("static %s %s(RandomValues r) {", java, method(f, t.name()));
        List<String> arguments = new ArrayList<>();
        for (Model.Slot s : t.slots()) {
            if (s.kind() == Model.Kind.TOGETHER) {
                code.line("boolean with%d = r.sometimes();", arguments.size());
                String with = "with" + arguments.size();
                s.items().forEach(i -> arguments.add(with + " ? " + value(f, i) + " : null"));
            } else if (s.kind() != Model.Kind.ANY) {
                arguments.add(argument(f, s));
            }
        }
        code.line("return new %s(%s);", java, String.join(", ", arguments));
        code.line("}");
        code.line("");
    }

    private String argument(Model.SchemaFile f, Model.Slot s) {
        if (s.repeated()) {
            int max = s.max() == Model.UNBOUNDED ? s.min() + 6 : s.max();
            return "r.list(%d, %d, () -> %s)".formatted(s.min(), max, value(f, s));
        }
        if (s.min() > 0 || s.requiredIfFirst()) {
            return value(f, s);
        }
        return "r.sometimes() ? " + value(f, s) + " : null";
    }

    private String value(Model.SchemaFile f, Model.Slot s) {
        return switch (s.kind()) {
            case GROUP -> group(f, s);
            case CHOICE -> choice(f, s);
            default -> f.complexType(s.type()) != null ? make(f, s.type()) : simple(f, s.type());
        };
    }

    private String group(Model.SchemaFile f, Model.Slot s) {
        List<String> all = new ArrayList<>();
        for (Model.Element e : f.group(s.name())) {
            if (!e.isAbstract() && !f.complexType(e.type()).isAbstract()) {
                all.add("() -> " + make(f, e.type()));
            }
        }
        String java = Names.qualified(f, Component.groupInterface(f, s));
        return "r.<%s>any(List.of(%s))".formatted(java, String.join(", ", all));
    }

    private String choice(Model.SchemaFile f, Model.Slot s) {
        List<String> all = new ArrayList<>();
        String java = Names.qualified(f, s.type());
        for (Model.Slot a : s.items()) {
            if (a.kind() == Model.Kind.ANY) {
                continue;
            }
            all.add(
                    f.complexType(a.type()) != null
                            ? "() -> " + make(f, a.type())
                            : "() -> new %s.%s(%s)"
                                    .formatted(java, Names.type(a.name()), simple(f, a.type())));
        }
        return "r.<%s>any(List.of(%s))".formatted(java, String.join(", ", all));
    }

    private String simple(Model.SchemaFile f, String type) {
        return switch (f.simpleType(type)) {
            case Model.Enumeration e ->
                    Component.javaType(f, type) + ".at(r.below(" + e.values().size() + "))";
            case Model.Bool b -> "r.sometimes()";
            case Model.Text t -> "r.text(%d, %d)".formatted(t.minLength(), t.maxLength());
            case Model.Binary b -> "r.octets(%d, %d)".formatted(b.minLength(), b.maxLength());
            case Model.Number n ->
                    switch (Values.coding(n)) {
                        case BIG -> "r.big()";
                        case UNSIGNED64 -> "r.number(Long.MIN_VALUE, Long.MAX_VALUE)";
                        default -> Values.cast(n) + "r.number(" + Values.range(n) + ")";
                    };
        };
    }
}
