import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a generated file only when its text changed, so that an unchanged build compiles nothing
 * again.
 */
final class Output {

    static void write(Path file, CharSequence text) throws IOException {
        Path directory = file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        String wanted = text.toString();
        if (!Files.exists(file) || !Files.readString(file).equals(wanted)) {
            Files.writeString(file, wanted);
        }
    }

    private Output() {}
}
