package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.ebbflow.tools.sim.devices.SimulatorControl;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.ebbflow.tools.sim.plant.Plant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wires that are pulled out while energy flows, with cycle, supervisor and drivers of the product:
 * no current and open contacts within the declared time.
 */
@Timeout(120)
final class BrokenWiresTest {

    /** The supervisor's patience with a power stage and the board's opening time. */
    private static final long STAGE_LOST_MS = 1_000 + 100;

    /** The board's watchdog and its opening time. */
    private static final long BOARD_LOST_MS = 500 + 100;

    /** Looks, threads and a busy machine. */
    private static final long ROOM_MS = 150;

    @TempDir Path folder;

    /** Breaks or mends something. */
    @FunctionalInterface
    private interface Act {
        void on(SimulatorControl control) throws IOException;
    }

    @Test
    void powerModulesThatLoseTheirAdapterEndWithoutCurrent() throws IOException {
        try (StopRig rig =
                StopRig.start(
                        DemoBoard.CAN,
                        folder,
                        new TransferSession.Always(5_000),
                        new TransferSession.Cars())) {
            breaks(
                    rig,
                    "pulled",
                    c -> c.pull(Device.STAGE),
                    c -> c.replug(Device.STAGE),
                    STAGE_LOST_MS);
        }
    }

    @Test
    void aSafetyBoardWhoseLineIsPulledOutOpensByItself() throws IOException {
        try (StopRig rig =
                StopRig.start(
                        DemoBoard.UART,
                        folder,
                        new TransferSession.Always(5_000),
                        new TransferSession.Cars())) {
            breaks(
                    rig,
                    "pulled",
                    c -> c.pull(Device.SAFETY_BOARD),
                    c -> c.replug(Device.SAFETY_BOARD),
                    BOARD_LOST_MS);
            assertEquals(BoardEvent.Kind.OPENED_BY_WATCHDOG, lastOpening(rig));
        }
    }

    private static BoardEvent.Kind lastOpening(StopRig rig) {
        return rig.control().plant().boardLog().getLast().kind();
    }

    private static void breaks(StopRig rig, String what, Act breaking, Act mending, long withinMs)
            throws IOException {
        rig.await(
                "transfer before: " + what, p -> p.contactsTouch() && Math.abs(p.dcCurrentA()) > 8);
        long startNs = System.nanoTime();
        breaking.on(rig.control());
        Predicate<Plant> safe = p -> !p.contactsTouch() && Math.abs(p.dcCurrentA()) < 0.5;
        while (!safe.test(rig.control().plant())) {
            LockSupport.parkNanos(1_000_000);
            long sinceMs = (System.nanoTime() - startNs) / 1_000_000;
            assertTrue(sinceMs <= withinMs + ROOM_MS, what + ": not safe after " + sinceMs + " ms");
        }
        System.out.println(
                what + ": safe after " + (System.nanoTime() - startNs) / 1_000_000 + " ms");
        mending.on(rig.control());
    }
}
