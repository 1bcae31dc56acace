/**
 * Deliberate faults of the product: each is built into a copy of its source and must be found by a
 * simulated session. Neighbours: sim.world. Entry: {@link
 * org.ebbflow.tools.sim.mutants.MutantHunt}.
 */
@NullMarked
package org.ebbflow.tools.sim.mutants;

import org.jspecify.annotations.NullMarked;
