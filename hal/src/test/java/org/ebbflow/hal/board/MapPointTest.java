package org.ebbflow.hal.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.ebbflow.hal.board.MapPoint.Access;
import org.junit.jupiter.api.Test;

class MapPointTest {

    private static MapPoint point(PointType type, int scalePow10, boolean opposite) {
        return new MapPoint(
                0,
                "p",
                10,
                3,
                type,
                false,
                scalePow10,
                "",
                opposite,
                "",
                Access.READ_WRITE,
                OptionalLong.of(0x8000),
                "");
    }

    @Test
    void roundsHalfAwayFromZeroWhenTheDeviceCountsFiner() {
        MapPoint tenth = point(PointType.I16, -1, false);
        assertEquals(2, tenth.decode(new int[] {15}, 0).orElseThrow());
        assertEquals(1, tenth.decode(new int[] {14}, 0).orElseThrow());
        assertEquals(-2, tenth.decode(new int[] {0xFFF1}, 0).orElseThrow());
        assertEquals(-1, tenth.decode(new int[] {0xFFF2}, 0).orElseThrow());
    }

    @Test
    void saturatesAtTheTypesRangeInsteadOfWrapping() {
        MapPoint signed = point(PointType.I16, 0, false);
        assertArrayEquals(new int[] {0x7FFF}, signed.encode(32_768, 0));
        assertArrayEquals(new int[] {0x8000}, signed.encode(-32_769, 0));
        assertArrayEquals(new int[] {0x7FFF}, signed.encode(32_767, 0));
        MapPoint unsigned = point(PointType.U16, 0, false);
        assertArrayEquals(new int[] {0}, unsigned.encode(-1, 0));
        assertArrayEquals(new int[] {0xFFFF}, unsigned.encode(65_536, 0));
    }

    @Test
    void turnsTheSignOnlyOnTheWire() {
        MapPoint opposite = point(PointType.I32, 0, true);
        assertArrayEquals(new int[] {0, 11_500}, opposite.encode(-11_500, 0));
        assertEquals(-11_500, opposite.decode(new int[] {0, 11_500}, 0).orElseThrow());
    }

    @Test
    void appliesTheDevicesScaleFactor() {
        MapPoint watts = point(PointType.I16, 0, false);
        assertEquals(12_500, watts.decode(new int[] {125}, 0, 2).orElseThrow());
        assertArrayEquals(new int[] {125}, watts.encode(12_500, 2));
    }

    @Test
    void knowsTheDevicesNoValue() {
        assertEquals(
                OptionalLong.empty(), point(PointType.U16, 0, false).decode(new int[] {0x8000}, 0));
        int notANumber = Float.floatToIntBits(Float.NaN);
        assertEquals(
                OptionalLong.empty(),
                point(PointType.FLOAT32, 3, false)
                        .decode(new int[] {notANumber >>> 16, notANumber & 0xFFFF}, 0));
    }

    @Test
    void joinsNeighboursIntoOneReadUpToTheDevicesLimits() {
        RegisterMap map =
                RegisterMap.read(
                        TomlFile.parse(
                                "m.toml",
                                """
                                name = "m"
                                kind = "meter"
                                title = "t"
                                source = "s"
                                max-block = 10
                                max-gap = 3
                                """
                                        + row("a", 0)
                                        + row("b", 5)
                                        + row("c", 8)
                                        + row("d", 14)));
        assertEquals(
                List.of(new RegisterMap.Block(0, 4, 0, 10), new RegisterMap.Block(0, 4, 14, 2)),
                map.blocks(map.points()));
    }

    private static String row(String name, int address) {
        return """
        [[point]]
        name = "%s"
        address = %d
        function = 4
        type = "float32"
        access = "read"
        meaning = "m"
        """
                .formatted(name, address);
    }

    @Test
    void readsAndWritesLowWordFirstWhereTheDeviceDoes() {
        MapPoint low =
                new MapPoint(
                        0,
                        "p",
                        10,
                        4,
                        PointType.I32,
                        true,
                        -1,
                        "",
                        false,
                        "W",
                        Access.READ_WRITE,
                        OptionalLong.of(0x7FFF_FFFFL),
                        "");
        assertEquals(-11_500, low.decode(new int[] {9, 0x3EC8, 0xFFFE}, 1).orElseThrow());
        assertEquals(
                List.of(0x3EC8, 0xFFFE), Arrays.stream(low.encode(-11_500, 0)).boxed().toList());
        assertEquals(OptionalLong.empty(), low.decode(new int[] {0xFFFF, 0x7FFF}, 0));
    }
}
