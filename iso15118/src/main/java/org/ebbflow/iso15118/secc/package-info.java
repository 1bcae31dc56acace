/**
 * Station side (SECC) of the vehicle protocols: pure steps from messages, measurements and offer to
 * answers and demands. Neighbours: v2gtp, message. Entry: {@link
 * org.ebbflow.iso15118.secc.StationView}.
 */
@NullMarked
package org.ebbflow.iso15118.secc;

import org.jspecify.annotations.NullMarked;
