/**
 * Car side (EVCC) of the vehicle protocols: a scripted test instrument, bytes in, bytes out.
 * Neighbours: v2gtp, wire, message. Entry: {@link org.ebbflow.iso15118.evcc.Evcc}.
 */
@NullMarked
package org.ebbflow.iso15118.evcc;

import org.jspecify.annotations.NullMarked;
