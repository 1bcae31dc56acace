package org.ebbflow.controller.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.TestGrid;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.safety.Supervision;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionFactory;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.VehicleLink;

/** A control cycle between fakes that write down, in order, what is called. */
final class Rig implements Board, VehicleLink, Outlets, SessionFactory {

    static final BoardRatings RATINGS =
            TestGrid.fed(
                    new BoardRatings(
                            "rig",
                            BoardRatings.Output.DC,
                            1,
                            240_000,
                            60_000,
                            11_500,
                            11_500,
                            100,
                            48_000,
                            new BoardCommand.DcWindow(150_000, 500_000, 40_000, 40_000),
                            new BoardRatings.Efficiency(950, 950),
                            new BoardRatings.Reaction(400, 20, 35, 200)));

    final List<String> calls = new ArrayList<>();
    final List<StationEvent> events = new ArrayList<>();
    final List<List<TripRecord>> latched = new ArrayList<>();
    final Inbox inbox = new Inbox(() -> {});
    final ControlCycle cycle;
    Optional<BoardCommand> command = Optional.empty();
    Optional<Snapshot> snapshot = Optional.empty();
    BiFunction<CarInput, VehicleSession.Inputs, Wanted> script = (in, inputs) -> Wanted.NOTHING;
    Arbiter.Inputs offeredWith =
            new Arbiter.Inputs(
                    List.of(),
                    RATINGS,
                    NOTHING_MEASURED,
                    VehicleReport.NO_CAR,
                    Preferences.INITIAL,
                    new Verdict.Healthy(List.of()));
    boolean arbiterThrows;
    Runnable freezing = () -> {};
    private long number;

    static final Measured NOTHING_MEASURED =
            new Measured(missing(), missing(), missing(), missing(), missing(), missing());

    /** What a scripted step wants. */
    record Wanted(List<Outgoing> toSend, EnergyRequest energy, List<SessionEvent> events) {
        static final Wanted NOTHING = new Wanted(List.of(), new EnergyRequest.Nothing(), List.of());
    }

    Rig() {
        this(new Supervisor(RATINGS));
    }

    Rig(Supervision supervision) {
        cycle =
                new ControlCycle(
                        new ControlCycle.Ports<>(
                                this,
                                this,
                                arbiter(),
                                supervision,
                                this,
                                new MeteredAccounts(EnergyAccount.EMPTY, 0),
                                this),
                        new ControlCycle.Start(
                                new Snapshot.Build("0", "test"),
                                Preferences.INITIAL,
                                Installation.Authority.INTEGRATOR,
                                List.of()),
                        inbox);
    }

    void run() {
        cycle.run(
                new Tick(number, 1_000_000_000L + number * 10_000_000L, 1_780_000_000_000L, true));
        number++;
    }

    private Arbiter<Integer> arbiter() {
        return new Arbiter<>() {
            @Override
            public Integer initial() {
                return 0;
            }

            @Override
            public Integer restored(Object kept) {
                return (Integer) kept;
            }

            @Override
            public Arbiter<Integer> at(Installation site) {
                return this;
            }

            @Override
            public Offered<Integer> offer(Integer state, Arbiter.Inputs inputs, Tick tick) {
                calls.add("offer");
                offeredWith = inputs;
                if (arbiterThrows) {
                    throw new IllegalStateException("no idea");
                }
                return new Offered<>(state + 1, Quiet.offer(RATINGS));
            }
        };
    }

    private record Scripted(Rig rig, String name) implements VehicleSession {
        @Override
        public SessionStep step(CarInput received, VehicleSession.Inputs inputs) {
            rig.calls.add(name + " " + received.getClass().getSimpleName());
            Wanted wanted =
                    name.equals("session") ? rig.script.apply(received, inputs) : Wanted.NOTHING;
            return new SessionStep(
                    this,
                    wanted.toSend(),
                    wanted.energy(),
                    ConnectorRequest.IDLE,
                    new VehicleReport(
                            VehicleReport.Phase.READY,
                            "",
                            "",
                            false,
                            Interval.ZERO,
                            Optional.empty(),
                            Optional.empty(),
                            ""),
                    List.of(),
                    wanted.events());
        }
    }

    @Override
    public VehicleSession atPowerUp() {
        return new Scripted(this, "session");
    }

    @Override
    public VehicleSession afterFailure(Reason why) {
        return new Scripted(this, "failed");
    }

    @Override
    public Measured freeze(Tick tick) {
        freezing.run();
        calls.add("freeze");
        return NOTHING_MEASURED;
    }

    @Override
    public void apply(BoardCommand next) {
        calls.add("apply");
        command = Optional.of(next);
    }

    @Override
    public BoardRatings ratings() {
        return RATINGS;
    }

    @Override
    public void send(long connection, byte[] bytes, long ticket) {
        calls.add("send " + bytes[0]);
        inbox.written(ticket, 2_000_000_000L);
    }

    @Override
    public void close(long connection) {
        calls.add("close " + connection);
    }

    @Override
    public void close() {
        calls.add("close");
    }

    @Override
    public void snapshot(Snapshot now) {
        calls.add("snapshot");
        snapshot = Optional.of(now);
    }

    @Override
    public void event(StationEvent event) {
        events.add(event);
    }

    @Override
    public void ask(Ask ask) {
        calls.add("ask");
    }

    @Override
    public void latched(List<TripRecord> trips) {
        latched.add(trips);
    }

    @Override
    public void flown(FlightRecord recorded) {
        calls.add("flown");
    }

    private static <T> Reading<T> missing() {
        return new Reading.Missing<>(0, "not fitted");
    }
}
