/**
 * The ISO 15118 library as a vehicle session: the one place where its words meet offer, request and
 * measurement. Neighbours: vehicle, energy, hal records, the library. Entry: {@link
 * org.ebbflow.controller.vehicle.iso15118.Iso15118Sessions}.
 */
@NullMarked
package org.ebbflow.controller.vehicle.iso15118;

import org.jspecify.annotations.NullMarked;
