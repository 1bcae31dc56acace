package org.ebbflow.tools.sim.world;

import java.util.Optional;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.tools.sim.plant.Plant;

/**
 * The truth after one cycle, for the invariants.
 *
 * @param batteryMv open-circuit voltage of the car's battery, 0 for AC cars
 * @param socDeciPercent its true state of charge
 * @param wallTrusted whether something vouches for the wall clock
 * @param unasked answers beyond requests on the car's connection
 * @param waitingNs how long an intact request of the car has been waiting for its answer
 * @param refused things that found no room in the inbox
 */
public record Moment(
        long nowNs,
        Plant plant,
        Optional<BoardCommand> command,
        Snapshot snapshot,
        int batteryMv,
        int socDeciPercent,
        boolean wallTrusted,
        long unasked,
        long waitingNs,
        int refused) {}
