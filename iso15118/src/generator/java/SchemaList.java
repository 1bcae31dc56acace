import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the list of schemas that can be spoken, and the switch from a schema to its coder. */
final class SchemaList {

    private final Path out;
    private final List<Model.SchemaFile> files;

    SchemaList(Path out, Map<String, Model.SchemaFile> all) {
        this.out = out;
        this.files = all.values().stream().filter(f -> !f.codec.isEmpty()).toList();
    }

    void write() throws IOException {
        Path dir = out.resolve("org/ebbflow/iso15118/schema");
        Files.createDirectories(dir);
        Output.write(dir.resolve("Schema.java"), schemas());
        Output.write(
                out.resolve(Coders.PACKAGE.replace('.', '/')).resolve("Coders.java"), coders());
    }

    private String schemas() {
        Code code = new Code();
        code.line("// Generated from src/schema.");
        code.line("package org.ebbflow.iso15118.schema;");
        code.line("");
        code.line("/** The schemas that have documents of their own. */");
        code.line("public enum Schema {");
        List<String> constants = new ArrayList<>();
        for (Model.SchemaFile f : files) {
            String uri = f.namespaces.values().iterator().next();
            constants.add(
                    "    /** {@code %s}. */\n    %s(\"%s\", \"%s\")"
                            .formatted(uri, f.codec, f.name, uri));
        }
        code.line("%s;", String.join(",\n", constants).stripLeading());
        code.line("");
        code.line("private final String file;");
        code.line("private final String namespace;");
        code.line("");
        code.line("Schema(String file, String namespace) {");
        code.line("this.file = file;");
        code.line("this.namespace = namespace;");
        code.line("}");
        code.line("");
        code.line("/** The name of its schema file, without extension. */");
        code.line("public String file() {");
        code.line("return file;");
        code.line("}");
        code.line("");
        code.line("/** The namespace the supportedAppProtocol handshake names it by. */");
        code.line("public String namespace() {");
        code.line("return namespace;");
        code.line("}");
        code.line("}");
        return code.toString();
    }

    private String coders() {
        Code code = new Code();
        code.line("// Generated from src/schema.");
        code.line("package %s;", Coders.PACKAGE);
        code.line("");
        code.line("import org.ebbflow.iso15118.exi.bits.BitReader;");
        code.line("import org.ebbflow.iso15118.exi.bits.BitWriter;");
        code.line("import org.ebbflow.iso15118.message.Message;");
        code.line("import org.ebbflow.iso15118.schema.Schema;");
        code.line("");
        code.line("/** Finds the coder of a schema. */");
        code.line("public final class Coders {");
        code.line("private Coders() {}");
        dispatch(
                code,
                "void encodeDocument(Schema schema, BitWriter w, Message m)",
                "encodeDocument(w, m)");
        dispatch(code, "Message decodeDocument(Schema schema, BitReader r)", "decodeDocument(r)");
        dispatch(
                code,
                "void encodeFragment(Schema schema, BitWriter w, String element, Message m)",
                "encodeFragment(w, element, m)");
        dispatch(code, "Message decodeFragment(Schema schema, BitReader r)", "decodeFragment(r)");
        code.line("}");
        return code.toString();
    }

    private void dispatch(Code code, String signature, String call) {
        boolean result = !signature.startsWith("void");
        code.line("");
        code.line("/** The method of this name of the coder of the schema. */");
        code.line("public static %s {", signature);
        code.line("switch (schema) {");
        for (Model.SchemaFile f : files) {
            code.line(
                    "case %s: %s%s.%s;%s",
                    f.codec,
                    result ? "return " : "",
                    Names.coder(f),
                    call,
                    result ? "" : " return;");
        }
        code.line("}");
        code.line("throw new IllegalArgumentException(schema.name());");
        code.line("}");
    }
}
