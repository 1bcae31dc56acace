import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        code.line("import java.util.List;");
        code.line("import org.ebbflow.iso15118.exi.bits.BitReader;");
        code.line("import org.ebbflow.iso15118.exi.bits.BitWriter;");
        code.line("import org.ebbflow.iso15118.message.Message;");
        code.line("");
        code.line("/** EXI of the types declared in {@code %s}. */", file.name);
        code.line("@Suppress" + "Warnings(\"unchecked\")");
        code.line("public final class %s {", Names.coder(file));
        code.line("private %s() {}", Names.coder(file));
        for (Model.ComplexType t : file.complex.values()) {
            if (!t.isAbstract()) {
                new Encoder(file, t, code).write();
                new Decoder(file, t, code).write();
            }
        }
        if (!file.codec.isEmpty()) {
            new Roots(file, code).write();
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

    /** The coder method of a type, with its class when another file declares the type. */
    static String method(Model.SchemaFile from, String type, String verb) {
        Model.SchemaFile owner = from.owner(type);
        String prefix = owner == from ? "" : Names.coder(owner) + ".";
        return prefix + verb + Names.type(type);
    }
}
