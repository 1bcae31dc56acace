package org.ebbflow.controller.panel;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.status.FacePorts;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.Snapshot;
import org.tinylog.Logger;
import tools.jackson.databind.node.ObjectNode;

/** What people may press; each answer is one sentence. */
final class Buttons {

    private static final long REPLY_MS = 2_000;
    private static final long DURABLE_MS = 3_000;

    private final FacePorts ports;
    private final Keeper keeper;
    private final ReentrantLock oneChange = new ReentrantLock();

    Buttons(FacePorts ports, Keeper keeper) {
        this.ports = ports;
        this.keeper = keeper;
    }

    void press(Visit visit) throws IOException {
        Source by = Source.PANEL;
        switch (visit.path()) {
            case "/api/stop" -> stop(visit);
            case "/api/resume" -> resume(visit);
            case "/api/acknowledge" -> intent(visit, new Intent.AcknowledgeTrips(by));
            case "/api/off-grid" -> intent(visit, new Intent.OffGrid(by, true));
            case "/api/on-grid" -> intent(visit, new Intent.OffGrid(by, false));
            case "/api/authorize" -> intent(visit, new Intent.Authorize(by, "panel"));
            case "/api/deny" -> intent(visit, new Intent.Deny(by));
            case "/api/take-back" -> intent(visit, new Intent.Release(Source.INTEGRATOR));
            case "/api/preferences" -> preferences(visit);
            default -> visit.reply(Visit.NOT_FOUND, "", "There is no such page.");
        }
    }

    /** Stop also works from a plain form, for browsers without scripts. */
    private void stop(Visit visit) throws IOException {
        if (visit.isPost() && !visit.mayChange() && visit.isOwnForm()) {
            Reply reply = submit(new Intent.Stop(Source.PANEL));
            Logger.info("panel stop by form reply={} unkept={}", reply, kept(true));
            visit.backToPage();
            return;
        }
        if (isRefused(visit)) {
            return;
        }
        Reply reply = submit(new Intent.Stop(Source.PANEL));
        answer(visit, reply, kept(true));
    }

    /** The stop acts first; then it is made to outlast a power cut. @return why it does not */
    private String kept(boolean stands) {
        return await(keeper.keepStop(stands), DURABLE_MS)
                .orElse(Optional.of("The disk does not answer."))
                .orElse("");
    }

    /** The owner's resume also takes back a stop that an energy manager gave. */
    private void resume(Visit visit) throws IOException {
        if (isRefused(visit)) {
            return;
        }
        Reply external = submit(new Intent.Resume(Source.INTEGRATOR));
        Logger.debug("panel resume of external stops reply={}", external);
        Reply reply = submit(new Intent.Resume(Source.PANEL));
        answer(visit, reply, reply instanceof Reply.Accepted ? kept(false) : "");
    }

    private void intent(Visit visit, Intent intent) throws IOException {
        if (isRefused(visit)) {
            return;
        }
        answer(visit, submit(intent), "");
    }

    private boolean isRefused(Visit visit) throws IOException {
        if (!visit.isPost()) {
            visit.reply(Visit.WRONG_METHOD, "", "Use POST.");
            return true;
        }
        if (!visit.mayChange()) {
            visit.reply(
                    Visit.FORBIDDEN,
                    "",
                    "Changes come from the panel's own page; programs send the header X-Ebbflow.");
            return true;
        }
        return false;
    }

    private void preferences(Visit visit) throws IOException {
        if (isRefused(visit)) {
            return;
        }
        Optional<String> body = visit.body();
        Optional<ObjectNode> change = body.flatMap(Trees::object);
        if (body.isEmpty() || change.isEmpty()) {
            visit.reply(
                    body.isEmpty() ? Visit.TOO_LARGE : Visit.BAD_REQUEST,
                    "",
                    "Send one small JSON object, for example {\"drivingReserveDeciPercent\":"
                            + " 300}.");
            return;
        }
        oneChange.lock();
        try {
            change(visit, change.get());
        } finally {
            oneChange.unlock();
        }
    }

    private void change(Visit visit, ObjectNode change) throws IOException {
        Optional<Snapshot> latest = ports.snapshots().get();
        if (latest.isEmpty()) {
            visit.reply(Visit.UNAVAILABLE, "", "The station is starting; try again.");
            return;
        }
        switch (Changes.apply(latest.get().preferences(), change)) {
            case Changes.Result.Wrong wrong -> visit.reply(Visit.BAD_REQUEST, "", wrong.sentence());
            case Changes.Result.Changed changed -> {
                String unkept =
                        await(keeper.keep(changed.preferences()), DURABLE_MS)
                                .orElse(Optional.of("The disk does not answer."))
                                .orElse("");
                Reply reply = submit(new Intent.Prefer(Source.PANEL, changed.preferences()));
                awaitShown(changed);
                answer(visit, reply, unkept);
            }
        }
    }

    /** So that the next change is laid over this one. */
    private void awaitShown(Changes.Result.Changed changed) {
        for (int i = 0; i < 50; i++) {
            Optional<Snapshot> now = ports.snapshots().get();
            if (now.isPresent() && now.get().preferences().equals(changed.preferences())) {
                return;
            }
            try {
                Thread.sleep(4);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Reply submit(Intent intent) {
        return await(ports.intents().submit(intent), REPLY_MS)
                .orElse(
                        new Reply.Refused(
                                Reason.INTERNAL_ERROR,
                                "The controller does not answer; use the emergency stop if"
                                        + " needed."));
    }

    private static <T> Optional<T> await(CompletableFuture<T> answer, long timeoutMs) {
        try {
            return Optional.of(answer.get(timeoutMs, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            Logger.warn("panel got no answer reason={}", e.toString());
            return Optional.empty();
        }
    }

    private static void answer(Visit visit, Reply reply, String warning) throws IOException {
        switch (reply) {
            case Reply.Accepted accepted -> visit.reply(Visit.OK, "", warning);
            case Reply.Refused refused ->
                    visit.reply(Visit.CONFLICT, refused.why().name(), refused.text());
        }
    }
}
