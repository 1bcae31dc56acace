/**
 * The IEC 61851-1 machine under every session: plugged, digital or plain PWM, steps, unplugged.
 * Neighbours: vehicle, energy, hal records. Entry: {@link
 * org.ebbflow.controller.vehicle.pilot.PilotSession}.
 */
@NullMarked
package org.ebbflow.controller.vehicle.pilot;

import org.jspecify.annotations.NullMarked;
