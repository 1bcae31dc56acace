package org.ebbflow.controller;

import java.util.function.BooleanSupplier;
import org.ebbflow.hal.clock.KernelClock;

/** Whether the kernel says that its clock is synchronised; looked up now and then by a thread. */
final class ClockTrust implements BooleanSupplier, AutoCloseable {

    private static final long EVERY_MS = 10_000;

    private final Thread thread;
    private volatile boolean trusted;

    ClockTrust() {
        this.trusted = look();
        this.thread = Thread.ofVirtual().name("clock-trust").start(this::watch);
    }

    @Override
    public boolean getAsBoolean() {
        return trusted;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(EVERY_MS);
                trusted = look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean look() {
        return KernelClock.isSynchronised();
    }
}
