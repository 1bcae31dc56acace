package org.ebbflow.tools.demo;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * One station's product is up, the next may start: side by side they would only take the processors
 * from each other.
 */
final class Cue {

    private final CountDownLatch given = new CountDownLatch(1);

    /** Whoever waits goes on. */
    void give() {
        given.countDown();
    }

    /** Work that gives this cue, at the latest when it ends. */
    Callable<Void> before(Callable<Void> work) {
        return () -> {
            try {
                return work.call();
            } finally {
                give();
            }
        };
    }

    /** Work that begins when this cue was given. */
    Callable<Void> then(Callable<Void> work) {
        return () -> {
            given.await();
            return work.call();
        };
    }
}
