/**
 * Simulated CHAdeMO cars: their own frames, written from the public frame table and not from the
 * station's codec, and their hardware at the inlet. Entry: {@link
 * org.ebbflow.tools.vehicle.chademo.ChademoCar}.
 */
@NullMarked
package org.ebbflow.tools.vehicle.chademo;

import org.jspecify.annotations.NullMarked;
