package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.ebbflow.tools.sim.world.Sweep.Covered;
import org.ebbflow.tools.sim.world.Sweep.Place;
import org.junit.jupiter.api.Test;

/** A part of each sweep; the whole is {@code ebbflow simulate --sweep}. */
final class SweepTest {

    private static void nothingBreaks(Place place, int runs) {
        AtomicInteger left = new AtomicInteger(runs);
        Sweep sweep = new Sweep(place, Scenarios.PRESENT, 2);
        int tried = 0;
        for (Covered covered : sweep.run(() -> left.getAndDecrement() > 0)) {
            assertEquals(List.of(), covered.broken(), covered.vehicle().toString());
            assertTrue(covered.tried() > 0 || covered.places() == 0);
            tried += covered.tried();
        }
        assertEquals(runs, tried);
    }

    @Test
    void aLostDeviceCallBreaksNoInvariant() {
        nothingBreaks(Place.CALLS, 32);
    }

    @Test
    void aLostMessageBreaksNoInvariant() {
        nothingBreaks(Place.MESSAGES, 32);
    }

    @Test
    void aClockStepOfAnHourBreaksNoInvariantInAnyState() {
        nothingBreaks(Place.CLOCK, 32);
    }

    @Test
    void everyMessageOfTheReferenceSessionIsAPlace() {
        Sweep sweep = new Sweep(Place.MESSAGES, List.of(Vehicle.DIN_DC), 1);
        long messages = World.run(Sweep.reference(Vehicle.DIN_DC), false).figures().messages();
        List<Scenario> places = sweep.places(Vehicle.DIN_DC);
        assertEquals(messages, places.size());
        assertEquals(messages, places.stream().map(s -> s.faults().getFirst()).distinct().count());
    }
}
