package org.ebbflow.controller.vehicle;

import java.util.List;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/**
 * The state of a session with one car; immutable, stepped once per received message and at least
 * once per cycle.
 */
public interface VehicleSession {

    /**
     * One pure step.
     *
     * @param received at most one thing that arrived from the car or its wire
     */
    SessionStep step(CarInput received, Inputs inputs);

    /** Everything else a step sees in this cycle. */
    record Inputs(
            Measured measured, EvseOffer offer, Verdict verdict, List<Answer> answers, Tick tick) {}
}
