package org.ebbflow.tools.sim.mutants;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The product once more, with some of its classes compiled from changed sources in front.
 *
 * @param root the repository
 * @param classPath everything this program itself was started with
 */
record Overlay(Path root, List<Path> classPath) {

    /** Module path and class path of this program, directories of jars taken apart. */
    static List<Path> ownClassPath() throws IOException {
        TreeSet<Path> paths = new TreeSet<>();
        for (String property : List.of("jdk.module.path", "java.class.path")) {
            for (String entry :
                    System.getProperty(property, "").split(java.io.File.pathSeparator, -1)) {
                if (!entry.isEmpty()) {
                    add(Path.of(entry), paths);
                }
            }
        }
        return List.copyOf(paths);
    }

    private static void add(Path entry, TreeSet<Path> paths) throws IOException {
        if (!Files.exists(entry)) {
            return;
        }
        boolean jars = false;
        if (Files.isDirectory(entry)) {
            try (Stream<Path> inside = Files.list(entry)) {
                List<Path> found = inside.filter(p -> p.toString().endsWith(".jar")).toList();
                paths.addAll(found);
                jars = !found.isEmpty();
            }
        }
        if (!jars) {
            paths.add(entry);
        }
    }

    /**
     * Runs the mutant's session against the mutant.
     *
     * @param scratch an empty directory
     * @return what broke
     */
    List<String> run(Mutant mutant, String scenario, Path scratch) throws IOException {
        Path classes = compiled(mutant, scratch);
        List<URL> urls = new ArrayList<>();
        urls.add(url(classes));
        for (Path path : classPath) {
            urls.add(url(path));
        }
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), new Outside())) {
            Object broken =
                    loader.loadClass(MutantProbe.class.getName())
                            .getMethod("run", String.class)
                            .invoke(null, scenario);
            return broken instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mutant " + mutant.name() + " cannot be run", e);
        }
    }

    /**
     * The JDK and the libraries without this program: started from a module path, every loader of
     * the JDK knows the packages of all modules and would hand out the unchanged classes.
     */
    private static final class Outside extends ClassLoader {
        Outside() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.ebbflow.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    private Path compiled(Mutant mutant, Path scratch) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Mutant.Change change : mutant.changes()) {
            String source = sources.get(change.file());
            if (source == null) {
                source = Files.readString(root.resolve(change.file()), StandardCharsets.UTF_8);
            }
            sources.put(change.file(), change.applied(source));
        }
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = scratch.resolve("src").resolve(source.getKey());
            Files.createDirectories(file.resolveSibling(""));
            files.add(Files.writeString(file, source.getValue(), StandardCharsets.UTF_8));
        }
        Path classes = Files.createDirectories(scratch.resolve("classes"));
        compile(mutant, files, classes);
        return classes;
    }

    private void compile(Mutant mutant, List<Path> files, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter told = new StringWriter();
        List<String> options =
                List.of(
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        String.join(
                                java.io.File.pathSeparator,
                                classPath.stream().map(Path::toString).toList()),
                        "-d",
                        classes.toString());
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean done =
                    compiler.getTask(
                                    told,
                                    manager,
                                    null,
                                    options,
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files))
                            .call();
            if (!done) {
                throw new IllegalStateException(
                        "mutant " + mutant.name() + " does not compile: " + told);
            }
        }
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }
}
