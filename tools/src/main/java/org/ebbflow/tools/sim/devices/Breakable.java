package org.ebbflow.tools.sim.devices;

import java.io.IOException;
import org.ebbflow.tools.sim.plant.DeviceFault;

/** A device whose communication can be broken and mended. */
interface Breakable {

    void fault(DeviceFault fault);

    DeviceFault fault();

    /** Pulls its plug, where it has one of its own. */
    default void pull() throws IOException {
        fault(new DeviceFault.Silent());
    }

    /** Plugs it in again. */
    default void plug() throws IOException {
        fault(new DeviceFault.Sound());
    }
}
