package org.ebbflow.controller;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.store.EventLine;
import org.ebbflow.controller.store.Store;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.tinylog.Logger;

/**
 * Writes what happened: one line per transition in the log, the same in the store, finished
 * sessions on standard output. A thread of its own takes from a bounded queue.
 */
final class Diary implements AutoCloseable {

    private static final int QUEUE = 1_024;

    /** On disk whatever happens. */
    private static final long TOTALS_EVERY_NS = 10_000_000_000L;

    /** Out of this process: a kill loses no more than this. */
    private static final long COUNTED_EVERY_NS = 1_000_000_000L;

    private final ArrayBlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final Store store;
    private final boolean reportJson;
    private final Thread thread;
    private volatile boolean closing;
    private long totalsNs;
    private long countedNs;
    private Snapshot.Totals counted = new Snapshot.Totals(0, 0, 0);
    private long keptSession;
    private Reason keptEnd = Reason.NONE;

    Diary(Store store, boolean reportJson) {
        this.store = store;
        this.reportJson = reportJson;
        this.thread = Thread.ofPlatform().name("diary").daemon(true).start(this::work);
    }

    /** From the control thread. */
    void event(StationEvent event) {
        offer(() -> write(event));
    }

    /** From any thread: something that people should do something about. */
    void notice(String kind, String text, long wallTimeMs) {
        offer(
                () -> {
                    Logger.warn("{}", text);
                    store.store(new EventLine(wallTimeMs, kind, text));
                });
    }

    /** From the control thread: keeps counters and the running session on disk. */
    void snapshot(Snapshot snapshot) {
        Snapshot.SessionFigures session = snapshot.session();
        boolean news = session.number() != keptSession || session.ended() != keptEnd;
        if (news || snapshot.tick().sinceNs(totalsNs) >= TOTALS_EVERY_NS) {
            keptSession = session.number();
            keptEnd = session.ended();
            totalsNs = snapshot.tick().monotonicNs();
            counted = snapshot.totals();
            countedNs = totalsNs;
            offer(() -> keep(snapshot, true));
        } else if (snapshot.tick().sinceNs(countedNs) >= COUNTED_EVERY_NS) {
            countedNs = snapshot.tick().monotonicNs();
            if (!counted.equals(snapshot.totals()) && session.ended() == Reason.NONE) {
                counted = snapshot.totals();
                offer(() -> store.storeSoon(snapshot.totals(), session));
            }
        }
    }

    /** From the control thread: a session ended. */
    void ended(SessionReport report, Snapshot snapshot) {
        offer(
                () -> {
                    keep(snapshot, false);
                    Logger.info(
                            "session ended protocol={} service={} outcome={} chargedWh={}"
                                    + " dischargedWh={}",
                            report.protocol(),
                            report.service(),
                            report.outcome(),
                            report.chargedWh(),
                            report.dischargedWh());
                    if (reportJson) {
                        Output.line(report.json());
                    }
                });
    }

    /** From the recorder's thread: the minutes before a trip are in a file. */
    void frozen(Path file) {
        String text =
                "the minutes before the trip are kept in "
                        + file.toAbsolutePath()
                        + "; 'ebbflow replay' plays them again";
        Logger.warn("{}", text);
        store.store(new EventLine(System.currentTimeMillis(), "flight", text));
    }

    /** A session of the run before that the power loss ended: told like every other one. */
    void lost(Snapshot.SessionFigures session) {
        SessionReport report = SessionReport.lost(session);
        String text = "session " + session.number() + " was cut off by a power loss";
        Logger.warn("{}", text);
        store.store(new EventLine(System.currentTimeMillis(), "power-loss", text));
        if (reportJson) {
            Output.line(report.json());
        }
    }

    /** Everything that waits is written, with the last counters. */
    void flush(Optional<Snapshot> last) {
        last.ifPresent(s -> offer(() -> keep(s, false)));
        closing = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        flush(Optional.empty());
    }

    private void offer(Runnable work) {
        if (!queue.offer(work)) {
            dropped.incrementAndGet();
        }
    }

    private void work() {
        while (!closing || !queue.isEmpty()) {
            try {
                Runnable next = queue.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                Logger.error(e, "diary line failed");
            }
        }
    }

    private void keep(Snapshot snapshot, boolean mayBeOpen) {
        store.store(snapshot.totals());
        boolean open = mayBeOpen && snapshot.session().ended().number() == 0;
        store.store(snapshot.session(), open);
    }

    private void write(StationEvent event) {
        switch (event) {
            case StationEvent.Session session -> session(session);
            case StationEvent.Tripped tripped -> {
                Logger.error("tripped code={} cause={}", tripped.code(), tripped.cause());
                remember(event, "tripped", tripped.code() + ": " + tripped.cause());
            }
            case StationEvent.Recovered recovered -> {
                Logger.info("recovered code={}", recovered.code());
                remember(event, "recovered", recovered.code().name());
            }
            case StationEvent.Answered answered -> {
                Logger.debug("intent={} reply={}", answered.intent(), answered.reply());
            }
            case StationEvent.Contactors contactors ->
                    Logger.info("contactors state={}", contactors.state());
            case StationEvent.Overrun overrun ->
                    Logger.warn("cycle took durationMs={}", overrun.durationNs() / 1_000_000L);
            case StationEvent.Failed failed -> {
                Logger.error("step failed {}", failed.text());
                remember(event, "failed", failed.text());
            }
        }
    }

    private void session(StationEvent.Session session) {
        switch (session.event()) {
            case SessionEvent.Answered answered -> Logger.trace("answered {}", answered.name());
            case SessionEvent.Clamped clamped ->
                    Logger.debug("car value clamped {} {}", clamped.quantity(), clamped.text());
            case SessionEvent.Plugged plugged -> line(session, "plugged", "car plugged in");
            case SessionEvent.Started started ->
                    line(session, "session", "session started protocol=" + started.protocol());
            case SessionEvent.ServiceSelected selected ->
                    line(session, "service", "service selected " + selected.service());
            case SessionEvent.EnergyStarted begun -> line(session, "energy", "energy flows");
            case SessionEvent.Recognized known ->
                    line(session, "car", "car is a " + known.car() + ": " + known.note());
            case SessionEvent.Judged judged ->
                    line(
                            session,
                            "verdict",
                            judged.phase()
                                    + (judged.good() ? " passed: " : " FAILED: ")
                                    + judged.measured());
            case SessionEvent.Ended ended ->
                    line(
                            session,
                            "ended",
                            "session over why=" + ended.why() + " orderly=" + ended.orderly());
            case SessionEvent.Unplugged unplugged -> line(session, "unplugged", "car unplugged");
        }
    }

    private void line(StationEvent event, String kind, String text) {
        Logger.info("{}", text);
        remember(event, kind, text);
    }

    private void remember(StationEvent event, String kind, String text) {
        store.store(new EventLine(event.tick().wallTimeMs(), kind, text));
    }
}
