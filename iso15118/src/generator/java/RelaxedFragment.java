import java.util.List;
import java.util.TreeSet;

/**
 * Coder of a fragment whose element name is declared with differing types.
 *
 * <p>EXI then uses the relaxed element fragment grammar: any attribute and any element of the
 * schema, values as plain strings. Only types with attributes and text occur in this position.
 */
final class RelaxedFragment {

    private final Model.SchemaFile file;
    private final String type;
    private final Code code;
    private final List<String> attributes;
    private final int elements;
    private final Model.Slot value;

    RelaxedFragment(Model.SchemaFile file, String type, int elements, Code code) {
        this.file = file;
        this.type = type;
        this.code = code;
        this.elements = elements;
        TreeSet<String> names = new TreeSet<>(file::compareNames);
        for (Model.SchemaFile f : file.closure()) {
            f.complex.values().stream()
                    .flatMap(t -> t.slots().stream())
                    .filter(s -> s.kind() == Model.Kind.ATTRIBUTE)
                    .forEach(s -> names.add(s.name()));
        }
        attributes = List.copyOf(names);
        value = file.complexType(type).slots().getLast();
        if (value.kind() != Model.Kind.VALUE) {
            throw new IllegalStateException("relaxed fragment with children: " + type);
        }
    }

    /**
     * AT(names), AT(*), SE(names), SE(*), EE, CH: the first state, which attributes do not leave.
     */
    private int startText() {
        return attributes.size() + 1 + elements + 2;
    }

    private int startBits() {
        return Grammar.bitsFor(startText() + 2);
    }

    /** SE(names), SE(*), EE, CH: the state after the text. */
    private int contentBits() {
        return Grammar.bitsFor(elements + 4);
    }

    void write() {
        String java = Component.javaType(file, type);
        List<Component> components = Component.of(file, file.complexType(type));
        code.line(
                "private static void encodeRelaxed%s(BitWriter w, long prefix, int prefixBits, %s v) {",
                Names.type(type), java);
        code.line("w.put(prefix, prefixBits);");
        for (Component c : components) {
            Model.Slot s = c.slot();
            int event = s == value ? startText() : attributes.indexOf(s.name());
            code.line(
                    "w.string(%dL, %d, v.%s(), %s, \"%s\");",
                    event, startBits(), c.name(), limits(s), c.name());
        }
        code.line("w.put(%d, %d);", elements + 1, contentBits());
        code.line("}");
        decode(java, components);
    }

    private String limits(Model.Slot s) {
        Model.Text t = (Model.Text) file.simpleType(s.type());
        return t.minLength() + ", " + t.maxLength();
    }

    private void decode(String java, List<Component> components) {
        code.line("private static %s decodeRelaxed%s(BitReader r) {", java, Names.type(type));
        for (Component c : components) {
            code.line("%s %s = \"\";", c.javaType(), c.name());
        }
        code.line(
                "int at = r.readCode(%d, %d, \"%s\");",
                startBits(), startText() + 1, Names.type(type));
        for (Component c : components) {
            Model.Slot s = c.slot();
            if (s != value) {
                code.line("if (at == %d) {", attributes.indexOf(s.name()));
                code.line("%s = r.string(0, %s, \"%s\");", c.name(), limits(s), c.name());
                code.line(
                        "at = r.readCode(%d, %d, \"%s\");",
                        startBits(), startText() + 1, Names.type(type));
                code.line("} else {");
                code.line("throw r.fail(\"%s\", \"missing, found code \", at);", c.name());
                code.line("}");
            }
        }
        code.line("if (at == %d) {", startText());
        code.line("value = r.string(0, %s, \"value\");", limits(value));
        code.line("r.exactly(%d, %d, \"%s\");", elements + 1, contentBits(), Names.type(type));
        code.line("} else {");
        code.line("throw r.fail(\"%s\", \"unexpected code \", at);", Names.type(type));
        code.line("}");
        code.line(
                "return new %s(%s);",
                java, String.join(", ", components.stream().map(Component::name).toList()));
        code.line("}");
    }
}
