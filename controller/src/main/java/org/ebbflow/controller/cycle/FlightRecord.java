package org.ebbflow.controller.cycle;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/**
 * One cycle of the flight recorder: all inputs in the order they were taken, and all decisions.
 *
 * @param before the state before this cycle; only in every so many cycles
 * @param answers of the bounded worker
 * @param began trips that began in this cycle: the recorder freezes
 */
public record FlightRecord(
        Optional<CycleState> before,
        Tick tick,
        Measured measured,
        List<Arrived> received,
        List<Wanted> intents,
        List<Answer> answers,
        Decisions decisions,
        List<FaultCode> began) {

    /** A recording may begin at every cycle whose number is a multiple of this. */
    public static final int STATE_EVERY_CYCLES = 1_000;

    /** Something from the car. @param arrivedNs monotonic instant of its last byte */
    public record Arrived(CarInput input, long arrivedNs) {}

    /** An intent. @param sequence order of giving over all queues */
    public record Wanted(long sequence, Intent intent) {}

    /**
     * What the cycle decided.
     *
     * @param command what was permitted
     * @param sent what went to the car, in order
     * @param trips those that stand after the cycle
     * @param replies answers to the intents, in their order
     */
    public record Decisions(
            BoardCommand command,
            List<Outgoing> sent,
            List<FaultCode> trips,
            List<Reply> replies) {}
}
