package org.ebbflow.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.RefusedFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A point that a driver needs and an installer's own map lacks, for every point of a map. */
class MapNeedsTest {

    private static final String ROW = "[[point]]";

    @TempDir Path folder;

    /** The map's points, one removed at a time. @return what the file may lack */
    private List<String> optional(String board, String map) throws IOException {
        Path file = Files.createDirectories(folder.resolve("boards")).resolve(board + ".toml");
        Files.copy(Path.of("boards", board + ".toml"), file);
        Path maps = Files.createDirectories(folder.resolve("maps"));
        String[] parts =
                Files.readString(Path.of("maps", map + ".toml")).split(Pattern.quote(ROW), -1);
        List<String> optional = new ArrayList<>();
        for (int left = 1; left < parts.length; left++) {
            StringBuilder text = new StringBuilder(parts[0]);
            for (int i = 1; i < parts.length; i++) {
                text.append(i == left ? "" : ROW + parts[i]);
            }
            Files.writeString(maps.resolve(map + ".toml"), text.toString());
            String point = name(parts[left]);
            Optional<String> refusal = refusal(file);
            if (refusal.isEmpty()) {
                optional.add(point);
            } else {
                assertTrue(refusal.get().contains("'" + map + "' lacks the point"), refusal.get());
                assertTrue(refusal.get().contains("'" + point + "'"), refusal.get());
            }
        }
        return optional;
    }

    private static String name(String row) {
        Matcher name = Pattern.compile("name = \"([^\"]+)\"").matcher(row);
        assertTrue(name.find(), row);
        return name.group(1);
    }

    private static Optional<String> refusal(Path board) {
        try {
            BoardFile.read(board);
            return Optional.empty();
        } catch (RefusedFile refused) {
            return Optional.of(refused.sentence());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    demo-dc-tcp | sunspec-stage | WChaRteMaxRtg WDisChaRteMaxRtg WSetMod LocRemCtl DERHb
                    demo-dc-tcp | ebbflow-safety-board |
                    dc-ccs-psb | ea-psb-10000 |
                    dc-ccs-psb | bender-isocha425hv | network-voltage
                    """)
    void aMapWithoutAPointThatItsDriverNeedsIsRefusedByItsName(
            String board, String map, String mayLack) throws IOException {
        List<String> expected = mayLack == null ? List.of() : List.of(mayLack.split(" "));
        assertEquals(expected, optional(board, map));
    }
}
