package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.ebbflow.controller.cycle.ControlCycle;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.cycle.MeteredAccounts;
import org.ebbflow.controller.cycle.Outlets;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionSelector;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.chademo.ChademoSessions;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings;
import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.VehicleLink;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.BoardValues;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;

/** The product's control cycle at a simulated CHAdeMO connector in virtual time, 10 ms a cycle. */
final class ChademoRig {

    static final long MS = 1_000_000L;
    static final long BUS = 1;
    static final int SLICE_US = 10_000;

    final List<SessionEvent> events = new ArrayList<>();
    final List<String> trips = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    final List<CompletableFuture<Reply>> replies = new ArrayList<>();
    final List<CanFrame> toCar = new ArrayList<>();
    Plant plant = Plant.atPowerUp(PlantTraits.dc(), 1);
    CarPort car = CarPort.unplugged();

    /** What becomes of a frame of the car on its way; the frame itself if nothing. */
    BiFunction<CanFrame, Long, Optional<CanFrame>> wire = (frame, atMs) -> Optional.of(frame);

    /** How long the next cycle takes, in microseconds; 10 ms unless somebody wakes or holds it. */
    IntSupplier cycleUs = () -> SLICE_US;

    private final BoardRatings ratings =
            WorldSite.ratings(true).signalled(BoardRatings.Signalling.CHADEMO);
    private final Inbox inbox = new Inbox(() -> {});
    private final List<CanFrame> fromCar = new ArrayList<>();
    private final ControlCycle cycle;
    private Optional<BoardCommand> command = Optional.empty();
    private Optional<Snapshot> snapshot = Optional.empty();
    private long cycles;
    private long nowNs = 1_000 * MS;
    private boolean busUp;
    private Optional<Consumer<List<CanFrame>>> real = Optional.empty();

    /** A burst of the station. */
    record Sent(long atMs, List<CanFrame> frames) {}

    ChademoRig(ChademoSettings settings) {
        Installation site = WorldSite.installation();
        this.cycle =
                new ControlCycle(
                        new ControlCycle.Ports<>(
                                new PlantBoard(),
                                new Bus(),
                                new StationArbiter(site, ratings),
                                new Supervisor(ratings),
                                new SessionSelector(
                                        ratings, Optional.of(new ChademoSessions(settings)), false),
                                new MeteredAccounts(EnergyAccount.EMPTY, 0),
                                new Ears()),
                        new ControlCycle.Start(
                                new Snapshot.Build("0", "rig"),
                                WorldSite.preferences(),
                                site.authority(),
                                List.of()),
                        inbox);
        bus(true);
    }

    /** A bus of its own kind in the place of the virtual one; both ends may be on other threads. */
    void over(Consumer<List<CanFrame>> stationSpeaks) {
        bus(false);
        real = Optional.of(stationSpeaks);
    }

    /** What the real bus has for the station. */
    void receive(CarInput input) {
        inbox.receive(input, nowNs);
    }

    /** What a simulated car says goes here. */
    void say(CanFrame frame) {
        fromCar.add(frame);
    }

    /** The CAN adapter is plugged in or pulled out. */
    void bus(boolean up) {
        if (up != busUp) {
            busUp = up;
            long at = nowNs;
            inbox.receive(
                    up
                            ? new CarInput.Connected(BUS, CarInput.Security.PLAIN)
                            : new CarInput.Closed(BUS),
                    at);
        }
    }

    long nowNs() {
        return nowNs;
    }

    long nowMs() {
        return nowNs / MS;
    }

    Snapshot snapshot() {
        return snapshot.orElseThrow();
    }

    /** The integrator's setpoint, watts at the AC terminals. */
    void setPower(int powerW) {
        submit(
                new Intent.Direct(
                        new Directive.Target(
                                Source.INTEGRATOR,
                                new Lease(nowNs, Lease.FOREVER),
                                Directive.Rank.INTEGRATOR,
                                powerW)));
    }

    void submit(Intent intent) {
        replies.add(inbox.submit(intent));
    }

    /** Lets time pass. */
    ChademoRig run(long ms) {
        for (long i = 0; i < ms / 10; i++) {
            turn();
        }
        return this;
    }

    /** Lets time pass until something holds. @return whether it came within the time */
    boolean await(java.util.function.BooleanSupplier holds, long ms) {
        for (long i = 0; i < ms / 10; i++) {
            if (holds.getAsBoolean()) {
                return true;
            }
            turn();
        }
        return holds.getAsBoolean();
    }

    /** Real nanoseconds that a cycle of 10 ms takes at least; 0 for as fast as it goes. */
    long paceNs;

    private long paceEndNs;

