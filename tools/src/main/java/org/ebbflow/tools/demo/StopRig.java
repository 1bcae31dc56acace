package org.ebbflow.tools.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.ebbflow.controller.cycle.ControlCycle;
import org.ebbflow.controller.cycle.ControlLoop;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.cycle.MeteredAccounts;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.SiteFile;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.vehicle.SessionFactory;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.device.WiredBoard;
import org.ebbflow.tools.sim.devices.BoardSimulator;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.devices.SimulatorControl;
import org.ebbflow.tools.sim.devices.SimulatorOptions;
import org.ebbflow.tools.sim.plant.Plant;

/** Cycle, supervisor and drivers of the product on a simulated board, contactors closed. */
final class StopRig implements AutoCloseable {

    private static final long POLL_NS = 200_000;
    private static final long PATIENCE_NS = 20_000_000_000L;

    /** What stops. */
    enum Input {
        /** The board's own chain opens; the command follows. */
        EMERGENCY_STOP,
        /** Only the command opens. */
        DOOR;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final DemoBoard board;
    private final BoardSimulator simulator;
    private final WiredBoard devices;
    private final ControlLoop loop;
    private final Inbox inbox;
    private final Random dice = new Random(1);

    private StopRig(DemoBoard board, Path folder, SessionFactory sessions, CarFactory cars)
            throws IOException {
        this.board = board;
        this.simulator = BoardSimulator.start(SimulatorOptions.of(board.kind()), cars);
        BoardFile file = BoardFile.read(board.writeCopy(folder, simulator.where()));
        this.devices = WiredBoard.start(file);
        ControlLoop.Bell bell = new ControlLoop.Bell();
        this.inbox = new Inbox(bell);
        this.loop =
                new ControlLoop(
                        cycle(folder, sessions),
                        bell,
                        () -> true,
                        failure -> {},
                        work -> Thread.ofPlatform().name("control").daemon(true).unstarted(work));
    }

    /** Starts devices and control loop and waits for closed contactors. */
    static StopRig start(DemoBoard board, Path folder) throws IOException {
        return start(board, folder, new ClosedSession.Always(), new ReadyCars());
    }

    /** The same with another session and another car, named as that of {@link ReadyCars}. */
    static StopRig start(DemoBoard board, Path folder, SessionFactory sessions, CarFactory cars)
            throws IOException {
        StopRig rig = new StopRig(board, folder, sessions, cars);
        rig.simulator.control().plug(ReadyCars.NAME);
        rig.loop.start();
        return rig;
    }

    private ControlCycle cycle(Path folder, SessionFactory sessions) throws IOException {
        Installation site =
                SiteFile.read(
                        new SiteText("lo", 1_024, 1_025, 1_026, Optional.empty(), 0, false)
                                .write(folder));
        BoardRatings ratings = devices.ratings();
        return new ControlCycle(
                new ControlCycle.Ports<>(
                        devices,
                        new NoLink(),
                        new StationArbiter(site, ratings),
                        new Supervisor(ratings),
                        sessions,
                        new MeteredAccounts(EnergyAccount.EMPTY, 0),
                        new NoOutlets()),
                new ControlCycle.Start(
                        new Snapshot.Build("bench", "stop"),
                        site.owner(),
                        site.authority(),
                        List.of()),
                inbox);
    }

    String wire() {
        return switch (board) {
            case SERIAL -> "Modbus RTU";
            case UART -> "UART frames";
            case DC, BACKUP, CHADEMO, CAN, AC, AC_BACKUP -> "Modbus TCP";
        };
    }

    /** Sets the input again and again, at no fixed phase of cycle and polls. */
    StopTimes measure(Input input, int samples, BooleanSupplier goOn) {
        List<Long> commandUs = new ArrayList<>();
        List<Long> openUs = new ArrayList<>();
        while (openUs.size() < samples && (openUs.isEmpty() || goOn.getAsBoolean())) {
            closed();
            LockSupport.parkNanos(300_000_000L + dice.nextInt(100_000_000));
            long startNs = System.nanoTime();
            set(input, true);
            long commandNs = -1;
            long openNs = -1;
            while (commandNs < 0 || openNs < 0) {
                LockSupport.parkNanos(POLL_NS);
                Plant now = simulator.control().plant();
                long sinceNs = System.nanoTime() - startNs;
                commandNs =
                        commandNs < 0 && !now.boardOrder().closeContactors() ? sinceNs : commandNs;
                openNs = openNs < 0 && !now.contactsTouch() ? sinceNs : openNs;
                Steps.check(sinceNs < PATIENCE_NS, "the contactors stayed closed: " + input.word());
            }
            commandUs.add(commandNs / 1_000);
            openUs.add(openNs / 1_000);
            set(input, false);
        }
        int declaredMs =
                devices.ratings().reaction().watchdogMs() + devices.ratings().reaction().openMs();
        return new StopTimes(wire(), input.word(), commandUs, openUs, declaredMs);
    }

    /** What people, weather and wear can do. */
    SimulatorControl control() {
        return simulator.control();
    }

    private void set(Input input, boolean on) {
        switch (input) {
            case EMERGENCY_STOP -> simulator.control().emergencyStop(on);
            case DOOR -> simulator.control().door(on);
        }
    }

    /** Acknowledges until the contactors are closed by command. */
    private void closed() {
        await("closed contactors", p -> p.contactsTouch() && p.boardOrder().closeContactors());
    }

    /** Acknowledges until the plant is as wished. */
    void await(String what, Predicate<Plant> ready) {
        long startNs = System.nanoTime();
        while (!ready.test(simulator.control().plant())) {
            Steps.check(
                    System.nanoTime() - startNs < PATIENCE_NS,
                    what + " did not come: " + simulator.boardLog());
            CompletableFuture<Reply> unused =
                    inbox.submit(new Intent.AcknowledgeTrips(Source.PANEL));
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        loop.close();
        devices.close();
        simulator.close();
    }
}
