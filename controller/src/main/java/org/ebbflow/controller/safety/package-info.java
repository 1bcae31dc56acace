/**
 * The software supervisor: what is asked and what is measured go in, what may reach the board comes
 * out. Unknown, stale or contradictory is off. Neighbours: energy, hal records, nothing else.
 * Entry: {@link org.ebbflow.controller.safety.Supervisor}; requirements: README.md beside the code.
 */
@NullMarked
package org.ebbflow.controller.safety;

import org.jspecify.annotations.NullMarked;
