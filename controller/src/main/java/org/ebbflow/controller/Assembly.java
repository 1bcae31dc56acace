package org.ebbflow.controller;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.ebbflow.controller.cycle.ControlCycle;
import org.ebbflow.controller.cycle.ControlLoop;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.cycle.MeteredAccounts;
import org.ebbflow.controller.cycle.Remaining;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.flight.Draws;
import org.ebbflow.controller.flight.FlightMemory;
import org.ebbflow.controller.flight.FlightRecorder;
import org.ebbflow.controller.flight.Station;
import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.safety.Backup;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.FacePorts;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.store.Kept;
import org.ebbflow.controller.store.Store;
import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.VehicleLink;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.GridProfileFile;
import org.ebbflow.hal.clock.Urgency;
import org.ebbflow.hal.device.WiredBoard;
import org.ebbflow.hal.net.CarNetworkSettings;
import org.tinylog.Logger;

/** The only place that makes adapters and connects them; starts and ends the station. */
final class Assembly implements AutoCloseable {

    private static final long GOOD_BYE_MS = 8_000;
    private static final long LOOK_MS = 20;

    /** For the session's end, its record and open contactors after the station has hung up. */
    private static final long HANG_UP_NS = 2_000_000_000L;

    private static final long MWS_PER_WH = 3_600_000L;

    private final Inbox inbox;
    private final StationOutlets outlets;
    private final VehicleLink link;
    private final Board board;
    private final ControlLoop loop;
    private final ControlCycle cycle;
    private final Faces faces;
    private final Memory memory;
    private volatile boolean failed;

    /** What reaches the disk. */
    private record Memory(
            Store store, Diary diary, FlightRecorder recorder, ClockTrust clock, CarDoor door) {

        /** The newest picture for faces, with what is known of the certificates. */
        Optional<Snapshot> shown(Optional<Snapshot> latest) {
            return latest.map(snapshot -> snapshot.with(door.notice()));
        }
    }

    private Assembly(
            BoardFile file,
            Installation site,
            Memory memory,
            Runnable onFailure,
            Supplier<String> notice) {
        Kept kept = memory.store().kept();
        ControlLoop.Bell bell = new ControlLoop.Bell();
        this.memory = memory;
        this.inbox = new Inbox(bell);
        Station station = station(file, site);
        Draws draws = new Draws(new SecureRandom()::nextLong);
        this.outlets =
                new StationOutlets(
                        memory.store(),
                        memory.diary(),
                        new Authorizer(site.vehicle().authorization(), inbox),
                        memory.recorder(),
                        draws);
        WiredBoard devices = WiredBoard.start(file);
        devices.pins().ifPresent(p -> outlets.watchedBy(new FrontPanel(p, p, inbox)));
        this.board = devices;
        this.link =
                ChademoStation.link(file, inbox)
                        .orElseGet(
                                () ->
                                        new StationLink(
                                                carNetwork(site),
                                                memory.door().security(),
                                                memory.door()::discovery,
                                                inbox));
        this.cycle = cycle(station, draws, kept);
        this.loop =
                new ControlLoop(
                        cycle,
                        bell,
                        memory.clock(),
                        e -> failed(e, onFailure),
                        work -> Urgency.deciding("control", work));
        FacePorts ports =
                new FacePorts(() -> memory.shown(outlets.latest()), inbox, System::nanoTime);
        this.faces =
                Faces.start(
                        site, new StoreKeeper(memory.store(), memory.recorder(), notice), ports);
        kept.lostSession().ifPresent(memory.diary()::lost);
        kept.damage().ifPresent(text -> tell("memory-damaged", text));
        if (kept.ownerStop()) {
            Logger.warn("the owner's stop of the run before still stands; Resume takes it back");
            CompletableFuture<Reply> stopped = inbox.submit(new Intent.Stop(Source.PANEL));
            Logger.debug("stop given before the first cycle done={}", stopped.isDone());
        }
    }

    /**
     * Starts the station.
     *
     * @param onFailure told once when the control loop has failed for good
     * @param notice what the panel says of changed settings, empty when there is nothing
     */
    static Assembly start(
            BoardFile file,
            Installation site,
            boolean reportJson,
            Runnable onFailure,
            Supplier<String> notice) {
        rehearse(file, site);
        Store store = Store.open(site.dataDirectory());
        Diary diary = new Diary(store, reportJson);
        FlightRecorder recorder =
                new FlightRecorder(
                        new FlightMemory(BuildId.read(), station(file, site)),
                        site.dataDirectory(),
                        diary::frozen);
        CarDoor door =
                CarDoor.open(
                        site,
                        text -> diary.notice("certificates", text, System.currentTimeMillis()));
        Memory memory = new Memory(store, diary, recorder, new ClockTrust(), door);
        Assembly assembly = new Assembly(file, site, memory, onFailure, notice);
        assembly.loop.start();
        announce(file, site);
        return assembly;
    }

    private static Station station(BoardFile file, Installation site) {
        return Station.of(site, file.ratings()).with(ChademoStation.settings(file));
    }

    /** A rehearsal that goes wrong delays first answers, nothing else. */
    private static void rehearse(BoardFile file, Installation site) {
        try {
            long loops = Rehearsal.run(site, file.ratings());
            Logger.debug("rehearsed chargeLoopMessages={}", loops);
        } catch (RuntimeException e) {
            Logger.warn("the rehearsal failed, first answers will be slower: {}", e.toString());
        }
        if (site.vehicle().certificates().isPresent()) {
            TlsRehearsal.begin();
        }
    }

