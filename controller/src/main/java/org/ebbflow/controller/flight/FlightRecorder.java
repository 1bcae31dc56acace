package org.ebbflow.controller.flight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ebbflow.controller.cycle.FlightRecord;
import org.tinylog.Logger;

/**
 * Takes cycles from the control thread (one offer to a bounded queue, nothing else) and keeps the
 * last minutes on a thread of its own, which also writes the file after a trip.
 */
public final class FlightRecorder implements AutoCloseable {

    private static final int QUEUE = 1_024;
    private static final long SILENCE_MS = 3_000;

    /** A closing station does not wait longer than this for the next look. */
    private static final long LOOK_MS = 50;

    private static final long CLOSE_MS = 5_000;

    private final ArrayBlockingQueue<Cycle> queue = new ArrayBlockingQueue<>(QUEUE);
    private final FlightMemory memory;
    private final Path directory;
    private final Consumer<Path> frozen;
    private final Thread thread;
    private volatile Optional<Path> latest = Optional.empty();
    private volatile boolean closing;
    private boolean broken;

    /**
     * @param directory where files go
     * @param frozen told of every file, on the recorder's thread
     */
    public FlightRecorder(FlightMemory memory, Path directory, Consumer<Path> frozen) {
        this.memory = memory;
        this.directory = directory;
        this.frozen = frozen;
        this.thread =
                Thread.ofPlatform()
                        .name("flight-recorder")
                        .daemon(true)
                        .priority(Thread.MIN_PRIORITY)
                        .start(this::work);
    }

    /** From the control thread; a cycle that finds no room makes the recording begin anew. */
    public boolean offer(FlightRecord record, long[] draws) {
        return queue.offer(new Cycle(record, draws));
    }

    /** The file of the latest trip since the start. */
    public Optional<Path> latest() {
        return latest;
    }

    /** Freezes a trip that waits, then ends. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        long silentMs = 0;
        while (!closing || !queue.isEmpty()) {
            try {
                Cycle next = queue.poll(closing ? 1 : LOOK_MS, TimeUnit.MILLISECONDS);
                silentMs = next == null ? silentMs + LOOK_MS : 0;
                boolean ready =
                        next == null
                                ? silentMs >= SILENCE_MS && memory.isTripped()
                                : memory.add(next.record(), next.draws());
                if (ready) {
                    freeze();
                }
            } catch (InterruptedException e) {
                Logger.debug("flight recorder asked to finish waiting={}", queue.size());
            } catch (RuntimeException e) {
                memory.forget();
                if (!broken) {
                    Logger.error(e, "the flight recorder cannot keep a cycle and begins anew");
                }
                broken = true;
            }
        }
        if (memory.isTripped()) {
            freeze();
        }
    }

    private void freeze() {
        try {
            Optional<Path> file = memory.freeze(directory);
            if (file.isPresent()) {
                latest = file;
                frozen.accept(file.get());
            }
        } catch (IOException e) {
            Logger.warn(
                    "The recording of the last minutes could not be written to {} ({}); free some"
                            + " space or make the directory writable.",
                    directory,
                    e.getMessage());
        }
    }
}
