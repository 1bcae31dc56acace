/**
 * Who decides how much: gates, limits, targets, ramp. Neighbours: energy, settings, hal records.
 * Entry: {@link org.ebbflow.controller.dispatch.Arbiter}.
 */
@NullMarked
package org.ebbflow.controller.dispatch;

import org.jspecify.annotations.NullMarked;
