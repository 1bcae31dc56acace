package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The seven properties of arbitration, one row each, in their order: each holds, and each finds a
 * deliberate fault of the product that breaks it.
 */
final class SevenPropertiesTest {

    private static final String OURS = "org.ebbflow.controller.";

    /** A property, and a fault: file, what stands there, what stands there instead. */
    enum Property {
        OUTPUT_INSIDE_EVERY_VALID_INTERVAL(
                "insideEveryInterval",
                "dispatch/Ramp",
                "Math.clamp(powerMilliW, envelope.min() * 1000L, envelope.max() * 1000L)",
                "powerMilliW"),
        REMOVING_A_LIMIT_NEVER_SHRINKS_ADDING_NEVER_WIDENS(
                "aLimitMoreNeverWidens",
                "dispatch/Envelope",
                "return tightness > standingTightness || (tightness == standingTightness &&"
                        + " limit.source().code() < standing.source().code());",
                "return limit.source().code() > standing.source().code();"),
        A_LOWER_PRIORITY_SET_POINT_NEVER_CHANGES_THE_OUTPUT(
                "aWorseSetPointChangesNothing",
                "dispatch/Wish",
                "best = ORDER.compare(wish, best) < 0 ? wish : best;",
                "best = wish;"),
        NO_OUTPUT_BELOW_ZERO_WITH_ANY_GATE_FALSE(
                "noExportThroughAFalseGate",
                "dispatch/StationArbiter",
                "if (flowing) { found.addAll(Limits.gates(closed));",
                "if (flowing) {"),
        EXPIRY_AT_T_IS_VISIBLE_ONE_PERIOD_LATER(
                "anEndShowsInTheNextCycle",
                "dispatch/Wish",
                "t.lease().isRunning(tick.monotonicNs())",
                "t.lease().isRunning(tick.monotonicNs() - 1)"),
        SAME_INPUTS_IN_ANY_ORDER_GIVE_THE_SAME_OUTPUT(
                "orderNeverMatters",
                "dispatch/Wish",
                ".thenComparingInt(w -> w.source().code())",
                ""),
        SIGN_ADAPTERS("everyWireHasItsSign", "energy/WirePower", "-part * ratedW.max()", "part");

        private final String method;
        private final String file;
        private final String original;
        private final String broken;

        Property(String method, String file, String original, String broken) {
            this.method = method;
            this.file = file;
            this.original = original;
            this.broken = broken;
        }

        void run(ClassLoader classes) throws ReflectiveOperationException {
            classes.loadClass(OURS + "dispatch.SevenProperties").getMethod(method).invoke(null);
        }

        /** The source with the fault. */
        String faulty() throws IOException {
            String source = Files.readString(sources().resolve(file + ".java"));
            Matcher matcher =
                    Pattern.compile(
                                    Stream.of(original.split("\\s+", -1))
                                            .map(Pattern::quote)
                                            .collect(Collectors.joining("\\s+")))
                            .matcher(source);
            assertEquals(1, matcher.results().count(), "stands once in " + file + ": " + original);
            return matcher.replaceFirst(Matcher.quoteReplacement(broken));
        }

        private static Path sources() {
            Path here = Path.of("src/main/java/org/ebbflow/controller");
            return Files.exists(here) ? here : Path.of("controller").resolve(here);
        }
    }

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void itHolds(Property property) {
        assertDoesNotThrow(() -> property.run(SevenPropertiesTest.class.getClassLoader()));
    }

    @ParameterizedTest
    @EnumSource
    void itFindsItsFault(Property property) throws IOException {
        Path source = folder.resolve(Path.of(property.file).getFileName() + ".java");
        Files.writeString(source, property.faulty(), StandardCharsets.UTF_8);
        compile(source, folder);
        InvocationTargetException found =
                assertThrows(
                        InvocationTargetException.class, () -> property.run(new Faulty(folder)));
        assertInstanceOf(AssertionError.class, found.getCause());
    }

    private static void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter told = new StringWriter();
        List<String> options =
                List.of(
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString());
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean done =
                    compiler.getTask(
                                    told,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            assertTrue(done, told::toString);
        }
    }

    /** Dispatch, and what was compiled with a fault, once more. */
    private static final class Faulty extends ClassLoader {
        private final Path classes;

        Faulty(Path classes) {
            super(SevenPropertiesTest.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Path file = classes.resolve(name.replace('.', '/') + ".class");
            if (!name.startsWith(OURS + "dispatch.") && !Files.exists(file)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            byte[] code = known == null ? code(name, file) : new byte[0];
            return known == null ? defineClass(name, code, 0, code.length) : known;
        }

        private byte[] code(String name, Path file) throws ClassNotFoundException {
            String resource = name.replace('.', '/') + ".class";
            try (InputStream usual = getParent().getResourceAsStream(resource)) {
                if (usual == null) {
                    throw new ClassNotFoundException(name);
                }
                return Files.exists(file) ? Files.readAllBytes(file) : usual.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
