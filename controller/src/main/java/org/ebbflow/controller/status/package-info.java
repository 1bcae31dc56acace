/**
 * What faces read and what they may want. Neighbours: energy, vehicle reports, hal records. Entry:
 * {@link org.ebbflow.controller.status.Snapshot}.
 */
@NullMarked
package org.ebbflow.controller.status;

import org.jspecify.annotations.NullMarked;
