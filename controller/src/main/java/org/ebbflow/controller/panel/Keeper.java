package org.ebbflow.controller.panel;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;

/** What the panel wants of the station's memory. */
public interface Keeper {

    /** Completes when the preferences are durable; the sentence says why they are not. */
    CompletableFuture<Optional<String>> keep(Preferences preferences);

    /** Completes when it is durable that the owner's stop stands, or is gone. */
    CompletableFuture<Optional<String>> keepStop(boolean stands);

    /** The latest sessions, newest first. */
    CompletableFuture<List<Snapshot.SessionFigures>> sessions(int limit);

    /** Name of the file with the minutes before the latest trip; empty when there was none. */
    Optional<String> recording();

    /** One sentence about why nothing can be stored now; empty while all is well. */
    Optional<String> problem();

    /** One sentence about changed files that were refused or wait; empty while there are none. */
    Optional<String> settings();
}
