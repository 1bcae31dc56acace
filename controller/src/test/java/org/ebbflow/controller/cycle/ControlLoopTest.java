package org.ebbflow.controller.cycle;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A control thread that ends must be known to have ended: the heartbeat stops with it. */
final class ControlLoopTest {

    private static RuntimeException toldOf(Throwable thrown) throws Exception {
        Rig rig = new Rig();
        rig.freezing =
                () -> {
                    if (thrown instanceof Error error) {
                        throw error;
                    }
                    throw new IllegalStateException(thrown);
                };
        CompletableFuture<RuntimeException> told = new CompletableFuture<>();
        try (ControlLoop loop =
                new ControlLoop(
                        rig.cycle,
                        new ControlLoop.Bell(),
                        () -> true,
                        told::complete,
                        Thread::new)) {
            loop.start();
            return told.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anExceptionOfTheCycleIsTold() throws Exception {
        RuntimeException told = toldOf(new Exception("device layer"));
        assertInstanceOf(IllegalStateException.class, told);
    }

    @Test
    void anErrorOfTheCycleIsToldToo() throws Exception {
        RuntimeException told = toldOf(new StackOverflowError("deep"));
        assertTrue(
                told.toString().contains("control thread ended: java.lang.StackOverflowError"),
                told.toString());
    }
}
