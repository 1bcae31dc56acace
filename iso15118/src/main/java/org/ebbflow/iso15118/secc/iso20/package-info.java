/**
 * Station side of ISO 15118-20: one file per state. Neighbours: secc, message. Entry: {@link
 * org.ebbflow.iso15118.secc.iso20.Iso20Session}.
 */
@NullMarked
package org.ebbflow.iso15118.secc.iso20;

import org.jspecify.annotations.NullMarked;
