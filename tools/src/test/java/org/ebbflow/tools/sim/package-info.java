/** Rules that hold for all simulators. */
@NullMarked
package org.ebbflow.tools.sim;

import org.jspecify.annotations.NullMarked;
