/**
 * Named days of a house with a station: grid events, sun, outages, lost links, a departure. The
 * product's control cycle runs unchanged in {@link org.ebbflow.tools.sim.world.World}; what must
 * come out is asserted, drawn and printed. Neighbours: sim.world, plot. Entry: {@link
 * org.ebbflow.tools.sim.day.Day}.
 */
@NullMarked
package org.ebbflow.tools.sim.day;

import org.jspecify.annotations.NullMarked;
