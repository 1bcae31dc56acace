package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.TestGrid;
import org.ebbflow.hal.GridProfile;
import org.junit.jupiter.api.Test;

/** The table in README.md, the checks in the code and the tests are one list. */
final class RequirementTableTest {

    private static Map<String, String> table() throws IOException {
        Path file = Path.of("src/main/java/org/ebbflow/controller/safety/README.md");
        Map<String, String> table = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 6 && cells[1].strip().matches("[SPRB]-\\d\\d")) {
                String before = table.put(cells[1].strip(), cells[4].strip());
                assertTrue(before == null, "twice in the table: " + cells[1]);
            }
        }
        return table;
    }

    @Test
    void everyRequirementNamesAnExistingTest() throws Exception {
        Map<String, String> table = table();
        assertTrue(table.size() > 50, "only " + table.size() + " rows were read");
        for (Map.Entry<String, String> row : table.entrySet()) {
            String[] name = row.getValue().split("#", -1);
            assertEquals(2, name.length, row.getKey() + " names no test");
            Class<?> type =
                    Class.forName(
                            name[0].contains(".")
                                    ? name[0]
                                    : "org.ebbflow.controller.safety." + name[0]);
            assertTrue(
                    Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(
                                    m ->
                                            m.getName().equals(name[1])
                                                    && m.isAnnotationPresent(Test.class)),
                    row.getKey() + " names a test that does not exist: " + row.getValue());
        }
    }

    @Test
    void everyCheckOfTheCodeIsInTheTableAndTheOtherWayRound() throws IOException {
        TreeSet<String> checks = new TreeSet<>();
        for (Bench bench : List.of(Bench.dc(), Bench.ac())) {
            for (Optional<GridProfile> grid :
                    List.of(Optional.<GridProfile>empty(), Optional.of(TestGrid.threeSteps()))) {
                Checks.all(Rules.of(bench.ratings.on(grid)))
                        .forEach(check -> checks.add(check.name()));
            }
        }
        TreeSet<String> rows = new TreeSet<>(table().keySet());
        rows.removeIf(id -> !id.startsWith("S-"));
        assertEquals(rows, checks);
    }

    @Test
    void everyDangerActsAtOnceAndOnlyDisturbancesAndWarmthEndByThemselves() {
        for (FaultCode code : FaultCode.values()) {
            TripRule rule = TripRule.of(code);
            boolean danger = rule.severity() == TripRule.Severity.DANGER;
            assertTrue(
                    !danger || rule.reaction() == TripRule.Reaction.IMMEDIATE,
                    code + " is a danger and must act at once");
            assertFalse(
                    danger && rule.recovery() == TripRule.Recovery.AUTOMATIC,
                    code + " is a danger and must not end by itself");
            assertEquals(rule.recovery() != TripRule.Recovery.AUTOMATIC, rule.isLatched());
        }
    }
}
