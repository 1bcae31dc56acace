package org.ebbflow.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurveTest {

    /** Frequency in millihertz to power in watts, plus is charge. */
    private static final Curve FREQ_WATT =
            Curve.through(new Curve.Point(49_800, -10_000), new Curve.Point(50_200, 10_000));

    @Test
    void aTenthOfAHertzAboveNominalIsHalfTheChargeOfAFifth() {
        assertEquals(5_000, FREQ_WATT.at(50_100));
        assertEquals(0, FREQ_WATT.at(50_000));
        assertEquals(-5_000, FREQ_WATT.at(49_900));
        assertEquals(50, FREQ_WATT.at(50_001));
    }

    @Test
    void outsideItsPointsACurveIsLevel() {
        assertEquals(-10_000, FREQ_WATT.at(49_800));
        assertEquals(-10_000, FREQ_WATT.at(49_799));
        assertEquals(-10_000, FREQ_WATT.at(Integer.MIN_VALUE));
        assertEquals(10_000, FREQ_WATT.at(50_200));
        assertEquals(10_000, FREQ_WATT.at(50_201));
        assertEquals(10_000, FREQ_WATT.at(Integer.MAX_VALUE));
    }

    @Test
    void randomCurvesAreExactAtTheirPointsAndNeverTurnBetweenThem() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<Curve.Point> points = new ArrayList<>();
            int x = random.nextInt(-100_000, 100_000);
            for (int i = 0; i < random.nextInt(1, 6); i++) {
                points.add(new Curve.Point(x, random.nextInt(-2_000_000, 2_000_000)));
                x += random.nextInt(1, 2_000);
            }
            Curve curve = new Curve(points);
            for (Curve.Point point : points) {
                assertEquals(point.y(), curve.at(point.x()), () -> "at a point of " + points);
            }
            for (int i = 1; i < points.size(); i++) {
                neverTurns(curve, points.get(i - 1), points.get(i));
            }
            assertEquals(points.getFirst().y(), curve.at(points.getFirst().x() - 1));
            assertEquals(points.getLast().y(), curve.at(points.getLast().x() + 1));
        }
    }

    private static void neverTurns(Curve curve, Curve.Point left, Curve.Point right) {
        boolean rises = right.y() >= left.y();
        int before = left.y();
        for (int x = left.x() + 1; x <= right.x(); x++) {
            int now = curve.at(x);
            assertTrue(rises ? now >= before : now <= before, "turns at " + x + " of " + curve);
            long exact = (long) left.y() * (right.x() - x) + (long) right.y() * (x - left.x());
            long run = (long) right.x() - left.x();
            assertEquals(Math.floorDiv(exact, run), now, "not on its line at " + x);
            before = now;
        }
    }

    @Test
    void pointsThatDoNotRiseAreRefused() {
        Curve.Point at = new Curve.Point(5, 1);
        assertThrows(IllegalArgumentException.class, () -> Curve.through(at, at));
        assertThrows(
                IllegalArgumentException.class, () -> Curve.through(at, new Curve.Point(4, 2)));
        assertThrows(IllegalArgumentException.class, () -> new Curve(List.of()));
        assertEquals(1, new Curve(List.of(at)).at(100));
    }

    @Test
    void droopTakesDischargeAwayAboveAndChargeBelowTheDeadBand() {
        GridProfile.Droop droop = new GridProfile.Droop(true, 36, 36, 50, 50, 5_000);
        Curve least = droop.leastW(60_000, 10_000);
        assertEquals(-10_000, least.at(60_000));
        assertEquals(-10_000, least.at(60_036));
        assertEquals(-5_000, least.at(61_536));
        assertEquals(0, least.at(63_036));
        Curve most = droop.mostW(60_000, 8_000);
        assertEquals(8_000, most.at(59_964));
        assertEquals(4_000, most.at(58_464));
        assertEquals(0, most.at(56_964));
    }

    @Test
    void voltWattTakesDischargeAwayBetweenItsTwoVoltages() {
        GridProfile.VoltWatt rule = new GridProfile.VoltWatt(true, 1_060, 1_000, 1_100, 0, 10_000);
        Curve least = rule.leastW(240_000, 10_000);
        assertEquals(-10_000, least.at(254_400));
        assertEquals(-5_000, least.at(259_200));
        assertEquals(0, least.at(264_000));
    }
}
