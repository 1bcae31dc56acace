package org.ebbflow.controller.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;
import org.tinylog.Logger;

/**
 * The station's memory on disk. Every call returns at once; a thread of its own writes. A full disk
 * or an unwritable directory degrades it ({@link #problem}); control never waits for it. What could
 * not be written waits in memory, the newest of each kind, and is written when the disk takes it.
 */
public final class Store implements AutoCloseable {

    private static final int QUEUE = 512;
    private static final long CLOSE_MS = 5_000;
    private static final long RETRY_S = 5;
    private static final int MOST_WAITING = 256;

    /** Key of work that asks and is pointless later. */
    private static final String NOW_OR_NEVER = "";

    private static final String FILE = "ebbflow.db";

    private final Path directory;
    private final ArrayBlockingQueue<Task> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final CompletableFuture<Kept> kept = new CompletableFuture<>();
    private final Thread thread;
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean closing;
    private Optional<Database> database = Optional.empty();
    private final SequencedMap<String, Work> waiting = new LinkedHashMap<>();

    /** One piece of work on the store's thread. */
    @FunctionalInterface
    private interface Work {
        void run(Database database) throws SQLException;
    }

    /**
     * @param key what it writes: a later task of the same key takes its place
     * @param then runs when it is done
     * @param otherwise runs when it could not be done yet
     */
    private record Task(String key, Work work, Runnable then, Runnable otherwise) {}

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
        Task task =
                new Task(
                        "preferences",
                        db -> db.store(preferences),
                        () -> done.complete(Optional.empty()),
                        () -> done.complete(problem));
        if (!offer(task)) {
            done.complete(Optional.of("The station is too busy to store this; try again."));
        }
        return done;
    }

    /** Completes when it is on disk that the owner's stop stands or is gone. */
    public CompletableFuture<Optional<String>> storeOwnerStop(boolean stands) {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        Task task =
                new Task(
                        "owner-stop",
                        db -> db.storeOwnerStop(stands),
                        () -> done.complete(Optional.empty()),
                        () -> done.complete(problem));
        if (!offer(task)) {
            done.complete(Optional.of("The station is too busy to store this; try again."));
        }
        return done;
    }

    public void store(Snapshot.Totals totals) {
        tell("totals", db -> db.store(totals));
    }

    /** Counters of a running session: not lost when this process dies, but for a power cut. */
    public void storeSoon(Snapshot.Totals totals, Snapshot.SessionFigures session) {
        tell("running", db -> db.storeSoon(totals, session));
    }

    /**
     * @param open true while the session runs: after a power loss it is closed as such
     */
    public void store(Snapshot.SessionFigures session, boolean open) {
        if (session.number() > 0) {
            tell("session-" + session.number(), db -> db.store(session, open));
        }
    }

    public void store(List<TripRecord> latched) {
        tell("latched", db -> db.store(latched));
    }

    public void store(Remembered wishes) {
        tell("wishes", db -> db.store(wishes));
    }

    public void store(EventLine line) {
        tell("line-" + lines.incrementAndGet(), db -> db.store(line));
    }

    /** The latest sessions, newest first; empty when the store is degraded. */
    public CompletableFuture<List<Snapshot.SessionFigures>> sessions(int limit) {
        CompletableFuture<List<Snapshot.SessionFigures>> found = new CompletableFuture<>();
        Task task =
                new Task(
                        NOW_OR_NEVER,
                        db -> found.complete(db.sessions(limit)),
                        Store::nobodyWaits,
                        () -> found.complete(List.of()));
        if (!offer(task)) {
            found.complete(List.of());
        }
        return found;
    }

    /** The latest events, newest first; empty when the store is degraded. */
    public CompletableFuture<List<EventLine>> events(int limit) {
        CompletableFuture<List<EventLine>> found = new CompletableFuture<>();
        Task task =
                new Task(
                        NOW_OR_NEVER,
                        db -> found.complete(db.events(limit)),
                        Store::nobodyWaits,
                        () -> found.complete(List.of()));
        if (!offer(task)) {
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

    /** Nobody waits for what is only told. */
    private static void nobodyWaits() {}

    private void tell(String key, Work work) {
        offer(new Task(key, work, Store::nobodyWaits, Store::nobodyWaits));
    }

    private boolean offer(Task task) {
        boolean taken = !closing && queue.offer(task);
        if (!taken) {
            dropped.incrementAndGet();
        }
        return taken;
    }

    private void work() {
        kept.complete(firstLook());
        while (!closing || !queue.isEmpty()) {
            try {
                next().ifPresentOrElse(this::run, this::catchUp);
            } catch (InterruptedException e) {
                Logger.debug("store asked to finish waiting={}", queue.size());
            }
        }
        catchUp();
        closeFile();
    }

    /**
     * What an earlier run left; a damaged file is put aside, so that nobody has to repair it first.
     */
    private Kept firstLook() {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            database = Optional.of(Database.open(file));
        } catch (SQLException e) {
            return Database.isDamage(e) ? afterDamage(file) : unread(file, e);
        } catch (IOException e) {
            return unread(file, e);
        }
        return read(database.get());
    }

    private Kept afterDamage(Path file) {
        try {
            Path aside = putAside(file);
            openFile();
            database.ifPresent(this::storeStop);
            return Kept.unknown(
                    "The station's memory "
                            + file
                            + " was damaged and lies beside it as "
                            + aside.getFileName()
                            + "; counters, settings and standing faults start anew, and the"
                            + " station waits for Resume on the panel.");
        } catch (IOException e) {
            return unread(file, e);
        }
    }

    /** Where there is a file nobody knows what it says, so the station waits for its owner. */
    private Kept unread(Path file, Exception e) {
        fail(e.getClass().getSimpleName() + " " + e.getMessage());
        return Files.exists(file)
                ? Kept.unknown(
                        "The station's memory "
                                + file
                                + " cannot be read; the station waits for Resume on the panel.")
                : Kept.NOTHING;
    }

    private void storeStop(Database db) {
        try {
            db.storeOwnerStop(true);
        } catch (SQLException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    /** Moves the file and its journal to the first free name; support may read them there. */
    private static Path putAside(Path file) throws IOException {
        int number = 1;
        while (Files.exists(beside(file, ".damaged-" + number))) {
            number++;
        }
        for (String part : new String[] {"-wal", "-shm"}) {
            if (Files.exists(beside(file, part))) {
                Files.move(beside(file, part), beside(file, ".damaged-" + number + part));
            }
        }
        return Files.move(file, beside(file, ".damaged-" + number));
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** The next task; nothing when it is time to try again what waits. */
    private Optional<Task> next() throws InterruptedException {
        if (closing) {
            return Optional.ofNullable(queue.poll());
        }
        return waiting.isEmpty()
                ? Optional.of(queue.take())
                : Optional.ofNullable(queue.poll(RETRY_S, TimeUnit.SECONDS));
    }

    private Kept read(Database db) {
        try {
            return db.kept();
        } catch (SQLException | IllegalArgumentException e) {
            return unread(directory.resolve(FILE), e);
        }
    }

    /** In order: what waits goes first, or an older counter would be written over a newer one. */
    private void run(Task task) {
        if (task.key().equals(NOW_OR_NEVER)) {
            (isDone(task.work()) ? task.then() : task.otherwise()).run();
            return;
        }
        waiting.remove(task.key());
        waiting.put(task.key(), task.work());
        catchUp();
        (waiting.containsKey(task.key()) ? task.otherwise() : task.then()).run();
        if (waiting.size() > MOST_WAITING) {
            waiting.pollFirstEntry();
            dropped.incrementAndGet();
        }
    }

    private boolean isDone(Work work) {
        if (database.isEmpty()) {
            openFile();
        }
        try {
            if (database.isPresent()) {
                work.run(database.get());
                return true;
            }
        } catch (SQLException e) {
            fail(String.valueOf(e.getMessage()));
        }
        return false;
    }

    /** Writes what waits, in its order, until the disk refuses again. */
    private void catchUp() {
        while (!waiting.isEmpty() && isDone(waiting.firstEntry().getValue())) {
            waiting.pollFirstEntry();
        }
        if (waiting.isEmpty() && problem.isPresent()) {
            Logger.info("store works again, everything that waited is written");
            problem = Optional.empty();
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
                + "); the station goes on and keeps it in memory, where a restart would lose it:"
                + " free some space or make the directory writable.";
    }
}
