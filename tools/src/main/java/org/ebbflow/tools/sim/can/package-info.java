/**
 * A simulated CAN adapter that speaks the SLCAN text protocol on a pseudo terminal. Entry: {@link
 * org.ebbflow.tools.sim.can.SlcanAdapter}.
 */
@NullMarked
package org.ebbflow.tools.sim.can;

import org.jspecify.annotations.NullMarked;
