package org.ebbflow.tools.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.ebbflow.iso15118.exi.V2gCodec;
import org.ebbflow.iso15118.message.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebbflow bench cold SCHEMA}: the first message of a schema in this fresh JVM. */
@Command(
        name = "cold",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Decodes and encodes one message and prints the nanoseconds this took.")
public final class ColdStart implements Callable<Integer> {

    private static final int RUNS = 3;
    private static final long CHILD_TIMEOUT_S = 20;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SCHEMA", description = "short name of the schema")
    private String schema = "";

    /** For the command line. */
    public ColdStart() {}

    @Override
    public Integer call() {
        for (Sample s : Sample.all()) {
            if (s.name().equals(schema)) {
                byte[] buffer = new byte[s.exi().length + Long.BYTES];
                long start = System.nanoTime();
                V2gCodec codec = new V2gCodec();
                Message m = codec.decode(s.schema(), s.exi(), 0, s.exi().length);
                int length = codec.encode(s.schema(), m, buffer, 0);
                long took = System.nanoTime() - start;
                spec.commandLine().getOut().println(took);
                return length == s.exi().length ? 0 : 1;
            }
        }
        return 2;
    }

    /** Milliseconds of the first message of each schema, median of several fresh JVMs. */
    static Map<String, Double> measureAll() {
        Set<String> names = new LinkedHashSet<>();
        Sample.all().forEach(s -> names.add(s.name()));
        Map<String, Double> medians = new TreeMap<>();
        for (String name : names) {
            double[] runs = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                runs[i] = child(name) / 1e6;
            }
            Arrays.sort(runs);
            medians.put(name, runs[RUNS / 2]);
        }
        return medians;
    }

    private static long child(String name) {
        try {
            Process p = new ProcessBuilder(command(name)).redirectErrorStream(true).start();
            try (BufferedReader out =
                    new BufferedReader(
                            new InputStreamReader(p.getInputStream(), StandardCharsets.UTF_8))) {
                String line = out.readLine();
                if (!p.waitFor(CHILD_TIMEOUT_S, TimeUnit.SECONDS) || p.exitValue() != 0) {
                    p.destroyForcibly();
                    throw new IllegalStateException(
                            "the fresh JVM for " + name + " failed: " + line);
                }
                return Long.parseLong(line);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no fresh JVM could be started for " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring " + name, e);
        }
    }

    /** This program again, on the module path or the class path as it runs now. */
    private static List<String> command(String name) {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        words.add("-XX:+UseSerialGC");
        words.add("-Xshare:auto");
        String modules = System.getProperty("jdk.module.path");
        String main = "org.ebbflow.tools.cli.Ebbflow";
        if (modules != null && System.getProperty("jdk.module.main") != null) {
            words.addAll(List.of("-p", modules, "-m", "org.ebbflow.tools/" + main));
        } else {
            words.addAll(List.of("-cp", System.getProperty("java.class.path", "."), main));
        }
        words.addAll(List.of("bench", "cold", name));
        return words;
    }
}
