package org.ebbflow.controller.vehicle.chademo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebbflow.hal.CanFrame;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The frame table among the test resources, and the two recorded sessions, which stay beside the
 * project: a test that needs them is left out, with a notice, where they are absent, and fails
 * where nothing may be left out.
 */
final class Recordings {

    static final String LEAF24 = "leaf24-v2x-unit-start-charge-stop.csv";
    static final String LEAF62 = "leaf62-quick-charge-steady.csv";

    /** Beside the project's folder; tests run in a module's. */
    private static final Path LOGS = Path.of("../../shared/chademo/logs");

    private Recordings() {}

    /**
     * One recorded frame.
     *
     * @param atUs microseconds since the first frame
     */
    record Line(long atUs, CanFrame frame) {}

    static List<Line> lines(String name) {
        Path log = LOGS.resolve(name);
        boolean present = Files.isReadable(log);
        String sentence = "the recording ../shared/chademo/logs/" + name + " is not there";
        if (!present && Boolean.parseBoolean(System.getenv("EBBFLOW_REQUIRE_TOOLS"))) {
            throw new AssertionError("This run must not skip tests: " + sentence);
        }
        if (!present) {
            System.err.println("NOTICE: skipped, " + sentence);
        }
        Assumptions.assumeTrue(present, sentence);
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(Recordings::line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode frameTable() {
        return JsonMapper.builder().build().readTree(text("frames.json"));
    }

    private static Line line(String line) {
        String[] columns = line.split(",", -1);
        long atUs = new BigDecimal(columns[0]).movePointRight(3).longValueExact();
        long payload = Long.parseUnsignedLong(columns[2], 16);
        return new Line(atUs, new CanFrame(Integer.parseInt(columns[1], 16), 8, payload));
    }

    private static String text(String name) {
        try (InputStream in = Recordings.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no test resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
