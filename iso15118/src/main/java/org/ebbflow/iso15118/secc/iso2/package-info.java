/**
 * Station side of ISO 15118-2, one file per state; DIN 70121 runs the same states through a
 * translation. Neighbours: secc, message, wire. Entry: {@link
 * org.ebbflow.iso15118.secc.iso2.Iso2Session}.
 */
@NullMarked
package org.ebbflow.iso15118.secc.iso2;

import org.jspecify.annotations.NullMarked;
