package org.ebbflow.hal.device;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.PowerStage;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.MapPoint;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.modbus.BusDevice;
import org.ebbflow.hal.modbus.BusFault;
import org.ebbflow.hal.modbus.Transaction;
import org.ebbflow.hal.modbus.Work;
import org.tinylog.Logger;

/**
 * An EA PSB 10000 between car and grid. It takes over remote control at start with everything at 0
 * and proves that by reading back; when decisions end, or its remote control is taken away, it is
 * switched off. No public document tells of a watchdog that could be set over Modbus, so a silent
 * wire is left to the supply's own interface monitoring (set at its panel) and to the safety board.
 */
final class EaSupply implements BusDevice, PowerStage {
    private static final long RETRY_START_NS = 1_000_000_000L;

    /** From an acknowledged write until its own registers must show it. */
    private static final long OBEYS_NS = 2_000_000_000L;

    private static final String RELEASE = " Release the lock at the supply's panel.";
    private static final int ON = 1 << 7;
    private static final int REMOTE = 1 << 11;
    private static final int SINKING = 1 << 12;
    private static final int ALARM = 1 << 15;

    private final DeviceConfig.Supply config;
    private final RegisterMap map;
    private final Decisions decisions;
    private final Cell<StageReading> cell;
    private final BlockPoll poll;
    private StartSequence start;
    private long startNotBeforeNs;
    private boolean running;
    private int[] written = new int[5];
    private boolean writtenOn;
    private long burstNotBeforeNs;
    private long notBeforeNs;
    private long obeyedNs;

    EaSupply(DeviceConfig.Supply config, long nowNs) {
        this.config = config;
        this.map = config.map();
        this.decisions = new Decisions(config.reversionS() * 1_000_000_000L, nowNs);
        this.cell = new Cell<>("The power supply has not been read yet.", nowNs);
        this.poll = new BlockPoll(List.of(sets(), status()), config.pollMs() * 1_000_000L, nowNs);
        this.start = sequence();
        this.startNotBeforeNs = nowNs;
        this.burstNotBeforeNs = nowNs;
        this.notBeforeNs = nowNs;
    }

    private Transaction.Read status() {
        RegisterMap.Block block = block(map);
        return new Transaction.Read(
                config.unit(), block.function(), block.address(), block.count());
    }

    private Transaction.Read sets() {
        return new Transaction.Read(
                config.unit(), 3, address(SupplyOrder.POINTS[0]), SupplyOrder.POINTS.length);
    }

    private static RegisterMap.Block block(RegisterMap map) {
        return map.blocks(
                        List.of(
                                map.point("state"),
                                map.point("voltage"),
                                map.point("current"),
                                map.point("power")))
                .getFirst();
    }

    /** Registers per read of one poll. */
    static List<Integer> polled(RegisterMap map) {
        return List.of(SupplyOrder.POINTS.length, block(map).count());
    }

    /** Remote control, DC off, every set value 0; all of it read back. */
    private StartSequence sequence() {
        StartSequence steps = new StartSequence();
        steps.write(coil("remote", true));
        steps.check(
                status(),
                v ->
                        (state(v) & REMOTE) != 0
                                ? ""
                                : ("Unit %d does not give remote control." + RELEASE)
                                        .formatted(config.unit()));
        steps.write(coil("output", false));
        for (String point : SupplyOrder.POINTS) {
            steps.write(new Transaction.WriteOne(config.unit(), address(point), 0));
        }
        steps.verify(
                sets(),
                "The supply did not take 0 as its set values, its fallback; it reads %s.",
                new int[5]);
        steps.check(
                status(),
                v ->
                        (state(v) & ON) == 0
                                ? ""
                                : "The supply did not switch off; open its input breaker.");
        return steps;
    }

    private Transaction coil(String point, boolean on) {
        return new Transaction.WriteBit(config.unit(), address(point), on);
    }

    private int address(String point) {
        return map.point(point).address();
    }

    private long state(int[] block) {
        return value(block, "state");
    }

    private long value(int[] block, String name) {
        MapPoint point = map.point(name);
        return point.decode(block, point.address() - block(map).address()).orElse(0);
    }

    String bus() {
        return config.bus();
    }

    @Override
    public String name() {
        return "power supply";
    }

    @Override
    public Reading<StageReading> latest() {
        return cell.latest();
    }

