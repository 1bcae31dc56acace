package org.ebbflow.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FuzzTargetTest {

    @Test
    void findsNothingInAShortRunAndRepeatsItWithTheSameSeed() {
        FuzzTarget first = new FuzzTarget(7);
        first.run(4000);
        FuzzTarget second = new FuzzTarget(7);
        second.run(4000);
        assertEquals(4000, first.counts().inputs());
        assertTrue(first.counts().accepted() > 100, "mutations should leave some messages valid");
        assertTrue(first.counts().kept() > 100, "the corpus should grow");
        assertEquals(first.counts().accepted(), second.counts().accepted());
        assertEquals(first.counts().kept(), second.counts().kept());
    }
}
