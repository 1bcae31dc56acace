package org.ebbflow.hal.clock;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UrgencyTest {

    @Test
    void aProcessLeadsItsSessionWhenTheSessionHasItsNumber() {
        assertTrue(Urgency.leadsSession("812 (java) S 1 812 812 0 -1 4194304"));
        assertFalse(Urgency.leadsSession("812 (java) S 700 812 700 34816 812 4194304"));
    }

    @Test
    void aNameWithSpacesAndBracketsIsNoField() {
        assertTrue(Urgency.leadsSession("812 (a) b (c) 9) S 1 812 812 0 -1 4194304"));
        assertFalse(Urgency.leadsSession("812 (a) b (812) 9) S 1 812 8120 0 -1 4194304"));
    }
}
