import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes how documents and fragments of a schema begin and end. */
final class Roots {

    /** The one header octet of every stream. */
    private static final long HEADER = 0x80;

    private final Model.SchemaFile file;
    private final Code code;
    private final List<Model.Element> globals;
    private final Map<String, TreeSet<String>> elements;

    Roots(Model.SchemaFile file, Code code) {
        this.file = file;
        this.code = code;
        this.globals = file.globals();
        this.elements = fragmentElements();
    }

    void write() {
        encodeDocument();
        decodeDocument();
        encodeFragment();
        decodeFragment();
        for (TreeSet<String> types : elements.values()) {
            String type = types.size() > 1 ? fragmentType(types) : null;
            if (type != null) {
                new RelaxedFragment(file, type, elements.size(), code).write();
            }
        }
    }

    private boolean coded(Model.Element e) {
        Model.ComplexType t = file.complexType(e.type());
        return !e.isAbstract() && t != null && !t.isAbstract();
    }

    private int documentBits() {
        return Grammar.bitsFor(globals.size() + 1);
    }

    private void encodeDocument() {
        code.line("/** Writes a whole document, header included. */");
        code.line("public static void encodeDocument(BitWriter w, Message m) {");
        List<Model.Element> ordered = new ArrayList<>(globals);
        ordered.sort((a, b) -> Integer.compare(rank(a), rank(b)));
        for (Model.Element e : ordered) {
            if (coded(e)) {
                code.line("if (m instanceof %s v) {", Component.javaType(file, e.type()));
                writeRoot(
                        Coders.method(file, e.type(), "encode"),
                        globals.indexOf(e),
                        documentBits());
                end(e.type());
                code.line("return;");
                code.line("}");
            }
        }
        code.line("throw w.fail(\"document\");");
        code.line("}");
    }

    private void writeRoot(String method, int event, int bits) {
        long prefix = HEADER << bits | event;
        code.line("%s(w, %dL, %d, v);", method, prefix, Byte.SIZE + bits);
    }

    /** Elements that are messages of their own come before members of substitution groups. */
    private int rank(Model.Element e) {
        boolean own = file.elements.contains(e);
        return (own ? 0 : 2) + (e.head().isEmpty() ? 0 : 1);
    }

    private void decodeDocument() {
        code.line("/** Reads a whole document, header included. */");
        code.line("public static Message decodeDocument(BitReader r) {");
        code.line("int code = r.start(%d, %d, \"document\");", documentBits(), globals.size());
        code.line("switch (code) {");
        for (int i = 0; i < globals.size(); i++) {
            if (coded(globals.get(i))) {
                code.line("case %d: {", i);
                readRoot(globals.get(i).type());
                code.line("return m;");
                code.line("}");
            }
        }
        code.line(
                "default: throw r.fail(\"document\", \"no message has this root element code: \", code);");
        code.line("}");
        code.line("}");
    }

    private void readRoot(String type) {
        String method = Coders.method(file, type, "decode");
        code.line("%s m = %s(r, 0);", Component.javaType(file, type), method);
        Grammar grammar = grammar(type);
        Grammar.State end = grammar.fixedEnd();
        if (end != null) {
            int bits = grammar.zerosBeforeEnd(true) + end.bits();
            code.line("r.exactly(%d, %d, \"%s\");", end.endCode(), bits, Names.type(type));
        }
    }

    private Grammar grammar(String type) {
        return new Grammar(file.owner(type), file.complexType(type));
    }

    /** Writes the end of a root element where the type leaves it to its caller. */
    private void end(String type) {
        Grammar grammar = grammar(type);
        Grammar.State end = grammar.fixedEnd();
        if (end != null) {
            code.line("w.put(%d, %d);", end.endCode(), grammar.zerosBeforeEnd(false) + end.bits());
        }
    }

