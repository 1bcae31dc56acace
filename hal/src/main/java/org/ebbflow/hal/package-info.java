/**
 * Ports and records between decisions and devices; sign: plus is charge (into the car). Entry:
 * {@link org.ebbflow.hal.Board}.
 */
@NullMarked
package org.ebbflow.hal;

import org.jspecify.annotations.NullMarked;
