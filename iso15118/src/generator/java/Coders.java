import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes one coder class per schema file: how its types become EXI and back. */
final class Coders {

    static final String PACKAGE = "org.ebbflow.iso15118.exi.coder";

    private final Path out;
    private final Model.SchemaFile file;

    Coders(Path out, Model.SchemaFile file) {
        this.out = out;
        this.file = file;
    }

    void write() throws IOException {
        Code code = new Code();
        code.line("// Generated from src/schema/%s.schema.", file.name);
        code.line("package %s;", PACKAGE);
        code.line("");
        code.line("import java.util.ArrayList;");
        code.line("import java.util.List;");
        code.line("import org.ebbflow.iso15118.exi.bits.BitReader;");
        code.line("import org.ebbflow.iso15118.exi.bits.BitWriter;");
        code.line("import org.ebbflow.iso15118.message.Message;");
        code.line("");
        code.line("/** EXI of the types declared in {@code %s}. */", file.name);
        code.line("public final class %s {", Names.coder(file));
        code.line("private %s() {}", Names.coder(file));
        for (Model.ComplexType t : file.complex.values()) {
            if (!t.isAbstract()) {
                new Encoder(file, t, code).write();
                new Decoder(file, t, code).write();
            }
        }
        if (!file.codec.isEmpty()) {
            document(code);
            fragment(code);
        }
        code.line("}");
        Path dir = out.resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(dir);
        Output.write(dir.resolve(Names.coder(file) + ".java"), code.toString());
        Output.write(
                dir.resolve("package-info.java"),
                "/** EXI coders generated from the schema files; never edited. */\n"
                        + "@org.jspecify.annotations.NullMarked\npackage "
                        + PACKAGE
                        + ";\n");
    }

    private boolean coded(Model.Element e) {
        Model.ComplexType t = file.complexType(e.type());
        return !e.isAbstract() && t != null && !t.isAbstract();
    }

    private void document(Code code) {
        List<Model.Element> globals = file.globals();
        int bits = Grammar.bitsFor(globals.size() + 1);
        code.line("/** Writes a whole document after the header. */");
        code.line("public static void encodeDocument(BitWriter w, Message m) {");
        List<Model.Element> ordered = new ArrayList<>(globals);
        ordered.sort((a, b) -> Integer.compare(rank(a), rank(b)));
        for (Model.Element e : ordered) {
            if (coded(e)) {
                String java = Component.javaType(file, e.type());
                code.line("if (m instanceof %s v) {", java);
                code.line("w.put(%d, %d);", globals.indexOf(e), bits);
                code.line("%s(w, v);", method(file, e.type(), "encode"));
                code.line("return;");
                code.line("}");
            }
        }
        code.line("throw w.fail(\"no document of this schema\");");
        code.line("}");
        code.line("/** Reads a whole document after the header. */");
        code.line("public static Message decodeDocument(BitReader r) {");
        code.line("int code = r.code(%d, %d, \"document\");", bits, globals.size());
        code.line("switch (code) {");
        for (int i = 0; i < globals.size(); i++) {
            if (coded(globals.get(i))) {
                code.line(
                        "case %d: return %s(r);", i, method(file, globals.get(i).type(), "decode"));
            }
        }
        code.line(
                "default: throw r.fail(\"document\", \"no message has root element code \", code);");
        code.line("}");
        code.line("}");
    }

    /** Elements that are messages of their own come before members of substitution groups. */
    private int rank(Model.Element e) {
        boolean own = file.elements.contains(e);
        return (own ? 0 : 2) + (e.head().isEmpty() ? 0 : 1);
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

    private void fragment(Code code) {
        Map<String, TreeSet<String>> elements = fragmentElements();
        List<String> names = new ArrayList<>(elements.keySet());
        int bits = Grammar.bitsFor(names.size() + 2);
        int end = names.size() + 1;
        code.line(
                "/** Writes a fragment after the header: one element, named as in the standard. */");
        code.line("public static void encodeFragment(BitWriter w, String element, Message m) {");
        code.line("switch (element) {");
        for (int i = 0; i < names.size(); i++) {
            String type = fragmentType(elements.get(names.get(i)));
            if (type == null) {
                continue;
            }
            String local = Model.local(names.get(i));
            long same = names.stream().filter(n -> Model.local(n).equals(local)).count();
            code.line("case \"%s\":", same == 1 ? local : names.get(i));
            code.line("if (m instanceof %s v) {", Component.javaType(file, type));
            code.line("w.put(%d, %d);", i, bits);
            code.line("%s(w, v);", fragmentMethod(elements.get(names.get(i)), type, "encode"));
            code.line("w.put(%d, %d);", end, bits);
            code.line("return;");
            code.line("}");
            code.line("break;");
        }
        code.line("default:");
        code.line("}");
        code.line("throw w.fail(element);");
        code.line("}");
        code.line("/** Reads a fragment after the header. */");
        code.line("public static Message decodeFragment(BitReader r) {");
        code.line("Message m;");
        code.line("int code = r.code(%d, %d, \"fragment\");", bits, names.size());
        code.line("switch (code) {");
        for (int i = 0; i < names.size(); i++) {
            String type = fragmentType(elements.get(names.get(i)));
            if (type != null) {
                code.line(
                        "case %d: r.root(\"%s\"); m = %s(r); break;",
                        i,
                        names.get(i),
                        fragmentMethod(elements.get(names.get(i)), type, "decode"));
            }
        }
        code.line(
                "default: throw r.fail(\"fragment\", \"no type of its own has element code \", code);");
        code.line("}");
        code.line("r.exactly(%d, %d, \"end of fragment\");", end, bits);
        code.line("return m;");
        code.line("}");
        for (TreeSet<String> types : elements.values()) {
            String type = types.size() > 1 ? fragmentType(types) : null;
            if (type != null) {
                new RelaxedFragment(file, type, names.size(), code).write();
            }
        }
    }

    /** The type with children or attributes an element of this name has, or null. */
    private String fragmentType(TreeSet<String> types) {
        for (String t : types) {
            Model.ComplexType c = file.complexType(t);
            if (c != null && !c.isAbstract()) {
                return t;
            }
        }
        return null;
    }

    private String fragmentMethod(TreeSet<String> types, String type, String verb) {
        return types.size() > 1 ? verb + "Relaxed" + Names.type(type) : method(file, type, verb);
    }

    /** The coder method of a type, with its class when another file declares the type. */
    static String method(Model.SchemaFile from, String type, String verb) {
        Model.SchemaFile owner = from.owner(type);
        String prefix = owner == from ? "" : Names.coder(owner) + ".";
        return prefix + verb + Names.type(type);
    }
}
