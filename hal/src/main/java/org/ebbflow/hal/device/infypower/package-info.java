/**
 * The CAN protocol of Infypower BEG power modules, without I/O: frames in, frames out. Entry:
 * {@link org.ebbflow.hal.device.infypower.ModuleTalk}.
 */
@NullMarked
package org.ebbflow.hal.device.infypower;

import org.jspecify.annotations.NullMarked;
