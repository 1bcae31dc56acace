package org.ebbflow.tools.sim.devices;

import java.io.IOException;
import org.ebbflow.tools.sim.can.InfyModules;
import org.ebbflow.tools.sim.plant.DeviceFault;

/** Power modules on a CAN bus as one device of the board. */
record CanStage(InfyModules modules) implements Breakable, AutoCloseable {

    @Override
    public void fault(DeviceFault fault) {
        modules.fault(fault);
    }

    @Override
    public DeviceFault fault() {
        return modules.fault();
    }

    @Override
    public void pull() throws IOException {
        modules.pull();
    }

    @Override
    public void plug() throws IOException {
        modules.plug();
    }

    @Override
    public void close() throws IOException {
        modules.close();
    }
}
