/** The rules of the house as tests: rooms, banned calls, tidiness, units, top level. */
@NullMarked
package org.ebbflow.tools.house;

import org.jspecify.annotations.NullMarked;
