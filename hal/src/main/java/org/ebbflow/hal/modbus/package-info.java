/**
 * Modbus buses: one thread per bus runs one transaction at a time, the most urgent first. Entry:
 * {@link org.ebbflow.hal.modbus.ModbusBus}; devices implement {@link
 * org.ebbflow.hal.modbus.BusDevice}.
 */
@NullMarked
package org.ebbflow.hal.modbus;

import org.jspecify.annotations.NullMarked;
