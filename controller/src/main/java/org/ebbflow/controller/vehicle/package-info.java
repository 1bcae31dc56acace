/**
 * Sessions with cars: the one interface behind ISO 15118, CHAdeMO and plain pilot. Neighbours:
 * energy, hal records. Entry: {@link org.ebbflow.controller.vehicle.VehicleSession}.
 */
@NullMarked
package org.ebbflow.controller.vehicle;

import org.jspecify.annotations.NullMarked;
