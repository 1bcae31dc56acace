package org.ebbflow.tools.commission;

import static org.ebbflow.tools.commission.DriverRig.OFF;
import static org.ebbflow.tools.commission.DriverRig.await;
import static org.ebbflow.tools.commission.DriverRig.safety;
import static org.ebbflow.tools.commission.DriverRig.why;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.sim.plant.PlantFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines and lock of the shipped CHAdeMO board, on the coupler that its file names. */
@Timeout(60)
@SteadyMachine
class ConnectorLinesTest {
    /** The coupler's own watchdog, and a busy machine. */
    private static final long FALL_MS = 500 + 250;

    @TempDir Path folder;

    private static BoardCommand.Pilot lines(boolean d1, boolean d2) {
        return new BoardCommand.Pilot.Lines(d1, d2);
    }

    @Test
    void linesAndLockGoThroughTheCouplerAndFallByItsOwnWatchdog() throws Exception {
        String text = DriverRig.shipped("chademo-10kw").replace("poll-ms = 1000", "poll-ms = 200");
        try (DriverRig rig = DriverRig.start(folder, text)) {
            rig.lock = false;
            rig.pilot = lines(false, false);
            rig.run(false, OFF, m -> rig.allThere() && safety(m).pilot() == PilotState.A);
            rig.devices.control().plug("ready");
            rig.run(false, OFF, m -> safety(m).pilot() == PilotState.C);
            rig.pilot = lines(true, false);
            rig.run(false, OFF, m -> inlet(rig).d1() && !inlet(rig).d2());
            rig.lock = true;
            rig.run(false, OFF, m -> safety(m).lock() == LockState.LOCKED);
            assertTrue(rig.devices.plant().isLocked());
            rig.pilot = lines(true, true);
            rig.run(false, OFF, m -> inlet(rig).d1() && inlet(rig).d2());

            silent(rig);
            deadDecision(rig);

            rig.devices.control().faults(PlantFaults.NONE.withLockJammed(true));
            rig.lock = false;
            rig.run(false, OFF, m -> safety(m).lock() == LockState.FAULT);
            rig.devices.control().faults(PlantFaults.NONE);
            rig.lock = true;
            rig.run(false, OFF, m -> safety(m).lock() == LockState.LOCKED);
        }
    }

    private static InletSide inlet(DriverRig rig) {
        return rig.devices.plant().inlet();
    }

    private static void silent(DriverRig rig) {
        rig.devices.fault("io", new DeviceFault.Silent());
        rig.run(false, OFF, m -> !inlet(rig).d1() && !inlet(rig).d2());
        rig.run(false, OFF, m -> why(m.safety()).contains("relay and input device"));
        assertTrue(rig.devices.plant().isLocked(), "a dead coupler leaves the bolt where it is");
        rig.devices.fault("io", new DeviceFault.Sound());
        rig.run(false, OFF, m -> rig.allThere() && inlet(rig).d1() && inlet(rig).d2());
    }

    private static void deadDecision(DriverRig rig) {
        long deadNs = System.nanoTime();
        await(() -> !inlet(rig).d1() && !inlet(rig).d2());
        long fellMs = (System.nanoTime() - deadNs) / 1_000_000;
        assertTrue(fellMs <= FALL_MS, "d1 and d2 fell after " + fellMs + " ms");
        assertTrue(rig.devices.plant().isLocked());
        assertFalse(rig.devices.plant().contactsTouch());
        rig.run(false, OFF, m -> inlet(rig).d1() && inlet(rig).d2());
    }
}
