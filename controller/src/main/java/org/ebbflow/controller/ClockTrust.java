package org.ebbflow.controller;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Whether the system says that its clock is synchronised; looked up now and then by a thread. */
final class ClockTrust implements BooleanSupplier, AutoCloseable {

    /** Marks that time services leave while the clock is synchronised. */
    private static final List<Path> MARKS = List.of(Path.of("/run/systemd/timesync/synchronized"));

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
        return MARKS.stream().anyMatch(Files::exists);
    }
}
