package org.ebbflow.hal;

import java.util.List;
import java.util.OptionalInt;

/**
 * Temperature sensors of a safety board, one poll.
 *
 * @param sensors fitted ones, in the board's order
 */
public record Temperatures(List<Sensor> sensors) {

    /**
     * One sensor.
     *
     * @param temperatureDeciC tenths of a degree Celsius
     * @param stopsCharging the board keeps the contactors open because of it
     * @param broken the board's own test of it failed; the value means nothing
     */
    public record Sensor(int temperatureDeciC, boolean stopsCharging, boolean broken) {}

    /** The hottest sensor that works, in tenths of a degree Celsius. */
    public OptionalInt hottestDeciC() {
        return sensors.stream().filter(s -> !s.broken()).mapToInt(Sensor::temperatureDeciC).max();
    }
}
