/**
 * The flight recorder: inputs and decisions of the last minutes in a bounded memory, frozen to a
 * file at each trip and played again through the same cycle. Neighbours: cycle, settings, vehicle,
 * hal records. Entries: {@link org.ebbflow.controller.flight.FlightRecorder}, {@link
 * org.ebbflow.controller.flight.FlightFile}, {@link org.ebbflow.controller.flight.Replay}.
 */
@NullMarked
package org.ebbflow.controller.flight;

import org.jspecify.annotations.NullMarked;
