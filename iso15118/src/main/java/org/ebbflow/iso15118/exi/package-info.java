/**
 * EXI streams of the V2G schemas to typed messages and back. Uses the generated coders and nothing
 * else. Entry: {@link org.ebbflow.iso15118.exi.V2gCodec}.
 */
@NullMarked
package org.ebbflow.iso15118.exi;

import org.jspecify.annotations.NullMarked;
