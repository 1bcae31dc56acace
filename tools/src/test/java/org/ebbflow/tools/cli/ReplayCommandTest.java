package org.ebbflow.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ReplayCommandTest {

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object command, String... args) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void flightRecordingOfASimulatedTripPlaysTheSameAndATamperedOneIsRefused() throws IOException {
        int simulated =
                run(
                        new SimulateCommand(),
                        "--seed",
                        "1",
                        "--faults",
                        "all",
                        "--flight",
                        "" + folder);
        assertEquals(0, simulated, err.toString());
        Path file = recordings().getFirst();
        assertEquals(0, run(new ReplayCommand(), "" + file), err.toString());
        assertTrue(out.toString().contains("the same, "), out.toString());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        assertEquals(2, run(new ReplayCommand(), "" + file));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains("was changed or damaged after it was written"));
    }

    private List<Path> recordings() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Test
    void otherFilesAreRefusedInOneSentence() throws IOException {
        Path text = folder.resolve("a.txt");
        Files.writeString(text, "hello");
        assertEquals(2, run(new ReplayCommand(), "" + text));
        assertEquals(2, run(new ReplayCommand(), "" + folder.resolve("missing")));
        assertEquals(2, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains("a.txt is no recording; give a flight recording"));
        assertTrue(err.toString().contains("missing cannot be read"));
    }
}
