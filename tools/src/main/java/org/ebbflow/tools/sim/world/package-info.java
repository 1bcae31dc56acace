/**
 * The whole station in virtual time: the product's own control cycle on a simulated plant, cars
 * that speak real bytes, people and faults by script, invariants after every cycle. Same seed, same
 * trace. Entry: {@link org.ebbflow.tools.sim.world.World}.
 */
@NullMarked
package org.ebbflow.tools.sim.world;

import org.jspecify.annotations.NullMarked;
