package org.ebbflow.tools.vehicle;

import java.util.List;
import java.util.Optional;
import org.ebbflow.tools.sim.plant.CarSide;

/**
 * Result of one step of a car.
 *
 * @param next the car afterwards
 * @param side what it presents to the station from now on
 * @param toSend bytes for the station, in order
 * @param heard answers of the station understood in this step
 * @param wantsConnection a level, not an edge: true while it wants a connection (find the station,
 *     connect, hold it), false when there shall be none (close it)
 * @param finished a session that ended in this step
 */
public record CarStep(
        CarMachine next,
        CarSide side,
        List<byte[]> toSend,
        int heard,
        boolean wantsConnection,
        Optional<CarReport> finished) {}
