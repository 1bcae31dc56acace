/**
 * The simulated car: battery, inlet, protocol machine and network, of this project's own making.
 *
 * <p>Entry types {@code SimulatedCars} (real time, sockets) and {@code CarMachine} (virtual time,
 * bytes). Energy follows the measured current; the protocol machine is the one of {@code
 * org.ebbflow.iso15118.evcc}. Neighbours allowed: tools.sim, iso15118, hal.net (interfaces).
 */
@NullMarked
package org.ebbflow.tools.vehicle;

import org.jspecify.annotations.NullMarked;
