/**
 * The owner's page: live values, the why, stop, mode and reserve; JSON for scripts. Neighbours:
 * status, energy, settings, hal records. Entry: {@link org.ebbflow.controller.panel.PanelServer}.
 */
@NullMarked
package org.ebbflow.controller.panel;

import org.jspecify.annotations.NullMarked;
