/**
 * The CAN bus of a CHAdeMO board: one port and two adapters, SLCAN over a serial port and SocketCAN
 * of the operating system. Entry: {@link org.ebbflow.hal.can.CanLink}.
 */
@NullMarked
package org.ebbflow.hal.can;

import org.jspecify.annotations.NullMarked;
