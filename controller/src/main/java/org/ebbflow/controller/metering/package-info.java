/**
 * Energy by the station's AC meter. Pure. Neighbours: energy, hal records. Entry: {@link
 * org.ebbflow.controller.metering.EnergyAccount}.
 */
@NullMarked
package org.ebbflow.controller.metering;

import org.jspecify.annotations.NullMarked;
