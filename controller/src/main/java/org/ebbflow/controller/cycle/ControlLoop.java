package org.ebbflow.controller.cycle;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ebbflow.hal.Tick;

/**
 * The control thread: a fixed 10 ms schedule that an arriving car message wakes early, at most four
 * times per millisecond, without moving it. The only reader of the clocks.
 */
public final class ControlLoop implements AutoCloseable {

    static final long PERIOD_NS = 10_000_000L;
    static final long SHORTEST_NS = 250_000L;

    private final ControlCycle cycle;
    private final BooleanSupplier wallTrusted;
    private final Consumer<RuntimeException> onFailure;
    private final Bell bell;
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * @param bell the one that the inbox of the cycle rings
     * @param wallTrusted whether the wall clock is synchronised; asked in every cycle, returns at
     *     once
     * @param onFailure told when the cycle itself failed: the heartbeat has ended by then, and the
     *     safety board opens by its watchdog
     * @param threads makes the control thread
     */
    public ControlLoop(
            ControlCycle cycle,
            Bell bell,
            BooleanSupplier wallTrusted,
            Consumer<RuntimeException> onFailure,
            ThreadFactory threads) {
        this.cycle = cycle;
        this.bell = bell;
        this.wallTrusted = wallTrusted;
        this.onFailure = onFailure;
        this.thread = threads.newThread(this::loop);
    }

    public void start() {
        bell.listener = thread;
        thread.start();
    }

    /** Ends after the present cycle; the safety board's heartbeat ends with it. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try {
            turn();
        } catch (RuntimeException e) {
            onFailure.accept(e);
        } catch (Error e) {
            onFailure.accept(new IllegalStateException("the control thread ended: " + e, e));
        }
    }

    private void turn() {
        long number = 0;
        long dueNs = System.nanoTime();
        long lastNs = dueNs - PERIOD_NS;
        while (!stopped) {
            long nowNs = System.nanoTime();
            boolean due = nowNs - dueNs >= 0;
            if (due || bell.rang && nowNs - lastNs >= SHORTEST_NS) {
                bell.rang = false;
                run(
                        new Tick(
                                number++,
                                nowNs,
                                System.currentTimeMillis(),
                                wallTrusted.getAsBoolean()));
                lastNs = nowNs;
                dueNs += due ? PERIOD_NS * (1 + (nowNs - dueNs) / PERIOD_NS) : 0;
            } else {
                long earlyNs = bell.rang ? SHORTEST_NS - (nowNs - lastNs) : Long.MAX_VALUE;
                LockSupport.parkNanos(Math.min(dueNs - nowNs, earlyNs));
            }
        }
    }

    private void run(Tick tick) {
        cycle.run(tick);
        cycle.lasted(tick, System.nanoTime() - tick.monotonicNs());
    }

    /** Wakes the control thread; made before it, because the inbox is made before the cycle. */
    public static final class Bell implements Runnable {

        private volatile boolean rang;
        private volatile Thread listener = Thread.currentThread();

        /** A bell nobody listens to yet. */
        public Bell() {}

        @Override
        public void run() {
            rang = true;
            LockSupport.unpark(listener);
        }
    }
}
