package org.ebbflow.controller.cycle;

import java.util.List;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/**
 * One cycle of the flight recorder: all inputs, in the order they were taken, and the command.
 *
 * @param tripped whether a trip began in this cycle: the recorder freezes
 */
public record FlightRecord(
        Tick tick,
        Measured measured,
        List<CarInput> received,
        List<Intent> intents,
        List<Answer> answers,
        BoardCommand command,
        boolean tripped) {}
