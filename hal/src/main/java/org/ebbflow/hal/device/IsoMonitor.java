package org.ebbflow.hal.device;

import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.InsulationReading.SelfTest;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.MapPoint;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.modbus.BusDevice;
import org.ebbflow.hal.modbus.BusFault;
import org.ebbflow.hal.modbus.Transaction;
import org.ebbflow.hal.modbus.Work;
import org.tinylog.Logger;

/**
 * A Bender isoCHA425HV. Its alarm values are set and read back at start; it is on only while the
 * station wants to measure, because two monitors on one circuit disturb each other. A value that it
 * calls invalid, or a fault of its own, is 0 ohm.
 */
final class IsoMonitor implements BusDevice {
    private static final long RETRY_START_NS = 1_000_000_000L;
    private static final long SELF_TEST_NS = 30_000_000_000L;
    private static final int START_SELF_TEST = 0x5445;
    private static final int MAX_OHM = 10_000_000;
    private static final int NO_TEST = 0;
    private static final int EXTERNAL_TEST = 2;
    private static final int DEVICE_ERROR = 2;
    private static final int TRUE_VALUE = 0;
    private static final int IS_HIGHER = 2;

    private final DeviceConfig.Monitor config;
    private final RegisterMap map;
    private final RegisterMap.Block block;
    private final Decisions decisions;
    private final Cell<InsulationReading> cell;
    private final BlockPoll poll;
    private StartSequence start;
    private long startNotBeforeNs;
    private boolean running;
    private boolean on;
    private boolean asked;
    private SelfTest selfTest = SelfTest.NOT_RUN;
    private boolean testSeen;
    private long testNs;
    private long notBeforeNs;

    IsoMonitor(DeviceConfig.Monitor config, long nowNs) {
        this.config = config;
        this.map = config.map();
        this.block = block(map);
        this.decisions = new Decisions(2_000_000_000L, nowNs);
        this.cell = new Cell<>("The insulation monitor has not been read yet.", nowNs);
        this.poll =
                new BlockPoll(
                        List.of(
                                new Transaction.Read(
                                        config.unit(),
                                        block.function(),
                                        block.address(),
                                        block.count())),
                        config.pollMs() * 1_000_000L,
                        nowNs);
        this.start = sequence();
        this.startNotBeforeNs = nowNs;
        this.notBeforeNs = nowNs;
    }

    private static RegisterMap.Block block(RegisterMap map) {
        return map.blocks(List.of(map.point("resistance"), map.point("status"))).getFirst();
    }

    /** Registers per read of one poll. */
    static List<Integer> polled(RegisterMap map) {
        return List.of(block(map).count());
    }

    private StartSequence sequence() {
        StartSequence steps = new StartSequence();
        set(steps, "device", 0);
        set(steps, "prealarm", config.prealarmKohm());
        set(steps, "alarm", config.alarmKohm());
        set(steps, "chademo-mode", config.chademo() ? 1 : 0);
        return steps;
    }

    private void set(StartSequence steps, String point, int value) {
        int address = map.point(point).address();
        steps.write(new Transaction.Write(config.unit(), address, new int[] {value}));
        steps.verify(
                new Transaction.Read(config.unit(), 3, address, 1),
                "The insulation monitor did not take " + point + " = " + value + "; it reads %s.",
                value);
    }

    String bus() {
        return config.bus();
    }

    Reading<InsulationReading> latest() {
        return cell.latest();
    }

    /** The newest command, from the control thread. */
    void command(BoardCommand command) {
        decisions.command(command);
    }

    @Override
    public String name() {
        return "insulation monitor";
    }

    @Override
    public Optional<Work> due(long nowNs) {
        if (!running) {
            return nowNs - startNotBeforeNs < 0
                    ? Optional.empty()
                    : start.next().map(t -> new Work(Work.Urgency.READ, startNotBeforeNs, t));
        }
        Optional<Work> command = nowNs - notBeforeNs < 0 ? Optional.empty() : commandWork(nowNs);
        return command.isPresent() ? command : poll.due(nowNs);
    }

