package org.ebbflow.controller;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.cycle.ControlCycle;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.cycle.MeteredAccounts;
import org.ebbflow.controller.cycle.Outlets;
import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.settings.Sites;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.Snapshots;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionFactory;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.VehicleLink;
import org.ebbflow.iso15118.evcc.CarView;
import org.ebbflow.iso15118.evcc.Evcc;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccStep;

/** The product's cycle on the ideal board, in virtual time; nobody answers its questions. */
final class ImaginedStation implements VehicleLink, Outlets {

    private static final long CONNECTION = 1;

    final Installation site = Sites.at(Path.of("unused"));
    final ImaginedBoard board = new ImaginedBoard(Snapshots.RATINGS);
    final Inbox inbox = new Inbox(() -> {});
    final List<StationEvent> events = new ArrayList<>();
    final List<Ask> asks = new ArrayList<>();
    final List<FlightRecord> flown = new ArrayList<>();
    private final ControlCycle cycle;
    private final ArrayDeque<byte[]> toCar = new ArrayDeque<>();
    private Optional<Snapshot> snapshot = Optional.empty();
    private Optional<EvccPlan> plan = Optional.empty();
    private Optional<Evcc> car = Optional.empty();
    private EvccStep.Order order = EvccStep.Order.REST;
    private long number;

    ImaginedStation(SessionFactory sessions) {
        this(sessions, new StationArbiter(Sites.at(Path.of("unused")), Snapshots.RATINGS));
    }

    ImaginedStation(SessionFactory sessions, Arbiter<?> arbiter) {
        cycle =
                new ControlCycle(
                        new ControlCycle.Ports<>(
                                board,
                                this,
                                arbiter,
                                new Supervisor(Snapshots.RATINGS),
                                sessions,
                                new MeteredAccounts(EnergyAccount.EMPTY, 0),
                                this),
                        new ControlCycle.Start(
                                new Snapshot.Build("1", "test"),
                                Preferences.INITIAL,
                                site.authority(),
                                List.of()),
                        inbox);
    }

    Snapshot now() {
        return snapshot.orElseThrow();
    }

    void run(int ms) {
        for (int i = 0; i < ms / 10; i++) {
            long nowNs = 1_000_000_000L + number * 10_000_000L;
            cycle.run(new Tick(number, nowNs, 1_780_000_000_000L + number * 10, true));
            number++;
            board.obey(order);
            drive(nowNs);
        }
    }

    /** A car that talks as soon as it is asked to. */
    void plug(EvccPlan plan) {
        board.plug();
        car = Optional.empty();
        this.plan = Optional.of(plan);
    }

    private void drive(long nowNs) {
        if (plan.isPresent() && car.isEmpty() && board.asksForTalk()) {
            inbox.receive(new CarInput.Connected(CONNECTION, CarInput.Security.PLAIN), nowNs);
            car = Optional.of(Evcc.connected(plan.get(), nowNs));
        }
        if (car.isEmpty()) {
            return;
        }
        CarView view = board.car(nowNs, order);
        byte[] answer = toCar.poll();
        EvccStep step =
                answer == null ? car.get().observed(view) : car.get().received(answer, view);
        car = Optional.of(step.next());
        order = step.order();
        step.toSend().forEach(b -> inbox.receive(new CarInput.Bytes(CONNECTION, b), nowNs));
    }

    List<SessionEvent.Ended> ended() {
        return events.stream()
                .filter(StationEvent.Session.class::isInstance)
                .map(e -> ((StationEvent.Session) e).event())
                .filter(SessionEvent.Ended.class::isInstance)
                .map(SessionEvent.Ended.class::cast)
                .toList();
    }

    @Override
    public void send(long connection, byte[] bytes, long ticket) {
        toCar.add(bytes);
    }

    @Override
    public void close(long connection) {
        plan = Optional.empty();
        car = Optional.empty();
    }

    @Override
    public void close() {
        toCar.clear();
    }

    @Override
    public void snapshot(Snapshot now) {
        snapshot = Optional.of(now);
    }

    @Override
    public void event(StationEvent event) {
        events.add(event);
    }

    @Override
    public void ask(Ask ask) {
        asks.add(ask);
    }

    @Override
    public void latched(List<TripRecord> trips) {
        // told by the snapshot
    }

    @Override
    public void remember(Remembered wishes) {
        throw new AssertionError("no grid program was here: " + wishes);
    }

    @Override
    public void prefer(Preferences preferences) {
        throw new AssertionError("nobody charged now: " + preferences);
    }

    @Override
    public void flown(FlightRecord recorded) {
        flown.add(recorded);
    }
}
