/**
 * Board files as plans for the simulators; the simulated devices themselves know nothing of the
 * product. Entry: {@link org.ebbflow.tools.sim.board.FilePlan}.
 */
@NullMarked
package org.ebbflow.tools.sim.board;

import org.jspecify.annotations.NullMarked;
