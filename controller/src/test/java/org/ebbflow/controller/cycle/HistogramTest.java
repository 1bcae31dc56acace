package org.ebbflow.controller.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class HistogramTest {

    @Test
    void quantilesAreNeverBelowAndAtMostTwoPercentAboveTheTruth() {
        Histogram histogram = new Histogram();
        for (int i = 1; i <= 100_000; i++) {
            histogram.add(i * 37L);
        }
        for (int perMille : new int[] {1, 10, 500, 990, 999}) {
            long truth = 100L * perMille * 37;
            long told = histogram.quantileNs(perMille);
            assertTrue(told >= truth && told <= truth * 102 / 100, perMille + ": " + told);
        }
        assertEquals(3_700_000, histogram.quantileNs(1_000));
        assertEquals(3_700_000, histogram.maxNs());
        assertEquals(37, histogram.firstNs());
    }

    @Test
    void countsBelowHalfAMillisecondAndBelowFiveAreExact() {
        Histogram histogram = new Histogram();
        histogram.add(499_999);
        histogram.add(500_000);
        histogram.add(4_999_999);
        histogram.add(5_000_000);
        assertEquals(1, histogram.within500Micros());
        assertEquals(3, histogram.within5Millis());
    }

    @Test
    void emptyHistogramTellsZero() {
        assertEquals(0, new Histogram().quantileNs(990));
        assertEquals(0, new Histogram().firstNs());
    }

    @Test
    void theRunningQuantileIsTheCountedOneAfterEveryValue() {
        Histogram histogram = new Histogram();
        assertEquals(0, histogram.p99Ns());
        long value = 17;
        for (int i = 0; i < 5_000; i++) {
            value = (value * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L) >>> 1;
            histogram.add(value % (i % 300 == 0 ? 900_000_000L : 100_000L));
            assertEquals(histogram.quantileNs(990), histogram.p99Ns());
        }
    }
}
