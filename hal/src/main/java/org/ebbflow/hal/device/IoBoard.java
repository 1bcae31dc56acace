package org.ebbflow.hal.device;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.DigitalInputs;
import org.ebbflow.hal.DigitalIo;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.DeviceConfig.Use;
import org.ebbflow.hal.board.MapPoint;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.modbus.BusDevice;
import org.ebbflow.hal.modbus.BusFault;
import org.ebbflow.hal.modbus.Transaction;
import org.ebbflow.hal.modbus.Work;
import org.tinylog.Logger;

/**
 * A relay and input device (functions 1, 2, 5, 15). At start every output is opened and read back,
 * and the device's own watchdog is set and read back where it has one; the outputs are written
 * together, and again only while decisions go on.
 */
final class IoBoard implements BusDevice, DigitalIo {
    private static final long RETRY_START_NS = 1_000_000_000L;
    private static final int STOP_WATCHDOG = 0xAA55;

    /** Functions 5 and 15, bit (function - 1): what counts as a sign of life. */
    private static final int WRITES_OF_COILS = 1 << 4 | 1 << 14;

    private static final int WATCHDOG_UNIT_MS = 100;
    private static final int RUNNING = 1;

    private final DeviceConfig.Io config;
    private final RegisterMap map;
    private final List<Integer> inputs;
    private final BlockPoll poll;
    private final Decisions decisions;
    private final AtomicReference<State> state;
    private StartSequence start;
    private long startNotBeforeNs;
    private boolean running;
    private final IoOutputs outputs;
    private List<Boolean> told;
    private boolean toldIsKnown;
    private IoOutputs.Feedback feedback = new IoOutputs.Feedback(false, false);
    private long outputsDueNs;
    private long obeyedNs;
    private long outputsCycle = -1;

    private record State(Reading<DigitalInputs> reading, boolean seen) {}

    IoBoard(DeviceConfig.Io config, long nowNs) {
        this.config = config;
        this.map = config.map();
        this.inputs =
                config.lines().stream()
                        .filter(l -> !l.use().isOutput())
                        .map(l -> map.point(l.point()).address())
                        .sorted()
                        .toList();
        this.poll =
                new BlockPoll(
                        config.drives()
                                ? List.of(read(config), readBack(config))
                                : List.of(read(config)),
                        config.pollMs() * 1_000_000L,
                        nowNs,
                        Work.Urgency.COMMAND);
        this.decisions = new Decisions(config.watchdogMs() * 1_000_000L, nowNs);
        this.outputs = new IoOutputs(config);
        this.told = outputs.allOff();
        this.state =
                new AtomicReference<>(
                        new State(
                                new Reading.Missing<>(
                                        nowNs, "The relay and input device has not been read yet."),
                                true));
        this.start = sequence();
        this.startNotBeforeNs = nowNs;
        this.outputsDueNs = nowNs;
    }

    /** The inputs of one poll; a device without wired inputs reads its first. */
    private static Transaction.ReadBits read(DeviceConfig.Io config) {
        List<Integer> wired =
                config.lines().stream()
                        .filter(l -> !l.use().isOutput())
                        .map(l -> config.map().point(l.point()).address())
                        .toList();
        MapPoint first = config.map().point("input-1");
        int from = wired.isEmpty() ? first.address() : Collections.min(wired);
        int to = wired.isEmpty() ? first.address() : Collections.max(wired);
        return new Transaction.ReadBits(config.unit(), first.function(), from, to - from + 1);
    }

    /** What stands at the outputs. */
    private static Transaction.ReadBits readBack(DeviceConfig.Io config) {
        List<MapPoint> back =
                config.map().points().stream()
                        .filter(p -> p.name().matches("output-[0-9]+-back"))
                        .toList();
        return new Transaction.ReadBits(config.unit(), 1, back.getFirst().address(), back.size());
    }

    private StartSequence sequence() {
        StartSequence steps = new StartSequence();
        if (config.hasWatchdog()) {
            set(steps, "watchdog-stop", STOP_WATCHDOG);
        }
        steps.write(new Transaction.WriteBits(config.unit(), outputs.first(), outputs.allOff()));
        steps.check(
                readBack(config),
                v ->
                        Arrays.stream(v).allMatch(bit -> bit == 0)
                                ? ""
                                : "It did not open its outputs: %s.".formatted(Arrays.toString(v)));
        if (config.hasWatchdog()) {
            watchdog(steps);
        }
        return steps;
    }

    private void watchdog(StartSequence steps) {
        int time = Math.max(1, config.watchdogMs() / WATCHDOG_UNIT_MS);
        set(steps, "watchdog-mask", WRITES_OF_COILS);
        set(steps, "watchdog-time", time);
        // only a changed value starts it, and what stood there before is not known
        set(steps, "watchdog-trigger", 1);
        set(steps, "watchdog-trigger", 2);
        verify(steps, "watchdog-time", time);
        verify(steps, "watchdog-mask", WRITES_OF_COILS);
        verify(steps, "watchdog-status", RUNNING);
    }

    private void set(StartSequence steps, String point, int value) {
        steps.write(new Transaction.WriteOne(config.unit(), map.point(point).address(), value));
    }

    private void verify(StartSequence steps, String point, int wanted) {
        steps.verify(
                new Transaction.Read(config.unit(), 3, map.point(point).address(), 1),
                "It did not take " + point + " = " + wanted + ", its own fallback; it reads %s.",
                wanted);
    }

    String bus() {
        return config.bus();
    }

    @Override
    public Reading<DigitalInputs> freeze() {
        return state.getAndUpdate(s -> new State(s.reading(), true)).reading();
    }

    @Override
    public void command(BoardCommand command) {
        decisions.command(command);
    }

