/**
 * The installer's tools: a site file from plain questions, and what it means in watts. Entry:
 * {@link org.ebbflow.tools.commission.SiteCommand}.
 */
@NullMarked
package org.ebbflow.tools.commission;

import org.jspecify.annotations.NullMarked;
