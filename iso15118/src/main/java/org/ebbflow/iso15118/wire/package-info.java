/**
 * Frames of messages and back: which coder belongs to which payload type. Neighbours: v2gtp,
 * message. Entry: {@link org.ebbflow.iso15118.wire.Wire}.
 */
@NullMarked
package org.ebbflow.iso15118.wire;

import org.jspecify.annotations.NullMarked;
