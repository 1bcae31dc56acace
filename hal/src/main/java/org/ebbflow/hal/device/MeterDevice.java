package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.MapPoint;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.modbus.BusDevice;
import org.ebbflow.hal.modbus.BusFault;
import org.ebbflow.hal.modbus.Transaction;
import org.ebbflow.hal.modbus.Work;

/** Any electricity meter that a register map describes. */
final class MeterDevice implements BusDevice {
    /** Without one of these there is no reading. */
    private static final List<String> NEEDED = List.of("power", "import-energy", "export-energy");

    /** What the meter of a battery or solar inverter may lack; the reading says 0 then. */
    private static final List<String> OF_THE_LINE = List.of("voltage-l1", "frequency");

    /** What a single-phase meter does not have; everything is in its first phase then. */
    private static final List<String> PER_PHASE =
            List.of("power-l1", "power-l2", "power-l3", "current-l1", "current-l2", "current-l3");

    private final DeviceConfig.Meter config;
    private final List<RegisterMap.Block> blocks;
    private final BlockPoll poll;
    private final Cell<MeterReading> cell;

    MeterDevice(DeviceConfig.Meter config, long nowNs) {
        this.config = config;
        this.blocks = blocks(config.map());
        this.poll =
                new BlockPoll(
                        blocks.stream()
                                .map(
                                        b ->
                                                new Transaction.Read(
                                                        config.unit(),
                                                        b.function(),
                                                        b.address(),
                                                        b.count()))
                                .toList(),
                        config.pollMs() * 1_000_000L,
                        nowNs);
        this.cell = new Cell<>("The " + name() + " has not been read yet.", nowNs);
    }

    private static List<RegisterMap.Block> blocks(RegisterMap map) {
        List<MapPoint> wanted = new ArrayList<>(needed(map).stream().map(map::point).toList());
        PER_PHASE.stream().filter(map::has).map(map::point).forEach(wanted::add);
        return map.blocks(wanted);
    }

    private static List<String> needed(RegisterMap map) {
        return Stream.concat(NEEDED.stream(), OF_THE_LINE.stream().filter(map::has)).toList();
    }

    /** Registers per read of one poll. */
    static List<Integer> polled(RegisterMap map) {
        return blocks(map).stream().map(RegisterMap.Block::count).toList();
    }

    String bus() {
        return config.bus();
    }

    DeviceConfig.Role role() {
        return config.role();
    }

    Cell<MeterReading> cell() {
        return cell;
    }

    @Override
    public String name() {
        return config.role().name().toLowerCase(Locale.ROOT) + " meter";
    }

    @Override
    public Optional<Work> due(long nowNs) {
        return poll.due(nowNs);
    }

    @Override
    public long nextDueNs(long nowNs) {
        return poll.dueNs();
    }

    @Override
    public void answered(Work work, int[] values, long sentNs) {
        if (!poll.answered(values, sentNs)) {
            return;
        }
        List<int[]> round = poll.take();
        List<String> absent =
                needed(config.map()).stream().filter(n -> value(round, n).isEmpty()).toList();
        if (absent.isEmpty()) {
            cell.taken(reading(round), poll.roundSentNs());
        } else {
            cell.missing(
                    "The %s answers, but says it has no value for %s; check its wiring and supply."
                            .formatted(name(), String.join(", ", absent)),
                    sentNs);
        }
    }

    @Override
    public void failed(Work work, BusFault fault, long nowNs) {
        if (poll.failed(nowNs)) {
            cell.missing("The " + name() + " is missing: " + fault.sentence(), nowNs);
        }
    }

    @Override
    public void unreachable(String why, long nowNs) {
        poll.restart(nowNs);
        cell.missing("The " + name() + " is missing: " + why, nowNs);
    }

    private MeterReading reading(List<int[]> round) {
        int sign = config.invert() ? -1 : 1;
        int powerW = sign * (int) needed(round, "power");
        long imported = needed(round, "import-energy");
        long exported = needed(round, "export-energy");
        Phases phasePowerW =
                config.map().has("power-l1")
                        ? phases(round, "power-l", sign)
                        : new Phases(powerW, 0, 0);
        Phases currentMa = phases(round, "current-l", 1);
        return new MeterReading(
                powerW,
                phasePowerW,
                new Phases(
                        signed(currentMa.l1(), phasePowerW.l1()),
                        signed(currentMa.l2(), phasePowerW.l2()),
                        signed(currentMa.l3(), phasePowerW.l3())),
                (int) value(round, "voltage-l1").orElse(0),
                (int) value(round, "frequency").orElse(0),
                config.invert() ? exported : imported,
                config.invert() ? imported : exported);
    }

    private static int signed(int magnitude, int like) {
        return like < 0 ? -Math.abs(magnitude) : Math.abs(magnitude);
    }

    private Phases phases(List<int[]> round, String prefix, int sign) {
        return new Phases(
                sign * (int) value(round, prefix + "1").orElse(0),
                sign * (int) value(round, prefix + "2").orElse(0),
                sign * (int) value(round, prefix + "3").orElse(0));
    }

    private long needed(List<int[]> round, String pointName) {
        return value(round, pointName).orElseThrow();
    }

    /** A value of the round, nothing where the device or its map has none (an unused phase). */
    private OptionalLong value(List<int[]> round, String pointName) {
        if (!config.map().has(pointName)) {
            return OptionalLong.empty();
        }
        MapPoint point = config.map().point(pointName);
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).holds(point)) {
                return point.decode(round.get(i), point.address() - blocks.get(i).address());
            }
        }
        throw new IllegalStateException("no block holds " + pointName);
    }
}