    private Optional<Work> commandWork(long nowNs) {
        BoardCommand.Insulation wish =
                decisions
                        .living(nowNs)
                        .map(BoardCommand::insulation)
                        .orElse(BoardCommand.Insulation.OFF);
        boolean wanted = wish != BoardCommand.Insulation.OFF;
        if (wanted != on) {
            return write(nowNs, "device", wanted ? 1 : 0);
        }
        if (wish == BoardCommand.Insulation.SELF_TEST && !asked) {
            return write(nowNs, "self-test", START_SELF_TEST);
        }
        if (wish != BoardCommand.Insulation.SELF_TEST && asked) {
            asked = false;
            selfTest = selfTest == SelfTest.RUNNING ? SelfTest.FAILED : selfTest;
        }
        return Optional.empty();
    }

    private Optional<Work> write(long nowNs, String point, int value) {
        int address = map.point(point).address();
        return Optional.of(
                new Work(
                        Work.Urgency.COMMAND,
                        nowNs,
                        new Transaction.Write(config.unit(), address, new int[] {value})));
    }

    @Override
    public long nextDueNs(long nowNs) {
        return running ? poll.dueNs() : startNotBeforeNs;
    }

    @Override
    public void answered(Work work, int[] values, long sentNs) {
        if (!running) {
            String refusal = start.answered(values);
            if (!refusal.isEmpty()) {
                giveUp(refusal, sentNs);
            } else if (start.isDone()) {
                begin(sentNs);
            }
            return;
        }
        if (work.transaction() instanceof Transaction.Write write) {
            written(write, sentNs);
        } else if (poll.answered(values, sentNs)) {
            cell.taken(reading(poll.take().getFirst(), sentNs), poll.roundSentNs());
        }
    }

    private void begin(long nowNs) {
        running = true;
        on = false;
        asked = false;
        selfTest = SelfTest.NOT_RUN;
        poll.restart(nowNs);
        Logger.info("insulation monitor answers, alarmKohm={}", config.alarmKohm());
    }

    private void written(Transaction.Write write, long sentNs) {
        int value = write.values()[0];
        if (write.address() == map.point("device").address()) {
            on = value == 1;
            selfTest = on ? selfTest : SelfTest.NOT_RUN;
            asked = on && asked;
            return;
        }
        asked = true;
        testSeen = false;
        testNs = sentNs;
        selfTest = SelfTest.RUNNING;
    }

    private InsulationReading reading(int[] registers, long nowNs) {
        int status = (int) value(registers, "status");
        int test = status >> 14 & 3;
        boolean broken = (status >> 8 & 7) == DEVICE_ERROR;
        int validity = status >> 6 & 3;
        boolean valid = !broken && on && (validity == TRUE_VALUE || validity == IS_HIGHER);
        if (selfTest == SelfTest.RUNNING) {
            selfTest = followed(test, broken, nowNs);
        }
        long ohm = valid ? Math.clamp(value(registers, "resistance"), 0, MAX_OHM) : 0;
        return new InsulationReading((int) ohm, broken && on ? SelfTest.FAILED : selfTest);
    }

    /** The test type must appear and go again within 30 s. */
    private SelfTest followed(int test, boolean broken, long nowNs) {
        if (broken || nowNs - testNs > SELF_TEST_NS) {
            return SelfTest.FAILED;
        }
        if (test == EXTERNAL_TEST) {
            testSeen = true;
        }
        return testSeen && test == NO_TEST ? SelfTest.PASSED : SelfTest.RUNNING;
    }

    private long value(int[] registers, String name) {
        MapPoint point = map.point(name);
        return point.decode(registers, point.address() - block.address()).orElse(0);
    }

    @Override
    public void failed(Work work, BusFault fault, long nowNs) {
        if (!running) {
            startNotBeforeNs = nowNs + RETRY_START_NS / 4;
            if (start.failed(fault)) {
                giveUp(fault.sentence(), nowNs);
            }
        } else if (fault.kind() == BusFault.Kind.LINK_LOST) {
            giveUp(fault.sentence(), nowNs);
            startNotBeforeNs = nowNs;
        } else if (work.transaction() instanceof Transaction.Write) {
            notBeforeNs = nowNs + config.pollMs() * 500_000L;
        } else if (poll.failed(nowNs)) {
            giveUp(fault.sentence(), nowNs);
        }
    }

    @Override
    public void unreachable(String why, long nowNs) {
        giveUp(why, nowNs);
        startNotBeforeNs = nowNs;
    }

    private void giveUp(String why, long nowNs) {
        if (running) {
            Logger.warn("insulation monitor is missing: {}", why);
        }
        running = false;
        start = sequence();
        startNotBeforeNs = nowNs + RETRY_START_NS;
        cell.missing("The insulation monitor is missing: " + why, nowNs);
    }
}
