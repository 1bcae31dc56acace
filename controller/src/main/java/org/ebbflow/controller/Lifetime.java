package org.ebbflow.controller;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.status.Reply;
import org.tinylog.Logger;

/**
 * The station from its start to its end; in between it starts anew when changed files ask for it
 * and no car is plugged in.
 */
final class Lifetime {

    private static final long LOOK_MS = 2_000;
    private static final long REPLY_S = 5;

    private final Main.Options options;
    private final ArrayBlockingQueue<Next> next = new ArrayBlockingQueue<>(2);
    private Optional<Assembly> station = Optional.empty();
    private volatile String notice = "";
    private boolean ended;

    private enum Next {
        START_ANEW,
        FAILED
    }

    Lifetime(Main.Options options) {
        this.options = options;
    }

    /** Runs until the station has failed; a refused file is thrown. */
    void run() throws InterruptedException {
        Next why = Next.START_ANEW;
        while (why == Next.START_ANEW) {
            Optional<SettingsWatch> watch = start();
            if (watch.isEmpty()) {
                return;
            }
            why = await(watch.get());
        }
    }

    private synchronized Optional<SettingsWatch> start() {
        if (ended) {
            return Optional.empty();
        }
        StationFiles files = StationFiles.read(options.board(), options.site());
        station.ifPresent(Assembly::close);
        station = Optional.empty();
        notice = "";
        Assembly assembly =
                Assembly.start(
                        files.board(),
                        files.site().site(),
                        options.reportJson(),
                        () -> give(Next.FAILED),
                        () -> notice);
        station = Optional.of(assembly);
        return Optional.of(
                new SettingsWatch(
                        options.board(), options.site(), files.site(), new StationHands(assembly)));
    }

    private Next await(SettingsWatch watch) throws InterruptedException {
        Next told = null;
        while (told == null) {
            told = next.poll(LOOK_MS, TimeUnit.MILLISECONDS);
            if (told == null) {
                watch.look();
                notice = watch.notice();
            }
        }
        return told;
    }

    private void give(Next what) {
        if (!next.offer(what)) {
            Logger.debug("the end was told already");
        }
    }

    /** Ends in good order. @return whether the station had failed before */
    synchronized boolean end() {
        ended = true;
        station.ifPresent(Assembly::close);
        return station.map(Assembly::hasFailed).orElse(true);
    }

    /** What changed settings may do to the running station. */
    private final class StationHands implements SettingsWatch.Hands {

        private final Assembly assembly;

        StationHands(Assembly assembly) {
            this.assembly = assembly;
        }

        @Override
        public Optional<String> install(Installation site) {
            try {
                return switch (assembly.install(site).get(REPLY_S, TimeUnit.SECONDS)) {
                    case Reply.Accepted accepted -> Optional.empty();
                    case Reply.Refused refused -> Optional.of(refused.text());
                };
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("The station is ending.");
            } catch (ExecutionException | TimeoutException e) {
                return Optional.of("The station did not take them within " + REPLY_S + " s.");
            }
        }

        @Override
        public boolean noCar() {
            return assembly.hasNoCar();
        }

        @Override
        public void startAnew() {
            give(Next.START_ANEW);
        }

        @Override
        public void tell(String text) {
            assembly.tell("settings", text);
        }
    }
}
