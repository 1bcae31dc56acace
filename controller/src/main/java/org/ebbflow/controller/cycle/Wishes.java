package org.ebbflow.controller.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/** What people and back-ends want at present: directives, preferences, permission to charge. */
final class Wishes {

    private static final Reply ACCEPTED = new Reply.Accepted();

    private final Directives directives = new Directives();
    private final TreeMap<Long, Ask> pending = new TreeMap<>();
    private final List<Answer> granted = new ArrayList<>();
    private Preferences preferences;

    Wishes(Preferences preferences) {
        this.preferences = preferences;
    }

    Preferences preferences() {
        return preferences;
    }

    Arbiter.Inputs inputs(
            BoardRatings ratings, Measured measured, VehicleReport vehicle, Verdict verdict) {
        return new Arbiter.Inputs(
                directives.all(), ratings, measured, vehicle, preferences, verdict);
    }

    /** Carries out one intent. @param acknowledge clears what can be cleared; true if all is */
    Settled settle(Inbox.Given given, Tick tick, BooleanSupplier acknowledge) {
        long nowNs = tick.monotonicNs();
        Reply reply =
                switch (given.intent()) {
                    case Intent.Direct direct -> {
                        directives.give(direct.directive(), nowNs);
                        yield ACCEPTED;
                    }
                    case Intent.Release release -> {
                        directives.release(release.by());
                        yield ACCEPTED;
                    }
                    case Intent.Renew renew ->
                            directives.renew(renew.by(), nowNs)
                                    ? ACCEPTED
                                    : refused(
                                            Reason.LEASE_LAPSED,
                                            "There is nothing to renew; give the directive again.");
                    case Intent.Stop stop -> {
                        directives.stop(stop.by(), given.sequence());
                        yield ACCEPTED;
                    }
                    case Intent.Shutdown shutdown -> {
                        directives.stop(shutdown.by(), given.sequence());
                        yield ACCEPTED;
                    }
                    case Intent.Resume resume ->
                            directives.resume(resume.by(), given.sequence())
                                    ? ACCEPTED
                                    : refused(
                                            Reason.OWNER_STOP,
                                            "A stop was given after this; resume again if it is"
                                                    + " still wanted.");
                    case Intent.Authorize ignored -> authorize();
                    case Intent.Prefer prefer -> {
                        preferences = prefer.preferences();
                        yield ACCEPTED;
                    }
                    case Intent.AcknowledgeTrips ignored ->
                            acknowledge.getAsBoolean()
                                    ? ACCEPTED
                                    : refused(
                                            Reason.FAULT,
                                            "A fault is still there; remove its cause first.");
                };
        return new Settled(given.intent(), reply, given.reply());
    }

    private Reply authorize() {
        if (pending.isEmpty()) {
            return refused(Reason.NO_CAR, "No car is waiting for permission; plug it in first.");
        }
        pending.keySet().forEach(id -> granted.add(new Answer.Authorized(id)));
        return ACCEPTED;
    }

    /** The session waits for an answer to this. */
    void asked(Ask ask) {
        pending.put(ask.id(), ask);
    }

    void answered(Answer answer) {
        pending.remove(answer.id());
    }

    /** Nobody waits any more after the car is gone. */
    void observe(SessionEvent event) {
        if (event instanceof SessionEvent.Unplugged || event instanceof SessionEvent.Ended) {
            pending.clear();
        }
    }

    /** Answers that people gave in this cycle. */
    List<Answer> takeGranted() {
        List<Answer> taken = List.copyOf(granted);
        granted.clear();
        return taken;
    }

    private static Reply refused(Reason why, String text) {
        return new Reply.Refused(why, text);
    }

    /**
     * @param answer what the intent's giver is told; @param reply where it is told
     */
    record Settled(Intent intent, Reply answer, CompletableFuture<Reply> reply) {}
}
