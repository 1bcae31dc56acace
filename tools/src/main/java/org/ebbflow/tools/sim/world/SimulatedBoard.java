package org.ebbflow.tools.sim.world;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.tools.sim.plant.BoardValues;
import org.ebbflow.tools.sim.plant.MeterValues;

/** The board on the plant itself, with the latency, the period and the failures of its polls. */
final class SimulatedBoard implements Board {

    private static final long MS = 1_000_000L;
    private static final int MISSING_AFTER = 3;
    private static final long SAFETY_WRITE_NS = 20 * MS;
    private static final long STAGE_WRITE_NS = 50 * MS;
    private static final long SLOW_NS = 120 * MS;
    private static final long BACK_OFF_NS = 1_000 * MS;

    /** Devices with a bus of their own. */
    enum Device {
        SAFETY(50),
        STAGE(100),
        STATION_METER(200),
        GRID_METER(500);

        private final long periodNs;

        Device(int periodMs) {
            this.periodNs = periodMs * MS;
        }
    }

    /** How a device's bus behaves. */
    enum Health {
        SOUND,
        SILENT,
        /** Old values again and again; writes are taken and forgotten. */
        FROZEN,
        /** Every call is refused, without any delay. */
        EXCEPTION,
        /** Every answer is broken; a write arrives all the same, but nobody knows. */
        BAD_CRC,
        /** Answers and writes come 120 ms late. */
        SLOW,
        /** The line is off: known at once, and found again only some time after it is back. */
        UNPLUGGED
    }

    private record Values(
            Optional<BoardValues> safety,
            Optional<StageReading> stage,
            Optional<MeterReading> meter) {}

    private final BoardRatings ratings;
    private final EventQueue queue;
    private final VirtualClock clock;
    private final Grounds grounds;
    private final Dice dice;
    private final Map<Device, Health> health = new EnumMap<>(Device.class);
    private final Map<Device, Integer> failures = new EnumMap<>(Device.class);
    private final Map<Device, Values> last = new EnumMap<>(Device.class);
    private int meterOffsetW;
    private Reading<StageReading> stage = missing();
    private Reading<MeterReading> stationMeter = missing();
    private Reading<MeterReading> gridMeter = missing();
    private Reading<SafetyReading> safety = missing();
    private Reading<InsulationReading> insulation = missing();
    private Reading<IslandReading> island = missing();
    private SafetyInputs joined = SafetyInputs.CLEAR;
    private Optional<BoardCommand> command = Optional.empty();
    private long writtenCycle = -1;
    private long stageCycle = -1;
    private long callsUntilFailure = -1;
    private long calls;

    SimulatedBoard(BoardRatings ratings, EventQueue queue, VirtualClock clock, Sides sides) {
        this.ratings = ratings;
        this.queue = queue;
        this.clock = clock;
        this.grounds = sides.grounds();
        this.dice = sides.dice();
        for (Device device : Device.values()) {
            health.put(device, Health.SOUND);
            failures.put(device, 0);
        }
    }

    /** The plant and the board's own randomness. */
    record Sides(Grounds grounds, Dice dice) {}

    /** Starts the device threads, so to speak. */
    void start() {
        for (Device device : Device.values()) {
            queue.at(clock.nowNs() + dice.between(1, 20) * MS, () -> poll(device));
        }
        queue.at(clock.nowNs() + 5 * MS, this::writeSafety);
        if (ratings.output() == BoardRatings.Output.DC) {
            queue.at(clock.nowNs() + 7 * MS, this::writeStage);
        }
    }

    void become(Device device, Health now) {
        health.put(device, now);
    }

    /** The n-th call from now on fails. */
    void failCall(int nth) {
        callsUntilFailure = nth;
    }

    /** Device calls so far. */
    long calls() {
        return calls;
    }

    /** The process is dead: nobody commands any more, and nothing it knew is left. */
    void forsaken() {
        command = Optional.empty();
        stage = missing();
        stationMeter = missing();
        gridMeter = missing();
        safety = missing();
        insulation = missing();
        island = missing();
        joined = SafetyInputs.CLEAR;
        writtenCycle = -1;
        stageCycle = -1;
    }

    void meterOffset(int offsetW) {
        meterOffsetW = offsetW;
    }

    @Override
    public Measured freeze(Tick tick) {
        Reading<SafetyReading> seen = safety;
        if (safety instanceof Reading.Taken<SafetyReading> taken) {
            seen = new Reading.Taken<>(withInputs(taken.value(), joined), taken.takenNs());
            joined = taken.value().inputs();
        }
        HouseMeters house = grounds.houseMeters();
        return new Measured(
                stage,
                stationMeter,
                gridMeter,
                seen,
                insulation,
                island,
                house.battery(),
                house.solar());
    }

    @Override
    public void apply(BoardCommand next) {
        command = Optional.of(next);
    }

    @Override
    public BoardRatings ratings() {
        return ratings;
    }

    @Override
    public void close() {
        command = Optional.empty();
    }

    /** The command in force, if any. */
    Optional<BoardCommand> command() {
        return command;
    }

    private void poll(Device device) {
        long sentNs = clock.nowNs();
        boolean fitted = device != Device.STAGE || ratings.output() == BoardRatings.Output.DC;
        if (fitted) {
            long slowNs = health(device) == Health.SLOW ? SLOW_NS : 0;
            queue.at(sentNs + slowNs + dice.between(2, 12) * MS, () -> answered(device, sentNs));
        }
        boolean off = health(device) == Health.UNPLUGGED;
        queue.at(sentNs + (off ? BACK_OFF_NS : device.periodNs), () -> poll(device));
    }

