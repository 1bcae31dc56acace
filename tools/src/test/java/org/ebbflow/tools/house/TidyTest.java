package org.ebbflow.tools.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Keeps files small, lines short, quantities with units, and the top level as planned. */
final class TidyTest {

    private static final int MAX_FILE_LINES = 600;
    private static final int MAX_LINE = 110;
    private static final int MAX_METHOD_LINES = 60;
    private static final int MAX_PARAMETERS = 5;
    private static final int MAX_BIT_PARAMETERS = 7;

    private static final Pattern QUANTITY =
            Pattern.compile(
                    "(?i).*(power|voltage|current|energy|resistance|frequency|temperature|timeout|delay|"
                            + "duration|capacity).*");
    private static final Pattern UNIT =
            Pattern.compile(
                    ".*(W|Kw|MilliW|MwS|Mws|Mv|DeciV|MilliV|V|Ma|DeciA|CentiA|A|Wh|Kwh|Ohm|Kohm|Hz|MilliHz"
                            + "|CentiHz|DeciC|CentiC|C|Ns|Micros|Us|Ms|S|Seconds|Nanos|Millis|DeciPercent"
                            + "|PerMille|Percent|Bytes|Bits|Count|Code|Id|Mode|Index|Scale|Factor"
                            + "|[A-Z_]+)$");

    @Test
    void filesAndLinesStayShort() {
        List<String> findings = new ArrayList<>();
        for (Path file : Sources.javaFiles()) {
            List<String> lines = Sources.lines(file);
            if (lines.size() > MAX_FILE_LINES) {
                findings.add(Sources.shortName(file) + ": " + lines.size() + " lines");
            }
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.length() > MAX_LINE) {
                    findings.add(Sources.shortName(file) + ":" + (i + 1) + ": " + line.length());
                }
                if (line.contains("@Suppress" + "Warnings") || line.matches("import .*\\*;")) {
                    findings.add(Sources.shortName(file) + ":" + (i + 1) + ": " + line.strip());
                }
            }
        }
        assertEquals(List.of(), findings);
    }

    @Test
    void methodsStayShortAndQuantitiesCarryTheirUnit() throws IOException {
        List<String> findings = new ArrayList<>();
        List<Path> files = Sources.javaFiles();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit, positions, findings).scan(unit, null);
            }
        }
        assertEquals(List.of(), findings);
    }

    @Test
    void topLevelHoldsOnlyWhatThePlanNames() throws IOException {
        TreeSet<String> allowed =
                new TreeSet<>(
                        List.of(
                                "pom.xml",
                                "README.md",
                                "controller",
                                "hal",
                                "iso15118",
                                "board-configs",
                                "tools",
                                "ebbflow",
                                "LICENSE",
                                "target"));
        try (Stream<Path> top = Files.list(Sources.ROOT)) {
            List<String> extra =
                    top.map(p -> p.getFileName().toString())
                            .filter(n -> !n.startsWith(".") && !allowed.contains(n))
                            .sorted()
                            .toList();
            assertEquals(List.of(), extra);
        }
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        TreeSet<String> missing = new TreeSet<>();
        for (Path file : Sources.javaFiles()) {
            Path folder = file.resolveSibling("");
            boolean product = file.toString().contains("/src/main/java/org/");
            if (product && !Files.exists(folder.resolve("package-info.java"))) {
                missing.add(Sources.shortName(folder));
            }
        }
        assertTrue(missing.isEmpty(), () -> "package-info.java is missing in " + missing);
    }

    private static final class Scanner
            extends TreePathScanner<
                    @org.jspecify.annotations.Nullable Void,
                    @org.jspecify.annotations.Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> findings;

        Scanner(CompilationUnitTree unit, SourcePositions positions, List<String> findings) {
            this.unit = unit;
            this.positions = positions;
            this.findings = findings;
        }

        private String at(Tree tree) {
            long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            return Sources.shortName(Path.of(unit.getSourceFile().toUri())) + ":" + line;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
            if (last - first >= MAX_METHOD_LINES) {
                findings.add(
                        at(method)
                                + ": "
                                + method.getName()
                                + " has "
                                + (last - first + 1)
                                + " lines");
            }
            boolean constructor = method.getName().contentEquals("<init>");
            boolean record =
                    getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner
                            && owner.getKind() == Tree.Kind.RECORD;
            // The bit coders pass event code, width and bounds in registers: a record would cost an
            // object
            // or a load for each value on the hottest path of the house.
            boolean bits = unit.getSourceFile().getName().contains("/exi/bits/");
            int most = bits ? MAX_BIT_PARAMETERS : MAX_PARAMETERS;
            if (method.getParameters().size() > most && !(constructor && record)) {
                findings.add(
                        at(method)
                                + ": "
                                + method.getName()
                                + " has "
                                + method.getParameters().size()
                                + " parameters");
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void unused) {
            boolean field = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
            String name = variable.getName().toString();
            boolean constant = variable.getModifiers().getFlags().contains(Modifier.STATIC);
            if (field
                    && !constant
                    && variable.getType() instanceof PrimitiveTypeTree type
                    && type.getPrimitiveTypeKind() != TypeKind.BOOLEAN
                    && QUANTITY.matcher(name).matches()
                    && !UNIT.matcher(name).matches()) {
                findings.add(at(variable) + ": " + name + " has no unit");
            }
            return super.visitVariable(variable, null);
        }
    }
}
