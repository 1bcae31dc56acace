package org.ebbflow.tools.sim.world;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.ebbflow.controller.status.Intent;

/**
 * Where and when a world runs.
 *
 * @param brains what decides, and the place it decides for
 * @param begins wall time at its beginning
 * @param household the house around the station, if it has a day of its own
 * @param periodMs distance of the control cycles; 10 as the product, more for long quiet days
 * @param said what people and back-ends say to the station
 */
public record Surroundings(
        Brains brains,
        Instant begins,
        Optional<Household> household,
        int periodMs,
        List<Said> said) {

    public Surroundings {
        said = List.copyOf(said);
    }

    /** A world without a day of its own. */
    static Surroundings of(Brains brains) {
        return new Surroundings(
                brains,
                Instant.ofEpochMilli(VirtualClock.START_MS),
                Optional.empty(),
                10,
                List.of());
    }

    /** The zone the station stands in. */
    ZoneId zone() {
        return brains.site().papers().timeZone();
    }

    /**
     * Something somebody says.
     *
     * @param atMs milliseconds since the beginning
     * @param text for the trace and the picture
     * @param intent made at that monotonic time
     */
    public record Said(long atMs, String text, LongFunction<Intent> intent) {}
}
