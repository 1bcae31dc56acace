package org.ebbflow.controller.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;
import org.tinylog.Logger;

/**
 * The station's memory on disk. Every call returns at once; a thread of its own writes. A full disk
 * or an unwritable directory degrades it ({@link #problem}); control never waits for it.
 */
public final class Store implements AutoCloseable {

    private static final int QUEUE = 512;
    private static final long CLOSE_MS = 5_000;
    private static final String FILE = "ebbflow.db";

    private final Path directory;
    private final ArrayBlockingQueue<Task> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final CompletableFuture<Kept> kept = new CompletableFuture<>();
    private final Thread thread;
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean closing;
    private Optional<Database> database = Optional.empty();

    /** One piece of work on the store's thread. */
    @FunctionalInterface
    private interface Work {
        void run(Database database) throws SQLException;
    }

    /**
     * @param otherwise runs when the work could not be done
     */
    private record Task(Work work, Runnable otherwise) {}

    private Store(Path directory) {
        this.directory = directory;
        this.thread = Thread.ofPlatform().name("store").daemon(true).unstarted(this::work);
    }

    /** Starts the store in a directory, which is made if it is missing. */
    public static Store open(Path directory) {
        Store store = new Store(directory);
        store.thread.start();
        return store;
    }

    /** What an earlier run left; nothing when the file cannot be read. */
    public Kept kept() {
        return kept.join();
    }

    /** One sentence about why nothing can be stored now; empty while all is well. */
    public Optional<String> problem() {
        return problem;
    }

    /** Completes when the preferences are on disk; the sentence says why they are not. */
    public CompletableFuture<Optional<String>> store(Preferences preferences) {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        Work work =
                db -> {
                    db.store(preferences);
                    recovered();
                    done.complete(Optional.empty());
                };
        if (!offer(work, () -> done.complete(problem))) {
            done.complete(Optional.of("The station is too busy to store this; try again."));
        }
        return done;
    }

    /** Completes when it is on disk that the owner's stop stands or is gone. */
    public CompletableFuture<Optional<String>> storeOwnerStop(boolean stands) {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        Work work =
                db -> {
                    db.storeOwnerStop(stands);
                    recovered();
                    done.complete(Optional.empty());
                };
        if (!offer(work, () -> done.complete(problem))) {
            done.complete(Optional.of("The station is too busy to store this; try again."));
        }
        return done;
    }

    public void store(Snapshot.Totals totals) {
        offer(db -> db.store(totals), Store::forget);
    }

    /** Counters of a running session: not lost when this process dies, but for a power cut. */
    public void storeSoon(Snapshot.Totals totals, Snapshot.SessionFigures session) {
        offer(db -> db.storeSoon(totals, session), Store::forget);
    }

    /**
     * @param open true while the session runs: after a power loss it is closed as such
     */
    public void store(Snapshot.SessionFigures session, boolean open) {
        if (session.number() > 0) {
            offer(db -> db.store(session, open), Store::forget);
        }
    }

    public void store(List<TripRecord> latched) {
        offer(db -> db.store(latched), Store::forget);
    }

    public void store(EventLine line) {
        offer(db -> db.store(line), Store::forget);
    }

    /** The latest sessions, newest first; empty when the store is degraded. */
    public CompletableFuture<List<Snapshot.SessionFigures>> sessions(int limit) {
        CompletableFuture<List<Snapshot.SessionFigures>> found = new CompletableFuture<>();
        if (!offer(db -> found.complete(db.sessions(limit)), () -> found.complete(List.of()))) {
            found.complete(List.of());
        }
        return found;
    }

    /** The latest events, newest first; empty when the store is degraded. */
    public CompletableFuture<List<EventLine>> events(int limit) {
        CompletableFuture<List<EventLine>> found = new CompletableFuture<>();
        if (!offer(db -> found.complete(db.events(limit)), () -> found.complete(List.of()))) {
            found.complete(List.of());
        }
        return found;
    }

    /** Things that found no room in the queue. */
    public long droppedCount() {
        return dropped.get();
    }

    /** Writes everything that waits, then closes the file. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is only told, not asked for, may be lost while the store is degraded. */
    private static void forget() {}

    private boolean offer(Work work, Runnable otherwise) {
        boolean taken = !closing && queue.offer(new Task(work, otherwise));
        if (!taken) {
            dropped.incrementAndGet();
        }
        return taken;
    }

    private void work() {
        openFile();
        kept.complete(database.map(this::read).orElse(Kept.NOTHING));
        while (!closing || !queue.isEmpty()) {
            try {
                Task task = closing ? queue.poll() : queue.take();
                if (task != null) {
                    run(task);
                }
            } catch (InterruptedException e) {
                Logger.debug("store asked to finish waiting={}", queue.size());
            }
        }
        closeFile();
    }

    private Kept read(Database db) {
        try {
            return db.kept();
        } catch (SQLException | IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()));
            return Kept.NOTHING;
        }
    }

    private void run(Task task) {
        if (database.isEmpty()) {
            openFile();
        }
        try {
            if (database.isPresent()) {
                task.work().run(database.get());
                recovered();
            } else {
                task.otherwise().run();
            }
        } catch (SQLException e) {
            fail(String.valueOf(e.getMessage()));
            task.otherwise().run();
        }
    }

    private void openFile() {
        try {
            Files.createDirectories(directory);
            database = Optional.of(Database.open(directory.resolve(FILE)));
        } catch (IOException | SQLException e) {
            fail(e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private void closeFile() {
        try {
            if (database.isPresent()) {
                database.get().close();
            }
        } catch (SQLException e) {
            Logger.warn("store close failed reason={}", e.getMessage());
        }
    }

    private void recovered() {
        if (problem.isPresent()) {
            Logger.info("store works again");
            problem = Optional.empty();
        }
    }

    private void fail(String reason) {
        if (problem.isEmpty()) {
            Logger.warn("{}", sentence(reason));
        }
        problem = Optional.of(sentence(reason));
    }

    private String sentence(String reason) {
        return "Nothing can be stored in "
                + directory
                + " ("
                + reason
                + "); the station goes on, but sessions and changes are lost at the next restart:"
                + " free some space or make the directory writable.";
    }
}
