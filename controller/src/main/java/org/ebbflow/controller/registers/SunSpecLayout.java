package org.ebbflow.controller.registers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where each point of the chain lies; the layout is data.
 *
 * @param points by "model.name", in address order
 * @param count registers from the base to the end model, both included
 */
record SunSpecLayout(Map<String, Point> points, int count) {

    static final int BASE = 40_000;

    static final SunSpecLayout CHAIN = read();

    /** One point. @param address absolute, 0-based; @param count registers */
    record Point(int address, String type, int count, int model, int length) {}

    int address(String point) {
        return point(point).address();
    }

    Point point(String point) {
        return Objects.requireNonNull(points.get(point), point);
    }

    private static SunSpecLayout read() {
        Map<String, Point> points = new LinkedHashMap<>();
        int next = BASE + 2;
        int start = next;
        int model = 0;
        int length = 0;
        for (String line : lines()) {
            String[] part = line.split(" ", -1);
            if (part[0].equals("model")) {
                model = Integer.parseInt(part[1]);
                length = Integer.parseInt(part[2]);
                start = next;
                next = start + 2 + length;
            } else if (!part[0].equals("#")) {
                int address = start + Integer.parseInt(part[0]);
                int count = Integer.parseInt(part[3]);
                points.put(
                        model + "." + part[1], new Point(address, part[2], count, model, length));
            }
        }
        return new SunSpecLayout(points, next + 2 - BASE);
    }

    private static List<String> lines() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        SunSpecLayout.class.getResourceAsStream("sunspec.txt")),
                                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("layout of the SunSpec chain", e);
        }
    }
}
