import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.zip.ZipFile;

/**
 * Puts the module descriptor into a jar that Maven has packed without it: {@code java
 * Descriptor.java JAR CLASSES TIME_STAMP}.
 *
 * <p>A jar that has its descriptor already is not touched: the modules above it would be compiled
 * again.
 */
public final class Descriptor {

    private static final String NAME = "module-info.class";

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path classes = Path.of(arguments[1]);
        if (holdsOne(jar) && !isNewer(classes.resolve(NAME), jar)) {
            return;
        }
        int code =
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--update",
                                "--file",
                                jar.toString(),
                                "--date",
                                arguments[2],
                                "-C",
                                classes.toString(),
                                NAME);
        System.exit(code);
    }

    private static boolean holdsOne(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry(NAME) != null;
        }
    }

    private static boolean isNewer(Path file, Path other) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
    }

    private Descriptor() {}
}
