/**
 * The one control thread: inbox, the ten steps of a cycle, publication. Neighbours: energy,
 * vehicle, dispatch, safety, status, hal ports. Entry: {@link
 * org.ebbflow.controller.cycle.ControlCycle}.
 */
@NullMarked
package org.ebbflow.controller.cycle;

import org.jspecify.annotations.NullMarked;
