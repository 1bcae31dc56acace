package org.ebbflow.tools.sim.devices;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Bounded waiting for something that happens in real time. */
final class Await {

    private static final long BOUND_NS = 8_000_000_000L;

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        long endNs = System.nanoTime() + BOUND_NS;
        while (!condition.call()) {
            if (System.nanoTime() - endNs > 0) {
                throw new AssertionError("not within 8 s: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