    /** Whether this call is the one that shall fail. */
    private boolean fails() {
        calls++;
        return callsUntilFailure > 0 && --callsUntilFailure == 0;
    }

    private void answered(Device device, long sentNs) {
        if (fails()) {
            failed(device);
            return;
        }
        switch (health(device)) {
            case SILENT, EXCEPTION, BAD_CRC -> failed(device);
            case UNPLUGGED -> {
                failures.put(device, MISSING_AFTER);
                failed(device);
            }
            case SOUND, SLOW -> {
                Values now = read(device);
                last.put(device, now);
                take(device, now, sentNs);
            }
            case FROZEN -> {
                Values then = last.get(device);
                if (then != null) {
                    take(device, then, sentNs);
                }
            }
        }
    }

    private Health health(Device device) {
        return Objects.requireNonNull(health.get(device));
    }

    private Values read(Device device) {
        return switch (device) {
            case SAFETY -> {
                BoardValues values = grounds.plant().boardValues();
                grounds.change(grounds.plant().boardRead());
                yield new Values(Optional.of(values), Optional.empty(), Optional.empty());
            }
            case STAGE ->
                    new Values(
                            Optional.empty(),
                            Optional.of(BoardView.stage(grounds.plant().stageValues())),
                            Optional.empty());
            case STATION_METER -> meter(grounds.plant().stationMeter(), meterOffsetW);
            case GRID_METER -> meter(grounds.plant().gridMeter(), 0);
        };
    }

    private static Values meter(MeterValues values, int offsetW) {
        return new Values(
                Optional.empty(), Optional.empty(), Optional.of(BoardView.meter(values, offsetW)));
    }

    private void take(Device device, Values values, long sentNs) {
        failures.put(device, 0);
        values.safety().ifPresent(v -> takeSafety(v, sentNs));
        values.stage().ifPresent(v -> stage = new Reading.Taken<>(v, sentNs));
        values.meter()
                .ifPresent(
                        v -> {
                            if (device == Device.STATION_METER) {
                                stationMeter = new Reading.Taken<>(v, sentNs);
                            } else {
                                gridMeter = new Reading.Taken<>(v, sentNs);
                            }
                        });
    }

    private void takeSafety(BoardValues values, long sentNs) {
        SafetyReading reading = BoardView.safety(values);
        joined = either(joined, reading.inputs());
        safety = new Reading.Taken<>(reading, sentNs);
        if (ratings.output() == BoardRatings.Output.DC) {
            insulation = new Reading.Taken<>(BoardView.insulation(values), sentNs);
        }
        if (ratings.backup().isPresent()) {
            island = new Reading.Taken<>(BoardView.island(values), sentNs);
        }
    }

    private void failed(Device device) {
        int count = Objects.requireNonNull(failures.get(device)) + 1;
        failures.put(device, count);
        if (count < MISSING_AFTER) {
            return;
        }
        switch (device) {
            case SAFETY -> {
                safety = missing();
                insulation = missing();
                island = missing();
            }
            case STAGE -> stage = missing();
            case STATION_METER -> stationMeter = missing();
            case GRID_METER -> gridMeter = missing();
        }
    }

    /** How long a write of this device takes, or that it does not arrive. */
    private OptionalLong writeNs(Device device, long soundNs) {
        if (fails()) {
            return OptionalLong.empty();
        }
        return switch (health(device)) {
            case SOUND, BAD_CRC -> OptionalLong.of(soundNs);
            case SLOW -> OptionalLong.of(soundNs + SLOW_NS);
            case SILENT, FROZEN, EXCEPTION, UNPLUGGED -> OptionalLong.empty();
        };
    }

    private void writeSafety() {
        if (command.isPresent() && command.get().cycle() != writtenCycle) {
            BoardCommand c = command.get();
            OptionalLong takesNs = writeNs(Device.SAFETY, 3 * MS);
            if (takesNs.isPresent()) {
                writtenCycle = c.cycle();
                queue.at(
                        clock.nowNs() + takesNs.getAsLong(),
                        () -> grounds.change(grounds.plant().boardWritten(BoardView.order(c))));
            }
        }
        queue.at(clock.nowNs() + SAFETY_WRITE_NS, this::writeSafety);
    }

    private void writeStage() {
        if (command.isPresent() && command.get().cycle() != stageCycle) {
            BoardCommand c = command.get();
            OptionalLong takesNs = writeNs(Device.STAGE, 5 * MS);
            if (takesNs.isPresent()) {
                stageCycle = c.cycle();
                queue.at(clock.nowNs() + takesNs.getAsLong(), () -> stageTakes(c));
            }
        }
        queue.at(clock.nowNs() + STAGE_WRITE_NS, this::writeStage);
    }

    private void stageTakes(BoardCommand c) {
        grounds.change(grounds.plant().stageWritten(BoardView.settings(c.stage()), true));
    }

    private <T> Reading<T> missing() {
        return new Reading.Missing<>(VirtualClock.START_NS, "it does not answer.");
    }

    private static SafetyReading withInputs(SafetyReading v, SafetyInputs inputs) {
        return new SafetyReading(
                v.pilot(),
                v.proximity(),
                v.dutyDeciPercent(),
                v.outputContactors(),
                v.lock(),
                v.inletVoltageMv(),
                inputs,
                v.cycleEcho(),
                v.watchdogTripped());
    }

    private static SafetyInputs either(SafetyInputs a, SafetyInputs b) {
        return new SafetyInputs(
                a.emergencyStop() || b.emergencyStop(),
                a.doorOpen() || b.doorOpen(),
                a.rcdTripped() || b.rcdTripped(),
                a.insulationFault() || b.insulationFault(),
                a.pilotFault() || b.pilotFault());
    }
}
