/** Serial ports through jSerialComm, with errors a person can act on. */
@NullMarked
package org.ebbflow.hal.serial;

import org.jspecify.annotations.NullMarked;