    @Override
    public String name() {
        return "relay and input device";
    }

    @Override
    public Optional<Work> due(long nowNs) {
        if (!running) {
            return nowNs - startNotBeforeNs < 0
                    ? Optional.empty()
                    : start.next().map(t -> new Work(Work.Urgency.COMMAND, startNotBeforeNs, t));
        }
        Optional<Work> command = config.drives() ? outputWork(nowNs) : Optional.empty();
        return command.isPresent() ? command : poll.due(nowNs);
    }

    private Optional<Work> outputWork(long nowNs) {
        Optional<BoardCommand> command = decisions.living(nowNs);
        List<Boolean> wanted = outputs.wanted(command, feedback, nowNs);
        boolean alive = command.isPresent() && command.get().cycle() != outputsCycle;
        boolean same = toldIsKnown && wanted.equals(told);
        if (same && !(alive && nowNs - outputsDueNs >= 0)) {
            return Optional.empty();
        }
        boolean falls = false;
        for (int i = 0; i < wanted.size(); i++) {
            falls |= !wanted.get(i) && (told.get(i) || !toldIsKnown);
        }
        return Optional.of(
                new Work(
                        falls ? Work.Urgency.STOP : Work.Urgency.COMMAND,
                        same ? outputsDueNs : nowNs,
                        new Transaction.WriteBits(config.unit(), outputs.first(), wanted)));
    }

    @Override
    public long nextDueNs(long nowNs) {
        if (!running) {
            return startNotBeforeNs;
        }
        boolean soon = config.drives() && outputsDueNs - poll.dueNs() < 0;
        return soon && outputsDueNs - nowNs > 0 ? outputsDueNs : poll.dueNs();
    }

    @Override
    public void answered(Work work, int[] values, long sentNs) {
        if (!running) {
            String refusal = start.answered(values);
            if (!refusal.isEmpty()) {
                giveUp(refusal, sentNs);
            } else if (start.isDone()) {
                running = true;
                told = outputs.allOff();
                toldIsKnown = true;
                obeyedNs = sentNs;
                poll.restart(sentNs);
                Logger.info("relay and input device answers, unit={}", config.unit());
            }
        } else if (work.transaction() instanceof Transaction.WriteBits bits) {
            told = bits.on();
            toldIsKnown = true;
            outputsCycle = decisions.living(sentNs).map(BoardCommand::cycle).orElse(-1L);
            outputsDueNs = sentNs + config.watchdogMs() * 1_000_000L / 4;
        } else if (poll.answered(values, sentNs)) {
            round(poll.take(), sentNs);
        }
    }

    private void round(List<int[]> bits, long sentNs) {
        if (!config.drives() || !toldIsKnown || outputs.stand(bits.getLast(), told)) {
            obeyedNs = sentNs;
        }
        if (sentNs - obeyedNs > config.watchdogMs() * 1_000_000L) {
            giveUp(
                    "it acknowledges what it is told, but its outputs read %s instead of %s."
                            .formatted(Arrays.toString(bits.getLast()), told),
                    sentNs);
        } else {
            taken(inputs(bits.getFirst()), poll.roundSentNs());
        }
    }

    private DigitalInputs inputs(int[] bits) {
        feedback =
                new IoOutputs.Feedback(
                        any(bits, Use.LOCK_FEEDBACK), any(bits, Use.CONTACTOR_FEEDBACK));
        return new DigitalInputs(
                any(bits, Use.EMERGENCY_STOP),
                any(bits, Use.DOOR),
                any(bits, Use.RESIDUAL_CURRENT),
                any(bits, Use.INSULATION_FAULT),
                config.has(Use.CONTACTOR_FEEDBACK)
                        ? Optional.of(any(bits, Use.CONTACTOR_FEEDBACK))
                        : Optional.empty(),
                config.has(Use.H) ? Optional.of(connector(bits)) : Optional.empty(),
                outputs.bolt());
    }

    private PilotState connector(int[] bits) {
        boolean permitted = any(bits, Use.K);
        if (!any(bits, Use.H)) {
            return permitted ? PilotState.INVALID : PilotState.A;
        }
        return permitted ? PilotState.C : PilotState.B;
    }

    private boolean any(int[] bits, Use use) {
        for (DeviceConfig.Line line : config.lines()) {
            if (line.use() == use) {
                int bit = bits[map.point(line.point()).address() - inputs.getFirst()];
                if ((bit != 0) != line.inverted()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void taken(DigitalInputs now, long sentNs) {
        state.updateAndGet(
                old -> {
                    boolean join =
                            !old.seen() && old.reading() instanceof Reading.Taken<DigitalInputs>;
                    DigitalInputs shown =
                            join && old.reading() instanceof Reading.Taken<DigitalInputs> before
                                    ? before.value().joined(now)
                                    : now;
                    return new State(new Reading.Taken<>(shown, sentNs), false);
                });
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
        } else if (work.transaction() instanceof Transaction.WriteBits) {
            // what it did is not known: written again until it answers
            toldIsKnown = false;
            if (poll.failed(nowNs) || fault.kind() == BusFault.Kind.REFUSED) {
                giveUp(fault.sentence(), nowNs);
            }
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
            Logger.warn("relay and input device is missing: {}", why);
        }
        running = false;
        start = sequence();
        startNotBeforeNs = nowNs + RETRY_START_NS;
        String sentence = "The relay and input device is missing: " + why;
        state.updateAndGet(
                old ->
                        old.reading() instanceof Reading.Missing<DigitalInputs> same
                                        && same.why().equals(sentence)
                                ? old
                                : new State(new Reading.Missing<>(nowNs, sentence), true));
    }
}
