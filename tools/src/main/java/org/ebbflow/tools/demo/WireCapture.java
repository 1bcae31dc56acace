package org.ebbflow.tools.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** tcpdump at the car's interface: what the wire saw, told by somebody else than the product. */
final class WireCapture {

    private static final String PROGRAM = "/usr/bin/tcpdump";
    private static final int HEADERS_BYTES = 128;
    private static final int KERNEL_BUFFER_KIB = 8_192;

    private final Process process;
    private final Path file;

    private WireCapture(Process process, Path file) {
        this.process = process;
        this.file = file;
    }

    /** Empty where there is no tcpdump, or it may not listen. */
    static Optional<WireCapture> start(String carInterface, Path file) throws IOException {
        if (!Files.isExecutable(Path.of(PROGRAM))) {
            return Optional.empty();
        }
        Process process =
                new ProcessBuilder(
                                PROGRAM,
                                "-i",
                                carInterface,
                                "--time-stamp-precision=nano",
                                "-s",
                                Integer.toString(HEADERS_BYTES),
                                "-B",
                                Integer.toString(KERNEL_BUFFER_KIB),
                                "-w",
                                "-",
                                "ip6 and tcp")
                        .redirectOutput(file.toFile())
                        .start();
        BufferedReader told =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            if (line.contains("listening on")) {
                return Optional.of(new WireCapture(process, file));
            }
        }
        return Optional.empty();
    }

    /** Ends it and reads what it saw. */
    WireTimes finish() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WireTimes(List.of());
        }
        WireTimes times = WireTimes.read(Files.readAllBytes(file));
        Files.delete(file);
        return times;
    }
}
