/** The {@code ebbflow} command. */
@NullMarked
package org.ebbflow.tools.cli;

import org.jspecify.annotations.NullMarked;
