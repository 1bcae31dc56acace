/**
 * A pseudo terminal pair: a serial line without hardware.
 *
 * <p>Entry type {@link org.ebbflow.tools.sim.pty.Pty}. Linux with glibc, x86-64 and arm64, through
 * the foreign-function API; no library, no helper program. Neighbours allowed: the JDK.
 */
@NullMarked
package org.ebbflow.tools.sim.pty;

import org.jspecify.annotations.NullMarked;
