/**
 * Hands on the simulators: a page on its own port, a script file, text commands.
 *
 * <p>Entry types {@link org.ebbflow.tools.sim.page.SimulatorPage} and {@link
 * org.ebbflow.tools.sim.page.Script}; both speak {@link org.ebbflow.tools.sim.page.Commands}.
 * Neighbours allowed: devices, plant, the JDK's HTTP server, Jackson.
 */
@NullMarked
package org.ebbflow.tools.sim.page;

import org.jspecify.annotations.NullMarked;
