package org.ebbflow.controller;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.ebbflow.controller.flight.FlightRecorder;
import org.ebbflow.controller.panel.Keeper;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.store.Store;

/** The panel's way to the store. */
record StoreKeeper(Store store, FlightRecorder recorder, Supplier<String> notice)
        implements Keeper {

    @Override
    public CompletableFuture<Optional<String>> keep(Preferences preferences) {
        return store.store(preferences);
    }

    @Override
    public CompletableFuture<Optional<String>> keepStop(boolean stands) {
        return store.storeOwnerStop(stands);
    }

    @Override
    public CompletableFuture<List<Snapshot.SessionFigures>> sessions(int limit) {
        return store.sessions(limit);
    }

    @Override
    public Optional<String> recording() {
        return recorder.latest().map(file -> String.valueOf(file.getFileName()));
    }

    @Override
    public Optional<String> settings() {
        return Optional.of(notice.get()).filter(text -> !text.isEmpty());
    }

    @Override
    public Optional<String> problem() {
        return store.problem();
    }
}
