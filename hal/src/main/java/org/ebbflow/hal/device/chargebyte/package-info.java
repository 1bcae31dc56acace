/**
 * The frames of a safety board on a serial line, without I/O: octets in, values out. Ids 0x06 to
 * 0x0B and 0xFF are chargebyte's public ones, the others are ours. Entry: {@link
 * org.ebbflow.hal.device.chargebyte.SafetyTalk}.
 */
@NullMarked
package org.ebbflow.hal.device.chargebyte;

import org.jspecify.annotations.NullMarked;
