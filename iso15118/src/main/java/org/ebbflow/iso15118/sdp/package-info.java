/**
 * SECC discovery protocol, both sides. Neighbours: v2gtp. Entry: {@link
 * org.ebbflow.iso15118.sdp.SdpServer}.
 */
@NullMarked
package org.ebbflow.iso15118.sdp;

import org.jspecify.annotations.NullMarked;
