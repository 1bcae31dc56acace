/**
 * Modbus TCP face for energy managers: the compact EVSE block and a SunSpec chain over one pure
 * register map. Neighbours: status, energy, settings. Entry: {@link
 * org.ebbflow.controller.registers.RegisterServer}.
 */
@NullMarked
package org.ebbflow.controller.registers;

import org.jspecify.annotations.NullMarked;
