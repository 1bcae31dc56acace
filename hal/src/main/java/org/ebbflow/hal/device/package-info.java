/**
 * Device drivers on Modbus and the board made of them; they know one device each, never each other.
 * Entry: {@link org.ebbflow.hal.device.WiredBoard}.
 */
@NullMarked
package org.ebbflow.hal.device;

import org.jspecify.annotations.NullMarked;
