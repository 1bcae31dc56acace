/**
 * Sockets to the car: TCP server for V2G messages and the SDP socket, on one interface only; moves
 * bytes, knows no message. Entry: {@link org.ebbflow.hal.net.CarNetwork}.
 */
@NullMarked
package org.ebbflow.hal.net;

import org.jspecify.annotations.NullMarked;
