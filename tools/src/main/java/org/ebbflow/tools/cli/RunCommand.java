package org.ebbflow.tools.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts the product in a process of its own, with nothing but the product's modules; the launcher
 * does the same without this process in between.
 */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run the station: the product itself, without any simulator.")
public final class RunCommand implements Callable<Integer> {

    private static final String MAIN = "org.ebbflow.controller.Main";
    private static final String NATIVE =
            "org.ebbflow.hal,com.fazecast.jSerialComm,org.xerial.sqlitejdbc,com.pi4j.library.gpiod";

    /**
     * As in the launcher: a small young generation, whose collections no cycle notices; the
     * compiler that needs no profile, because code that runs once in 100 ms is slower while it is
     * profiled.
     */
    private static final List<String> JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xms96m",
                    "-Xmx256m",
                    "-Xmn16m",
                    "-XX:+AlwaysPreTouch",
                    "-XX:MetaspaceSize=64m");

    @Option(names = "--board", required = true, paramLabel = "FILE", description = "Board file.")
    private Path board = Path.of("");

    @Option(names = "--site", required = true, paramLabel = "FILE", description = "Site file.")
    private Path site = Path.of("");

    @Option(
            names = "--report-json",
            description = "One JSON object per finished session on standard output.")
    private boolean reportJson;

    /** For picocli. */
    RunCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command());
        line.addAll(List.of("--board", board.toString(), "--site", site.toString()));
        if (reportJson) {
            line.add("--report-json");
        }
        Process product = new ProcessBuilder(line).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(product), "end-product"));
        return product.waitFor();
    }

    /** The java command up to and with the main class. */
    public static List<String> command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String product = System.getProperty("ebbflow.product", "");
        List<String> line = new ArrayList<>();
        line.add(java);
        line.addAll(JVM);
        if (product.isEmpty()) {
            line.addAll(
                    List.of(
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MAIN));
            return List.copyOf(line);
        }
        line.addAll(
                List.of(
                        "--enable-native-access=" + NATIVE,
                        "-p",
                        new File(product).getPath(),
                        "-m",
                        "org.ebbflow.controller/" + MAIN));
        return List.copyOf(line);
    }

    /** A signal to this process ends the product in good order first. */
    private static void end(Process product) {
        product.destroy();
        try {
            product.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
