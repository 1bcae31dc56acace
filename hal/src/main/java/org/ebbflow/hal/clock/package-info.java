/**
 * Whether the operating system's clock can be trusted. Entry: {@link
 * org.ebbflow.hal.clock.KernelClock}.
 */
@NullMarked
package org.ebbflow.hal.clock;

import org.jspecify.annotations.NullMarked;
