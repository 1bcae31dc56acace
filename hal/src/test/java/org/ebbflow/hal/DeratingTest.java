package org.ebbflow.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.ebbflow.hal.Derating.Point;
import org.junit.jupiter.api.Test;

final class DeratingTest {

    private static final Derating BENT =
            new Derating(List.of(new Point(700, 1_000), new Point(800, 500), new Point(900, 0)));

    @Test
    void powerIsWholeBelowTheCurveAndNothingFromItsEndOn() {
        assertEquals(10_000, BENT.limitW(10_000, Integer.MIN_VALUE));
        assertEquals(10_000, BENT.limitW(10_000, 700));
        assertEquals(9_950, BENT.limitW(10_000, 701));
        assertEquals(0, BENT.limitW(10_000, 900));
        assertEquals(0, BENT.limitW(10_000, Integer.MAX_VALUE));
        assertEquals(700, BENT.fromDeciC());
        assertEquals(900, BENT.tripDeciC());
    }

    @Test
    void linesBetweenThePointsAreStraight() {
        assertEquals(7_500, BENT.limitW(10_000, 750));
        assertEquals(5_000, BENT.limitW(10_000, 800));
        assertEquals(2_500, BENT.limitW(10_000, 850));
        assertEquals(500_000, Derating.STANDARD.limitW(500_000, 750));
        assertEquals(250_000, Derating.STANDARD.limitW(500_000, 825));
    }

    @Test
    void aCurveThatDoesNotFallFromWholeToNothingIsRefused() {
        List<List<Point>> wrong =
                List.of(
                        List.of(),
                        List.of(new Point(700, 1_000)),
                        List.of(new Point(700, 900), new Point(900, 0)),
                        List.of(new Point(700, 1_000), new Point(900, 10)),
                        List.of(new Point(700, 1_000), new Point(700, 0)),
                        List.of(new Point(700, 1_000), new Point(800, 1_000), new Point(900, 0)),
                        List.of(new Point(900, 1_000), new Point(700, 0)));
        for (List<Point> points : wrong) {
            assertThrows(IllegalArgumentException.class, () -> new Derating(points));
        }
    }
}
