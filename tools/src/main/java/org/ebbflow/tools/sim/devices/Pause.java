package org.ebbflow.tools.sim.devices;

import java.util.concurrent.locks.LockSupport;

/** Waits as slow devices and slow lines do. */
final class Pause {

    private Pause() {}

    /** Waits this many milliseconds, 0 not at all. */
    static void millis(int ms) {
        micros(ms * 1_000L);
    }

    static void micros(long us) {
        long endNs = System.nanoTime() + us * 1_000;
        for (long leftNs = us * 1_000; leftNs > 0; leftNs = endNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