    /** Names of all elements and their types, in fragment order. */
    private Map<String, TreeSet<String>> fragmentElements() {
        Map<String, TreeSet<String>> types = new LinkedHashMap<>();
        for (Model.SchemaFile f : file.closure()) {
            f.elements.forEach(
                    e -> types.computeIfAbsent(e.name(), k -> new TreeSet<>()).add(e.type()));
            f.complex.values().forEach(t -> collect(t.slots(), types));
        }
        List<String> names = new ArrayList<>(types.keySet());
        names.sort(file::compareNames);
        Map<String, TreeSet<String>> sorted = new LinkedHashMap<>();
        names.forEach(n -> sorted.put(n, types.get(n)));
        return sorted;
    }

    private static void collect(List<Model.Slot> slots, Map<String, TreeSet<String>> types) {
        for (Model.Slot s : slots) {
            if (s.kind() == Model.Kind.ELEMENT || s.kind() == Model.Kind.GROUP) {
                types.computeIfAbsent(s.name(), k -> new TreeSet<>()).add(s.type());
            }
            collect(s.items(), types);
        }
    }

    /** Names of all elements of the schema and their types, in fragment order. */
    Map<String, TreeSet<String>> elements() {
        return elements;
    }

    /** How a caller names a fragment: the local name, with the prefix where several share it. */
    String key(String name) {
        String local = Model.local(name);
        long same = elements.keySet().stream().filter(n -> Model.local(n).equals(local)).count();
        return same == 1 ? local : name;
    }

    private int fragmentBits() {
        return Grammar.bitsFor(elements.size() + 2);
    }

    /** The end of a fragment has a code of its own, after all elements and the wildcard. */
    private int fragmentEnd() {
        return elements.size() + 1;
    }

    private void encodeFragment() {
        List<String> names = new ArrayList<>(elements.keySet());
        code.line("/** Writes a fragment: header, one element named as in the standard, end. */");
        code.line("public static void encodeFragment(BitWriter w, String element, Message m) {");
        code.line("switch (element) {");
        for (int i = 0; i < names.size(); i++) {
            TreeSet<String> types = elements.get(names.get(i));
            String type = fragmentType(types);
            if (type == null) {
                continue;
            }
            code.line("case \"%s\":", key(names.get(i)));
            code.line("if (m instanceof %s v) {", Component.javaType(file, type));
            writeRoot(method(types, type, "encode"), i, fragmentBits());
            if (types.size() == 1) {
                end(type);
            }
            code.line("w.put(%d, %d);", fragmentEnd(), fragmentBits());
            code.line("return;");
            code.line("}");
            code.line("break;");
        }
        code.line("default:");
        code.line("}");
        code.line("throw w.fail(element);");
        code.line("}");
    }

    private void decodeFragment() {
        List<String> names = new ArrayList<>(elements.keySet());
        code.line("/** Reads a fragment, header included. */");
        code.line("public static Message decodeFragment(BitReader r) {");
        code.line("Message root;");
        code.line("int code = r.start(%d, %d, \"fragment\");", fragmentBits(), names.size());
        code.line("switch (code) {");
        for (int i = 0; i < names.size(); i++) {
            TreeSet<String> types = elements.get(names.get(i));
            String type = fragmentType(types);
            if (type == null) {
                continue;
            }
            code.line("case %d: {", i);
            code.line("r.root(\"%s\");", names.get(i));
            if (types.size() == 1) {
                readRoot(type);
                code.line("root = m;");
            } else {
                code.line("root = %s(r);", method(types, type, "decode"));
            }
            code.line("break;");
            code.line("}");
        }
        code.line(
                "default: throw r.fail(\"fragment\", \"nothing to read has this element code: \", code);");
        code.line("}");
        code.line("r.exactly(%d, %d, \"end of fragment\");", fragmentEnd(), fragmentBits());
        code.line("return root;");
        code.line("}");
    }

    /** The type with children or attributes an element of this name has, or null. */
    String fragmentType(TreeSet<String> types) {
        for (String t : types) {
            Model.ComplexType c = file.complexType(t);
            if (c != null && !c.isAbstract()) {
                return t;
            }
        }
        return null;
    }

    private String method(TreeSet<String> types, String type, String verb) {
        return types.size() > 1
                ? verb + "Relaxed" + Names.type(type)
                : Coders.method(file, type, verb);
    }
}
