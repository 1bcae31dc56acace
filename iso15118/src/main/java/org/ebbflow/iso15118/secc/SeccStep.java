package org.ebbflow.iso15118.secc;

import java.util.List;

/**
 * Result of one step of the station's side.
 *
 * @param next the next state
 * @param toSend complete frames for the car, in order
 * @param close whether the connection is to be closed after them
 * @param demand what is asked of the power path
 * @param car what is known of the car
 * @param events what happened
 */
public record SeccStep(
        Secc next,
        List<byte[]> toSend,
        boolean close,
        Demand demand,
        CarFacts car,
        List<SeccEvent> events) {}