    private ControlCycle cycle(Station station, Draws draws, Kept kept) {
        BoardRatings ratings = station.ratings();
        Installation site = station.site();
        Snapshot.Totals totals = kept.totals();
        ControlCycle.Ports<?> ports =
                new ControlCycle.Ports<>(
                        board,
                        link,
                        new StationArbiter(site, ratings),
                        new Supervisor(
                                ratings,
                                site.vehicle().ventilated(),
                                Backup.of(ratings, site.permit().enterServiceDelayS())),
                        station.sessions(draws),
                        new MeteredAccounts(
                                EnergyAccount.of(
                                        totals.chargedWh() * MWS_PER_WH,
                                        totals.dischargedWh() * MWS_PER_WH),
                                totals.sessions(),
                                kept.lostSession().orElse(Snapshot.SessionFigures.NONE)),
                        outlets);
        Preferences preferences = kept.preferences().orElse(site.owner());
        return new ControlCycle(
                ports,
                new ControlCycle.Start(
                        BuildId.read(),
                        preferences,
                        site.authority(),
                        kept.latched(),
                        kept.wishes(),
                        draws),
                inbox);
    }

    private static CarNetworkSettings carNetwork(Installation site) {
        CarNetworkSettings usual =
                CarNetworkSettings.on(site.vehicle().networkInterface().orElse(""));
        return new CarNetworkSettings(
                usual.interfaceName(),
                usual.tcpPort(),
                site.bench().sdpPort(),
                usual.maxConnections(),
                usual.maxPendingBytes());
    }

    private static void announce(BoardFile file, Installation site) {
        Snapshot.Build build = BuildId.read();
        Logger.info(
                "Ebbflow {} (build {}) runs \"{}\" at \"{}\": {} W charge, {} W discharge,"
                        + " permit to export {}",
                build.version(),
                build.id(),
                file.title(),
                site.name(),
                file.ratings().maxChargeW(),
                file.ratings().maxDischargeW(),
                site.permit().granted() ? "granted" : "not granted");
        if (file.ratings().output() == BoardRatings.Output.DC && !file.ratings().inletMeasured()) {
            Logger.warn(
                    "THE INLET IS NOT MEASURED, as the board file declares: the contactors close on"
                            + " the stage's voltage alone; nothing sees a battery behind them");
        }
        file.cannotExport()
                .ifPresent(
                        why ->
                                Logger.warn(
                                        "THIS STATION CANNOT FEED INTO THE GRID: the board {} {}",
                                        file.name(),
                                        why));
        announceGrid(site);
        if (site.bench().isOn()) {
            Logger.warn(
                    "BENCH KEYS ARE ON, never use this site file in the field: {}", site.bench());
        }
    }

    /** By which rules it may feed the grid, or loudly why not. */
    private static void announceGrid(Installation site) {
        if (site.grid().isEmpty()) {
            Logger.warn("THE SITE FILE NAMES NO GRID PROFILE: nothing is fed into the grid");
            return;
        }
        GridProfileFile grid = site.grid().get();
        if (grid.mayExport()) {
            Logger.info("grid profile \"{}\", every value verified or signed", grid.name());
        } else {
            Logger.warn(
                    "THE GRID PROFILE \"{}\" IS NOT COMPLETE: {} values are neither verified nor"
                            + " signed; nothing is fed into the grid",
                    grid.name(),
                    grid.uncertain().size());
        }
    }

    /** The newest picture; empty before the first cycle. */
    Optional<Snapshot> latest() {
        return outlets.latest();
    }

    /** Swaps the site file at a cycle boundary. */
    CompletableFuture<Reply> install(Installation site) {
        return inbox.submit(new Intent.Install(Source.INSTALLER, site));
    }

    /** Whether no car is plugged in and none talks. */
    boolean hasNoCar() {
        return cycle.isQuiet()
                && latest().map(s -> s.vehicle().phase() == VehicleReport.Phase.NO_CAR)
                        .orElse(false);
    }

    /** For the log and the event list. */
    void tell(String kind, String text) {
        memory.diary().notice(kind, text, System.currentTimeMillis());
    }

    /** Whether the control loop has failed for good. */
    boolean hasFailed() {
        return failed;
    }

    private void failed(RuntimeException e, Runnable onFailure) {
        failed = true;
        Logger.error(
                e,
                "the control loop failed; the safety board opens the contactors by its watchdog");
        onFailure.run();
    }

    /** Ends the session in good order, then everything else, last of all what keeps records. */
    @Override
    public void close() {
        Logger.info("ending: the session is closed in good order");
        awaitQuiet(inbox.submit(new Intent.Shutdown(Source.INSTALLER)));
        faces.close();
        link.close();
        memory.door().close();
        awaitEndOf(System.nanoTime() + HANG_UP_NS);
        loop.close();
        board.close();
        memory.recorder().close();
        memory.diary().flush(outlets.latest());
        memory.clock().close();
        memory.store().close();
    }

    private void awaitQuiet(CompletableFuture<Reply> told) {
        long deadlineNs = System.nanoTime() + GOOD_BYE_MS * 1_000_000L;
        try {
            while (!told.isDone() && System.nanoTime() - deadlineNs < 0) {
                Thread.sleep(LOOK_MS);
            }
            Thread.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        awaitEndOf(deadlineNs);
        Remaining left = cycle.remaining();
        if (left != Remaining.NOTHING) {
            Logger.warn(left.sentence());
        }
    }

    /** Until nothing is left that more time may end, at most until the instant. */
    private void awaitEndOf(long deadlineNs) {
        try {
            while (cycle.remaining().isWorthWaiting() && System.nanoTime() - deadlineNs < 0) {
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
