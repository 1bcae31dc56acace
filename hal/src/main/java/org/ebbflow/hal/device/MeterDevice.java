package org.ebbflow.hal.device;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private static final List<String> NAMES =
            List.of(
                    "power",
                    "power-l1",
                    "power-l2",
                    "power-l3",
                    "current-l1",
                    "current-l2",
                    "current-l3",
                    "voltage-l1",
                    "frequency",
                    "import-energy",
                    "export-energy");

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
        return map.blocks(NAMES.stream().map(map::point).toList());
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
        if (poll.answered(values, sentNs)) {
            cell.taken(reading(poll.take()), poll.roundSentNs());
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
        long imported = value(round, "import-energy");
        long exported = value(round, "export-energy");
        Phases powerW = phases(round, "power-l", sign);
        Phases currentMa = phases(round, "current-l", 1);
        return new MeterReading(
                sign * (int) value(round, "power"),
                powerW,
                new Phases(
                        signed(currentMa.l1(), powerW.l1()),
                        signed(currentMa.l2(), powerW.l2()),
                        signed(currentMa.l3(), powerW.l3())),
                (int) value(round, "voltage-l1"),
                (int) value(round, "frequency"),
                config.invert() ? exported : imported,
                config.invert() ? imported : exported);
    }

    private static int signed(int magnitude, int like) {
        return like < 0 ? -Math.abs(magnitude) : Math.abs(magnitude);
    }

    private Phases phases(List<int[]> round, String prefix, int sign) {
        return new Phases(
                sign * (int) value(round, prefix + "1"),
                sign * (int) value(round, prefix + "2"),
                sign * (int) value(round, prefix + "3"));
    }

    /** A value of the round; 0 where the device says it has none (an unused phase). */
    private long value(List<int[]> round, String pointName) {
        MapPoint point = config.map().point(pointName);
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).holds(point)) {
                return point.decode(round.get(i), point.address() - blocks.get(i).address())
                        .orElse(0);
            }
        }
        throw new IllegalStateException("no block holds " + pointName);
    }
}
