/**
 * V2G transfer protocol framing. Neighbours: none. Entry: {@link
 * org.ebbflow.iso15118.v2gtp.FrameReader}.
 */
@NullMarked
package org.ebbflow.iso15118.v2gtp;

import org.jspecify.annotations.NullMarked;
