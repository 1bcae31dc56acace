/**
 * The plant served as Modbus devices on real sockets and serial lines, in real time.
 *
 * <p>Entry type {@link org.ebbflow.tools.sim.devices.BoardSimulator}. Every register image is
 * written here from the public definitions, never from the product's map files: one wrong address
 * must not pass on both sides. Neighbours allowed: the plant, the pty, the JDK.
 */
@NullMarked
package org.ebbflow.tools.sim.devices;

import org.jspecify.annotations.NullMarked;
