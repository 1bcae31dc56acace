/**
 * Certificates of the vehicle-to-grid trust: building, reading and judging chains; pure, JDK only.
 * Neighbours: none. Entry: {@link org.ebbflow.iso15118.security.ChainRules}.
 */
@NullMarked
package org.ebbflow.iso15118.security;

import org.jspecify.annotations.NullMarked;
