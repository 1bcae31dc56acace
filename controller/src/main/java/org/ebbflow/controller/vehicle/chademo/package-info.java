/**
 * CHAdeMO up to protocol number 2 with discharge: frame codec and the station's side of a session,
 * pure. Neighbours: vehicle, energy, hal records. Entry: ChademoSessions.
 */
@NullMarked
package org.ebbflow.controller.vehicle.chademo;

import org.jspecify.annotations.NullMarked;
