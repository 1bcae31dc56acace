package org.ebbflow.hal.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TomlFileTest {
    enum Kind {
        MODBUS_TCP,
        MODBUS_RTU
    }

    private static void board(TomlSection top) {
        top.text("name", "the board's name");
        TomlSection bus = top.table("bus");
        bus.choice("kind", Kind.class, "transport");
        bus.integer("watchdog-ms", 100, 2000, "silence after which it opens");
        bus.flagOr("exclusive", true, "nobody else may open it");
        top.tables("meter").forEach(m -> m.integer("unit", 1, 247, "Modbus unit"));
    }

    @Test
    void readsEveryValueWithItsLineAndUnit() {
        TomlFile file =
                TomlFile.parse(
                        "b.toml",
                        """
                        name = "demo"
                        [bus]
                        kind = "modbus-tcp"
                        watchdog-ms = 500
                        [[meter]]
                        unit = 2
                        """);
        board(file.top());
        file.done();
        assertEquals(
                List.of(
                        new TomlEntry("name", "demo", "", "", "the board's name", "b.toml:1"),
                        new TomlEntry(
                                "bus.kind",
                                "modbus-tcp",
                                "",
                                "modbus-tcp, modbus-rtu",
                                "transport",
                                "b.toml:3"),
                        new TomlEntry(
                                "bus.watchdog-ms",
                                "500",
                                "ms",
                                "100..2000",
                                "silence after which it opens",
                                "b.toml:4"),
                        new TomlEntry(
                                "bus.exclusive",
                                "true",
                                "",
                                "true, false",
                                "nobody else may open it",
                                "default"),
                        new TomlEntry(
                                "meter[0].unit", "2", "", "1..247", "Modbus unit", "b.toml:6")),
                file.entries());
    }

    static List<Arguments> faults() {
        return List.of(
                Arguments.of(
                        "name = \"x\"\n[bus]\nkind = \"modbus-tcp\"\nwatchdog-ms = 99",
                        "b.toml, line 4: 'bus.watchdog-ms' is 99; allowed is 100..2000 (in ms)."),
                Arguments.of(
                        "name = \"x\"\n[bus]\nkind = \"modbus-tcp\"\nwatchdog-ms = 2001",
                        "b.toml, line 4: 'bus.watchdog-ms' is 2001; allowed is 100..2000 (in ms)."),
                Arguments.of(
                        "name = \"x\"\n[bus]\nkind = \"modbus-tcp\"\nwatchdog-ms = \"5\"",
                        "b.toml, line 4: 'bus.watchdog-ms' must be a whole number (100..2000), not"
                                + " \"5\"."),
                Arguments.of(
                        "name = \"x\"\n[bus]\nkind = \"modbus-tcp\"\nwatchdog-msec = 500",
                        "b.toml, line 2: [bus] needs the key 'watchdog-ms', a whole number from 100"
                                + " to 2000 (in ms); line 4 has 'watchdog-msec': did you mean"
                                + " 'watchdog-ms'?"),
                Arguments.of(
                        "name = \"x\"\n[bus]\nkind = \"modbus-tpc\"\nwatchdog-ms = 500",
                        "b.toml, line 3: 'bus.kind' is \"modbus-tpc\"; allowed is one of modbus-tcp,"
                                + " modbus-rtu; did you mean \"modbus-tcp\"."),
                Arguments.of(
                        "name = \"x\"\n[bus]\nkind=\"modbus-tcp\"\nwatchdog-ms=500\nexclusiv=true",
                        "b.toml, line 5: unknown key 'bus.exclusiv'; did you mean 'exclusive'?"),
                Arguments.of(
                        "name = \"x\"\n[bus]\nkind=\"modbus-tcp\"\nwatchdog-ms=500\n[extra]\nq=1",
                        "b.toml, line 5: unknown key 'extra'; known here: name, bus, meter"),
                Arguments.of(
                        "name = \"x\"\nbus = 3",
                        "b.toml, line 2: 'bus' must be a table: write [bus] on a line of its own."),
                Arguments.of(
                        "name = \"x\"",
                        "b.toml, line 1: the top of the file needs the key 'bus', a table [bus]."),
                Arguments.of("name = \" \"", "b.toml, line 1: 'name' must not be empty."));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesWithOneSentence(String text, String sentence) {
        Consumer<String> reading =
                t -> {
                    TomlFile file = TomlFile.parse("b.toml", t);
                    board(file.top());
                    file.done();
                };
        RefusedFile refused = assertThrows(RefusedFile.class, () -> reading.accept(text));
        assertEquals(sentence, refused.getMessage());
    }

    @Test
    void namesTheLineOfBrokenToml() {
        RefusedFile refused =
                assertThrows(RefusedFile.class, () -> TomlFile.parse("b.toml", "a = 1\nb = = 2"));
        assertEquals("b.toml, line 2: not valid TOML", refused.sentence().substring(0, 30));
    }
}