    @Override
    public void command(BoardCommand command) {
        decisions.command(command);
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

    private SupplyOrder wanted(long nowNs) {
        return decisions
                .living(nowNs)
                .map(command -> SupplyOrder.of(command.stage(), config))
                .orElseGet(SupplyOrder::off);
    }

    /** Off goes first; then what becomes 0; then the voltage, the limits, and on at last. */
    private Optional<Work> commandWork(long nowNs) {
        SupplyOrder order = wanted(nowNs);
        if (!order.on() && writtenOn) {
            return work(Work.Urgency.STOP, nowNs, coil("output", false));
        }
        for (int i = 0; i < written.length; i++) {
            if (order.values()[i] == 0 && written[i] != 0) {
                return set(nowNs, i, 0);
            }
        }
        if (nowNs - burstNotBeforeNs < 0) {
            return Optional.empty();
        }
        for (int i : new int[] {SupplyOrder.VOLTAGE, 0, 1, 3, 4}) {
            if (order.values()[i] != written[i]) {
                return set(burstNotBeforeNs, i, order.values()[i]);
            }
        }
        return order.on() && !writtenOn
                ? work(Work.Urgency.COMMAND, nowNs, coil("output", true))
                : Optional.empty();
    }

    private Optional<Work> set(long dueNs, int index, int value) {
        int address = address(SupplyOrder.POINTS[index]);
        return work(
                Work.Urgency.COMMAND,
                dueNs,
                new Transaction.WriteOne(config.unit(), address, value));
    }

    private static Optional<Work> work(Work.Urgency urgency, long dueNs, Transaction what) {
        return Optional.of(new Work(urgency, dueNs, what));
    }

    @Override
    public long nextDueNs(long nowNs) {
        if (!running) {
            return startNotBeforeNs;
        }
        long burstNs = burstNotBeforeNs - nowNs > 0 ? burstNotBeforeNs : poll.dueNs();
        return burstNs - poll.dueNs() < 0 ? burstNs : poll.dueNs();
    }

    @Override
    public void answered(Work work, int[] values, long sentNs) {
        if (!running) {
            String refusal = start.answered(values);
            if (!refusal.isEmpty()) {
                giveUp(refusal, sentNs);
            } else if (start.isDone()) {
                running = true;
                obeyedNs = sentNs;
                written = new int[written.length];
                writtenOn = false;
                poll.restart(sentNs);
                Logger.info("power supply answers and is under remote control");
            }
            return;
        }
        switch (work.transaction()) {
            case Transaction.WriteOne one -> written(one, sentNs);
            case Transaction.WriteBit bit -> writtenOn = bit.on();
            default -> {
                if (poll.answered(values, sentNs)) {
                    read(poll.take(), sentNs);
                }
            }
        }
    }

    private void written(Transaction.WriteOne one, long sentNs) {
        written[one.address() - address(SupplyOrder.POINTS[0])] = one.value();
        if (Arrays.equals(written, wanted(sentNs).values())) {
            burstNotBeforeNs = sentNs + config.setpointMs() * 1_000_000L;
        }
    }

    private void read(List<int[]> round, long sentNs) {
        int[] block = round.getLast();
        long state = state(block);
        if ((state & REMOTE) == 0) {
            giveUp("its remote control was taken away at its panel.", sentNs);
            return;
        }
        boolean staysOn = !writtenOn && (state & ON) != 0;
        if (!staysOn && Arrays.equals(round.getFirst(), written)) {
            obeyedNs = sentNs;
        }
        StageReading reading = reading(block, state);
        if (sentNs - obeyedNs > OBEYS_NS) {
            giveUp(
                    "it acknowledges what it is told, but does not do it: it reads %s%s instead of %s."
                            .formatted(
                                    Arrays.toString(round.getFirst()),
                                    staysOn ? " and on" : "",
                                    Arrays.toString(written)),
                    sentNs);
        } else {
            cell.taken(reading, poll.roundSentNs());
        }
    }

    private StageReading reading(int[] block, long state) {
        DeviceConfig.Nominal nominal = config.nominal();
        int sign = (state & SINKING) != 0 ? -1 : 1;
        long dcW = sign * whole(block, "power", nominal.powerW());
        long acW =
                dcW >= 0
                        ? dcW * 1_000 / config.efficiency().chargePerMille()
                        : dcW * config.efficiency().dischargePerMille() / 1_000;
        boolean on = (state & ON) != 0;
        StageReading.Mode mode = on ? StageReading.Mode.RUNNING : StageReading.Mode.OFF;
        return new StageReading(
                (state & ALARM) != 0 ? StageReading.Mode.FAULT : mode,
                (int) acW,
                (int) whole(block, "voltage", nominal.voltageMv()),
                (int) (sign * whole(block, "current", nominal.currentMa())),
                0,
                0,
                StageReading.NOT_MEASURED,
                false,
                state & ALARM);
    }

    private long whole(int[] block, String point, int nominal) {
        return value(block, point) * nominal / SupplyOrder.WHOLE;
    }

    @Override
    public void failed(Work work, BusFault fault, long nowNs) {
        if (!running) {
            startNotBeforeNs = nowNs + RETRY_START_NS / 4;
            if (start.failed(fault)) {
                boolean refused = fault.kind() == BusFault.Kind.REFUSED;
                giveUp(fault.sentence() + (refused ? RELEASE : ""), nowNs);
            }
        } else if (fault.kind() == BusFault.Kind.LINK_LOST) {
            giveUp(fault.sentence(), nowNs);
            startNotBeforeNs = nowNs;
        } else if (work.urgency() != Work.Urgency.READ) {
            // a refused write may mean that remote control is gone: the next poll tells
            notBeforeNs = nowNs + config.setpointMs() * 1_000_000L;
        } else if (poll.failed(nowNs)) {
            giveUp(fault.sentence(), nowNs);
        }
    }

    @Override
    public void unreachable(String why, long nowNs) {
        giveUp(why, nowNs);
        startNotBeforeNs = nowNs;
    }

    /** From the beginning: it may have been replaced or restarted meanwhile. */
    private void giveUp(String why, long nowNs) {
        if (running) {
            Logger.warn("power supply is missing: {}", why);
        }
        running = false;
        start = sequence();
        startNotBeforeNs = nowNs + RETRY_START_NS;
        cell.missing("The power supply is missing: " + why, nowNs);
    }
}
