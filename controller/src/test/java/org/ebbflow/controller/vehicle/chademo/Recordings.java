package org.ebbflow.controller.vehicle.chademo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ebbflow.hal.CanFrame;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The frame table and the two recorded sessions among the test resources. */
final class Recordings {

    static final String LEAF24 = "leaf24-v2x-unit-start-charge-stop.csv";
    static final String LEAF62 = "leaf62-quick-charge-steady.csv";

    private Recordings() {}

    /**
     * One recorded frame.
     *
     * @param atUs microseconds since the first frame
     */
    record Line(long atUs, CanFrame frame) {}

    static List<Line> lines(String name) {
        return text(name)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Recordings::line)
                .toList();
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