    private void turn() {
        long startNs = System.nanoTime();
        // on a schedule of its own, as the product's loop; a late turn does not move the next
        paceEndNs = startNs - paceEndNs > paceNs ? startNs + paceNs : paceEndNs + paceNs;
        turnOnce();
        while (paceNs > 0 && System.nanoTime() - paceEndNs < 0) {
            LockSupport.parkNanos(200_000);
        }
    }

    private void turnOnce() {
        int us = cycleUs.getAsInt();
        nowNs += us * 1_000L;
        for (int leftUs = us; leftUs > 0; leftUs -= SLICE_US) {
            int sliceUs = Math.min(SLICE_US, leftUs);
            CarSide side = car.step(plant.inlet(), sliceUs);
            plant = plant.step(side, sliceUs);
        }
        for (CanFrame frame : fromCar) {
            wire.apply(frame, nowMs()).filter(f -> busUp).ifPresent(this::arrive);
        }
        fromCar.clear();
        Tick tick = new Tick(cycles++, nowNs, 1_780_000_000_000L + nowMs(), true);
        cycle.run(tick);
        cycle.lasted(tick, 100_000);
    }

    private void arrive(CanFrame frame) {
        inbox.receive(new CarInput.Bytes(BUS, CanFrame.toBytes(List.of(frame))), nowNs);
    }

    double powerW() {
        return plant.acPowerW();
    }

    boolean contactsTouch() {
        return plant.contactsTouch();
    }

    boolean logged(BoardEvent.Kind kind) {
        return plant.boardLog().stream().anyMatch(e -> e.kind() == kind);
    }

    Optional<SessionEvent.Ended> ended() {
        return events.stream()
                .filter(SessionEvent.Ended.class::isInstance)
                .map(SessionEvent.Ended.class::cast)
                .reduce((a, b) -> b);
    }

    boolean isRunning() {
        return snapshot.map(s -> s.vehicle().phase().name().equals("TRANSFER")).orElse(false);
    }

    Interval carPowerW() {
        return snapshot().vehicle().carPowerW();
    }

    private final class PlantBoard implements Board {
        @Override
        public Measured freeze(Tick tick) {
            BoardValues values = plant.boardValues();
            plant = plant.boardRead();
            return new Measured(
                    taken(BoardView.stage(plant.stageValues())),
                    taken(BoardView.meter(plant.stationMeter(), 0)),
                    taken(BoardView.meter(plant.gridMeter(), 0)),
                    taken(BoardView.safety(values)),
                    taken(BoardView.insulation(values)),
                    new Reading.Missing<>(0, "not fitted"));
        }

        private <T> Reading<T> taken(T value) {
            return new Reading.Taken<>(value, nowNs);
        }

        @Override
        public void apply(BoardCommand next) {
            command = Optional.of(next);
            plant = plant.boardWritten(BoardView.order(next));
            plant = plant.stageWritten(BoardView.settings(next.stage()), true);
        }

        @Override
        public BoardRatings ratings() {
            return ratings;
        }

        @Override
        public void close() {
            command = Optional.empty();
        }
    }

    /** The last command to the board. */
    BoardCommand command() {
        return command.orElseThrow();
    }

    private final class Bus implements VehicleLink {
        @Override
        public void send(long connection, byte[] bytes, long ticket) {
            List<CanFrame> frames = CanFrame.fromBytes(bytes);
            real.ifPresent(bus -> bus.accept(frames));
            if (busUp || real.isPresent()) {
                sent.add(new Sent(nowMs(), frames));
                toCar.addAll(real.isPresent() ? List.of() : frames);
            }
        }

        @Override
        public void close(long connection) {
            toCar.clear();
        }

        @Override
        public void close() {
            toCar.clear();
        }
    }

    private final class Ears implements Outlets {
        @Override
        public void snapshot(Snapshot next) {
            snapshot = Optional.of(next);
        }

        @Override
        public void event(StationEvent event) {
            if (event instanceof StationEvent.Session session) {
                events.add(session.event());
            }
            if (event instanceof StationEvent.Tripped tripped) {
                trips.add(tripped.code() + " " + tripped.cause());
            }
            if (event instanceof StationEvent.Failed failed) {
                throw new AssertionError(failed.text());
            }
        }

        @Override
        public void ask(Ask ask) {
            inbox.answer(new Answer.Authorized(ask.id()));
        }

        @Override
        public void latched(List<TripRecord> all) {
            trips.addAll(all.stream().map(TripRecord::cause).toList());
        }

        @Override
        public void remember(Remembered wishes) {
            // these cars meet no grid program
        }

        @Override
        public void prefer(Preferences preferences) {
            // nobody charges now
        }

        @Override
        public void flown(FlightRecord recorded) {
            cycles += 0;
        }
    }
}
