/** What tests in real time need of the machine they run on. */
@NullMarked
package org.ebbflow.tools.machine;

import org.jspecify.annotations.NullMarked;
