/**
 * What the kernel knows about time: whether its clock can be trusted ({@link
 * org.ebbflow.hal.clock.KernelClock}), and whose turn it is ({@link
 * org.ebbflow.hal.clock.Urgency}).
 */
@NullMarked
package org.ebbflow.hal.clock;

import org.jspecify.annotations.NullMarked;
