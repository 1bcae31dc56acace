package org.ebbflow.boards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.ebbflow.hal.board.MapPoint;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.board.TomlFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of every map against frames that were written from the devices' documents. */
class GoldenFramesTest {

    static List<Path> maps() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("maps"))) {
            return files.filter(p -> p.toString().endsWith(".toml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void everyRowMeansWhatTheDocumentSays(Path file) throws IOException {
        RegisterMap map = RegisterMap.read(TomlFile.read(file));
        Set<MapPoint> proved = new HashSet<>();
        for (String line : goldenLines(map.name())) {
            String[] parts = line.split(" *\\| *");
            MapPoint point = point(map, parts[0]);
            int count = point.type().count();
            String request = "%02x %04x %04x".formatted(point.function(), point.address(), count);
            assertEquals(parts[1], request, line);
            int[] registers = registers(parts[2]);
            int factor = parts.length > 4 ? Integer.parseInt(parts[4]) : 0;
            OptionalLong value = point.decode(registers, 0, factor);
            String shown = value.isPresent() ? String.valueOf(value.getAsLong()) : "none";
            assertEquals(parts[3], shown, line);
            if (point.access() != MapPoint.Access.READ) {
                assertArrayEquals(registers, point.encode(value.orElseThrow(), factor), line);
            }
            proved.add(point);
        }
        List<String> unproved =
                map.points().stream().filter(p -> !proved.contains(p)).map(MapPoint::name).toList();
        assertTrue(unproved.isEmpty(), "rows without a golden frame: " + unproved);
    }

    private static List<String> goldenLines(String name) throws IOException {
        Path golden = Path.of("src/test/resources/golden", name + ".txt");
        return Files.readAllLines(golden).stream().filter(l -> !l.startsWith("#")).toList();
    }

    private static MapPoint point(RegisterMap map, String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? map.point(name)
                : map.point(Integer.parseInt(name.substring(0, dot)), name.substring(dot + 1));
    }

    private static int[] registers(String hex) {
        int[] registers = new int[hex.length() / 4];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = Integer.parseInt(hex.substring(4 * i, 4 * i + 4), 16);
        }
        return registers;
    }
}
