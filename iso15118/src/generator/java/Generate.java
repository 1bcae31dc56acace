import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns the schema files into records and EXI coders: {@code java Generate.java SCHEMAS OUTPUT
 * TEST_OUTPUT}.
 *
 * <p>Run by the build; the output is never edited.
 */
public final class Generate {

    public static void main(String[] arguments) throws IOException {
        Path schemas = Path.of(arguments[0]);
        Path out = Path.of(arguments[1]);
        Map<String, Model.SchemaFile> files = new SchemaReader(schemas).readAll();
        new Records(out, files, notes(schemas.resolve("units.txt"))).write();
        for (Model.SchemaFile f : files.values()) {
            new Coders(out, f).write();
        }
        new SchemaList(out, files).write();
        new RandomMessages(files).write(Path.of(arguments[2]));
        // Unchanged files keep their time; the folder says when they were last compared.
        Files.setLastModifiedTime(out, FileTime.from(Instant.now()));
    }

    /** Lines {@code ElementName: sentence}, shown in the Javadoc of the components. */
    private static Map<String, String> notes(Path table) throws IOException {
        Map<String, String> notes = new TreeMap<>();
        List<String> lines = Files.exists(table) ? Files.readAllLines(table) : new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                notes.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return notes;
    }

    private Generate() {}
}
