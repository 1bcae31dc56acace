package org.ebbflow.controller.flight;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.ebbflow.controller.cycle.ControlCycle;
import org.ebbflow.controller.cycle.CycleState;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.cycle.FlightRecord.Decisions;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.cycle.MeteredAccounts;
import org.ebbflow.controller.cycle.Outlets;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.safety.Backup;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.VehicleLink;

/** Plays a recording through the product's own cycle and compares every decision. */
public final class Replay {

    private final Recording recording;
    private final Stage stage;
    private final ControlCycle cycle;
    private final Inbox inbox = new Inbox(() -> {});

    /** Random numbers as they were drawn. */
    static final class Dice implements LongSupplier {

        private final ArrayDeque<Long> drawn = new ArrayDeque<>();

        void load(long[] draws) {
            drawn.clear();
            Arrays.stream(draws).forEach(drawn::add);
        }

        @Override
        public long getAsLong() {
            Long next = drawn.poll();
            return next == null ? 0 : next;
        }
    }

    /**
     * What came of it.
     *
     * @param cycles compared
     * @param difference the first one, in one sentence; empty when every decision was the same
     */
    public record Outcome(int cycles, Optional<String> difference) {}

    private Replay(Recording recording, CycleState state) {
        this.recording = recording;
        Station station = recording.head().station();
        this.stage = new Stage(station.ratings());
        ControlCycle.Ports<?> ports =
                new ControlCycle.Ports<>(
                        stage,
                        stage,
                        new StationArbiter(station.site(), station.ratings()),
                        new Supervisor(
                                station.ratings(),
                                station.site().vehicle().ventilated(),
                                Backup.of(
                                        station.ratings(),
                                        station.site().permit().enterServiceDelayS())),
                        recording.sessions(),
                        new MeteredAccounts(EnergyAccount.EMPTY, 0),
                        stage);
        this.cycle =
                ControlCycle.from(
                        state,
                        ports,
                        new ControlCycle.Start(
                                recording.head().build(),
                                state.wanted().preferences(),
                                station.site().authority(),
                                List.of()),
                        inbox);
    }

    /** Plays it once. */
    public static Outcome run(Recording recording) {
        Optional<CycleState> state =
                recording.cycles().stream().findFirst().flatMap(c -> c.record().before());
        if (state.isEmpty()) {
            throw new DamagedRecording("The recording is empty; nothing can be compared.");
        }
        return new Replay(recording, state.get()).compare();
    }

    private Outcome compare() {
        int done = 0;
        for (Cycle recorded : recording.cycles()) {
            Decisions then = recorded.record().decisions();
            Decisions now = again(recorded);
            done++;
            Optional<String> difference = difference(then, now);
            if (difference.isPresent()) {
                long endNs = recording.cycles().getLast().record().tick().monotonicNs();
                Tick at = recorded.record().tick();
                long beforeMs = (endNs - at.monotonicNs()) / 1_000_000L;
                return new Outcome(
                        done,
                        Optional.of(
                                "cycle "
                                        + at.cycle()
                                        + ", "
                                        + beforeMs
                                        + " ms before the end: "
                                        + difference.get()));
            }
        }
        return new Outcome(done, Optional.empty());
    }

    private Decisions again(Cycle recorded) {
        stage.measured = Optional.of(recorded.record().measured());
        recording.dice().load(recorded.draws());
        inbox.feed(recorded.record());
        cycle.run(recorded.record().tick());
        return stage.flown
                .map(FlightRecord::decisions)
                .orElseThrow(() -> new IllegalStateException("a cycle decided nothing"));
    }

    private static Optional<String> difference(Decisions then, Decisions now) {
        if (!then.command().equals(now.command())) {
            return told("the command to the board", then.command(), now.command());
        }
        if (!then.trips().equals(now.trips())) {
            return told("the trips that stand", then.trips(), now.trips());
        }
        String before = wire(then.sent());
        String after = wire(now.sent());
        if (!before.equals(after)) {
            return told("what goes to the car", before, after);
        }
        return then.replies().equals(now.replies())
                ? Optional.empty()
                : told("the answers to what people want", then.replies(), now.replies());
    }

    private static Optional<String> told(String what, Object then, Object now) {
        return Optional.of(what + " was " + then + " and is now " + now);
    }

    private static String wire(List<Outgoing> sent) {
        StringBuilder text = new StringBuilder("[");
        for (Outgoing one : sent) {
            switch (one) {
                case Outgoing.Send send ->
                        text.append("connection ")
                                .append(send.connection())
                                .append(' ')
                                .append(HexFormat.of().formatHex(send.bytes()))
                                .append(';');
                case Outgoing.Close close ->
                        text.append("close ").append(close.connection()).append(';');
            }
        }
        return text.append(']').toString();
    }

    /** Board, car and everybody else, as they were. */
    static final class Stage implements Board, VehicleLink, Outlets {

        private final BoardRatings ratings;
        Optional<Measured> measured = Optional.empty();
        Optional<FlightRecord> flown = Optional.empty();

        Stage(BoardRatings ratings) {
            this.ratings = ratings;
        }

        @Override
        public Measured freeze(Tick tick) {
            return measured.orElseThrow(() -> new IllegalStateException("nothing was measured"));
        }

        @Override
        public BoardRatings ratings() {
            return ratings;
        }

        @Override
        public void flown(FlightRecord recorded) {
            flown = Optional.of(recorded);
        }

        @Override
        public void apply(BoardCommand command) {
            // the decisions hold the command
        }

        @Override
        public void send(long connection, byte[] bytes, long ticket) {
            // the decisions hold what is sent
        }

        @Override
        public void close(long connection) {
            // the decisions hold what is closed
        }

        @Override
        public void snapshot(Snapshot snapshot) {
            // nobody looks
        }

        @Override
        public void event(StationEvent event) {
            // nobody looks
        }

        @Override
        public void ask(Ask ask) {
            // the answer comes from the recording
        }

        @Override
        public void latched(List<TripRecord> trips) {
            // nothing of a replay is kept
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
