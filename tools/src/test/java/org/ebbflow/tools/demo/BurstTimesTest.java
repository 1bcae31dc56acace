package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BurstTimesTest {

    private static List<BurstTimes.Heard> bursts(int count, long periodNs) {
        List<BurstTimes.Heard> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long atNs = i * periodNs;
            for (int id : new int[] {0x108, 0x109, 0x118, 0x208, 0x209}) {
                all.add(new BurstTimes.Heard(atNs, id));
                atNs += 200_000;
            }
        }
        return all;
    }

    @Test
    void evenBurstsAreGoodUpToAHundredAndTenMilliseconds() {
        BurstTimes good = BurstTimes.of(bursts(60, 110_000_000));
        assertTrue(good.isGood(), good.sentence());
        assertEquals(59, good.periodsUs().size());
        assertEquals(800, good.burstUs().getLast());
        assertFalse(BurstTimes.of(bursts(60, 110_001_000)).isGood());
    }

    @Test
    void aBurstThatHadBegunBeforeIsLeftOutAndOneFrameOutOfOrderIsBad() {
        List<BurstTimes.Heard> frames = bursts(60, 100_000_000);
        assertTrue(BurstTimes.of(frames.subList(3, frames.size())).isGood());
        BurstTimes.Heard late = frames.remove(100);
        frames.add(101, late);
        assertEquals(2, BurstTimes.of(frames).disorders());
    }

    @Test
    void tooFewPeriodsProveNothing() {
        assertFalse(BurstTimes.of(bursts(50, 100_000_000)).isGood());
        assertTrue(BurstTimes.of(bursts(51, 100_000_000)).isGood());
    }
}
