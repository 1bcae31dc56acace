/**
 * Bit streams with the EXI value codings; used by the generated coders only. Entry: {@link
 * org.ebbflow.iso15118.exi.bits.BitReader} and {@link org.ebbflow.iso15118.exi.bits.BitWriter}.
 */
@NullMarked
package org.ebbflow.iso15118.exi.bits;

import org.jspecify.annotations.NullMarked;
