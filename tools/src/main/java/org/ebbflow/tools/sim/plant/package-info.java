/**
 * The physics of a simulated station, house and grid: pure, deterministic, stepped by time slices.
 *
 * <p>Entry type {@link org.ebbflow.tools.sim.plant.Plant}; a car joins through {@link
 * org.ebbflow.tools.sim.plant.CarPort}. Physical state is held in doubles with the unit in the name
 * (only + - * / and square root, so every machine computes the same bits); what devices show is
 * integers. Knows neither registers nor the product. Neighbours allowed: the JDK.
 */
@NullMarked
package org.ebbflow.tools.sim.plant;

import org.jspecify.annotations.NullMarked;
