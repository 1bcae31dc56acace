package org.ebbflow.tools.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a figure was measured on, in one line. */
final class Machine {

    private Machine() {}

    /** Processor, cores, load, system and Java. */
    static String words() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, load %s, %s %s, Java %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                first("/proc/loadavg", "unknown").split(" ")[0],
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"));
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("model name") || l.startsWith("Model"))
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unnamed processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }

    private static String first(String file, String otherwise) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return otherwise;
        }
    }
}
