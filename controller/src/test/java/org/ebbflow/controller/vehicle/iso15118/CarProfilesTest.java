package org.ebbflow.controller.vehicle.iso15118;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CarProfilesTest {

    @Test
    void everyShippedFactHasASourceAndABeginning() {
        assertFalse(CarProfiles.SHIPPED.cars().isEmpty());
        for (CarProfile car : CarProfiles.SHIPPED.cars()) {
            assertFalse(car.source().isBlank(), car.name());
            assertFalse(car.idBeginnings().isEmpty(), car.name());
        }
    }

    @Test
    void anUnknownCarIsGeneric() {
        assertTrue(CarProfiles.SHIPPED.of("02AABBCCDD01").isGeneric());
        assertTrue(CarProfiles.SHIPPED.of("").isGeneric());
        assertEquals(0, CarProfiles.SHIPPED.of("02AABBCCDD01").capacityWh());
    }

    @Test
    void aCarIsKnownByItsAddressOrItsVin() {
        assertEquals("Tesla", CarProfiles.SHIPPED.of("98ed5cb9be31").name());
        assertEquals("Tesla Cybertruck", CarProfiles.SHIPPED.of("7G2CEHED0RA000001").name());
    }

    @Test
    void theLongestBeginningWins() {
        CarProfiles two = CarProfiles.parse("A\tAB\t0\tn\ts\nB\tABC\t5\tn\ts\n");
        assertEquals("B", two.of("ABCD").name());
        assertEquals("A", two.of("ABD").name());
    }

    @Test
    void aLineWithoutASourceIsRefusedByItsNumber() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> CarProfiles.parse("# cars\nA\tAB\t0\tn\t\n"));
        assertTrue(refused.toString().contains("line 2"), refused.toString());
    }
}
