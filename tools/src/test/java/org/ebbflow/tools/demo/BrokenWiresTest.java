package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.ebbflow.tools.sim.plant.Plant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wires that are pulled out while energy flows, with cycle, supervisor and drivers of the product:
 * no current and open contacts within the declared time, and energy again once they are back.
 * Losses of a device cannot be acknowledged; the rig acknowledges what a busy machine trips.
 */
@Timeout(120)
@SteadyMachine
final class BrokenWiresTest {

    /** The supervisor's patience with a power stage and the board's opening time. */
    private static final long STAGE_LOST_MS = 1_000 + 100;

    /** The board's watchdog and its opening time. */
    private static final long BOARD_LOST_MS = 500 + 100;

    /** Looks, threads and a busy machine. */
    private static final long ROOM_MS = 150;

    /** The supervisor waits 5 s before it believes a device that came back; then a start. */
    private static final long BACK_MS = 5_000 + 6_000;

    @TempDir Path folder;

    /** A rig, what is pulled out of it and how long it may take to be safe. */
    private record Wire(String name, StopRig rig, Device device, long withinMs) {

        void awaitTransfer(String when) {
            rig.await(
                    name + " transfers " + when,
                    p -> p.contactsTouch() && Math.abs(p.dcCurrentA()) > 8);
        }

        /** Pulls it out; no current and open contacts must follow in time. */
        void pull() throws IOException {
            long startNs = System.nanoTime();
            rig.control().pull(device);
            Predicate<Plant> safe = p -> !p.contactsTouch() && Math.abs(p.dcCurrentA()) < 0.5;
            while (!safe.test(rig.control().plant())) {
                LockSupport.parkNanos(1_000_000);
                assertTrue(
                        sinceMs(startNs) <= withinMs + ROOM_MS,
                        name + ": not safe after " + sinceMs(startNs) + " ms");
            }
            System.out.println(name + " pulled: safe after " + sinceMs(startNs) + " ms");
        }

        long replug() throws IOException {
            rig.control().replug(device);
            return System.nanoTime();
        }

        void awaitTransferSince(long mendedNs) {
            awaitTransfer("again");
            long backMs = sinceMs(mendedNs);
            System.out.println(name + " back: transfers again after " + backMs + " ms");
            assertTrue(backMs <= BACK_MS, name + ": energy again only after " + backMs + " ms");
        }
    }

    @Test
    void pulledWiresEndWithoutCurrentAndOpenInTheDeclaredTimeAndTransferAgainByThemselves()
            throws IOException {
        try (StopRig can = rig(DemoBoard.CAN);
                StopRig uart = rig(DemoBoard.UART)) {
            Wire modules = new Wire("CAN adapter", can, Device.STAGE, STAGE_LOST_MS);
            Wire board = new Wire("UART line", uart, Device.SAFETY_BOARD, BOARD_LOST_MS);
            modules.awaitTransfer("before");
            board.awaitTransfer("before");
            modules.pull();
            board.pull();
            assertTrue(
                    uart.control().plant().boardLog().stream()
                            .anyMatch(e -> e.kind() == BoardEvent.Kind.OPENED_BY_WATCHDOG));
            long canNs = modules.replug();
            long uartNs = board.replug();
            modules.awaitTransferSince(canNs);
            board.awaitTransferSince(uartNs);
        }
    }

    private StopRig rig(DemoBoard board) throws IOException {
        return StopRig.start(
                board,
                Files.createDirectory(folder.resolve(board.name())),
                new TransferSession.Always(5_000),
                new TransferSession.Cars());
    }

    private static long sinceMs(long startNs) {
        return (System.nanoTime() - startNs) / 1_000_000;
    }
}
