package org.ebbflow.controller.flight;

import org.ebbflow.controller.cycle.FlightRecord;

/**
 * One cycle of a recording.
 *
 * @param draws random numbers that were drawn in it
 */
record Cycle(FlightRecord record, long[] draws) {}
