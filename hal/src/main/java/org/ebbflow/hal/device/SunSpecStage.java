package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.PowerStage;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.modbus.BusDevice;
import org.ebbflow.hal.modbus.BusFault;
import org.ebbflow.hal.modbus.Transaction;
import org.ebbflow.hal.modbus.Work;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * A bidirectional SunSpec 7xx stage with the EV output model. Set points are renewed only while new
 * cycles arrive, so that a dead decision lets the device's own reversion timer run out.
 */
final class SunSpecStage implements BusDevice, PowerStage {
    /** Vendor model of the DC output. */
    static final int EV_OUTPUT = 64950;

    private static final long HEARTBEAT_NS = 1_000_000_000L;
    private static final long RETRY_START_NS = 1_000_000_000L;

    /**
     * @source SunSpec Device Information Model specification: a scale factor is constant; public
     *     drivers know inverters whose factors move
     */
    private static final long FACTORS_NS = 1_000_000_000L;

    private static final long GRID_CODE_PAUSE_NS = 10_000_000_000L;
    private static final long GRID_CODE_LONGEST_NS = 3_600_000_000_000L;

    private final DeviceConfig.Stage config;
    private final int highestMv;
    private final Optional<GridProfile> grid;
    private final Cell<StageReading> cell;
    private volatile @Nullable BoardCommand latest;
    private SunSpecStart start;
    private @Nullable Running running;
    private long startNotBeforeNs;
    private int startFailures;
    private int attempt;

    /** What a running stage has been told. */
    private final class Running {
        final SunSpecChain chain;
        final StageImage image;
        final BlockPoll poll;
        final List<Transaction.Read> factorReads;
        final BlockPoll factorPoll;
        final Heartbeat beat = new Heartbeat();
        boolean heartStopped;
        final int outputAddress;
        final int setPointAddress;
        final int heartbeatAddress;
        Optional<SunSpecGridCode> gridCode;
        GridProfile.Taken gridCodeTold = GridProfile.Taken.NOT_YET;
        long gridCodeAgainNs;
        long gridCodePauseNs = GRID_CODE_PAUSE_NS;
        int[] output = new int[0];
        int[] setPoint = new int[0];
        long renewedCycle = -1;
        long renewedNs;
        long setPointNs;
        long heartbeatNs;
        long heartbeatCycle = -1;
        int heartbeat;
        long notBeforeNs;

        Running(SunSpecStart start, long nowNs) {
            RegisterMap map = config.map();
            chain = start.chain();
            image = new StageImage(config, start);
            poll = new BlockPoll(image.reads(config.unit()), config.pollMs() * 1_000_000L, nowNs);
            factorReads = new ArrayList<>(start.factorReads());
            start.beatRead().ifPresent(factorReads::add);
            factorPoll = new BlockPoll(factorReads, FACTORS_NS, nowNs + FACTORS_NS);
            outputAddress = chain.address(EV_OUTPUT, map.point(EV_OUTPUT, "Mode").address());
            setPointAddress = chain.address(704, map.point(704, "WSetEna").address());
            heartbeatAddress = chain.address(715, map.point(715, "ControllerHb").address());
            gridCode = newGridCode(chain);
            renewedNs = nowNs;
            setPointNs = nowNs;
            heartbeatNs = nowNs;
            notBeforeNs = nowNs;
        }

        /** Measured values, and now and then whether their scale is still the same. */
        Optional<Work> read(long nowNs) {
            Optional<Work> values = poll.due(nowNs);
            boolean factorsFirst = factorPoll.dueNs() - poll.dueNs() < 0 || values.isEmpty();
            Optional<Work> scale = factorsFirst ? factorPoll.due(nowNs) : Optional.empty();
            return scale.isPresent() ? scale : values;
        }

        boolean isFactor(Work work) {
            return work.transaction() instanceof Transaction.Read read
                    && factorReads.contains(read);
        }

        private Optional<SunSpecGridCode> newGridCode(SunSpecChain chain) {
            return grid.filter(GridProfile::mayExport)
                    .map(rules -> new SunSpecGridCode(config.unit(), chain, rules));
        }

        /**
         * Tried again after a refusal, with growing pauses: one disturbed answer must not forbid
         * feeding in until the next start, and a stage that means it keeps its memory unworn.
         */
        void gridCodeAgain(long nowNs) {
            if (taken() == GridProfile.Taken.REFUSED && nowNs - gridCodeAgainNs >= 0) {
                gridCode = newGridCode(chain);
            }
        }

        GridProfile.Taken taken() {
            return gridCode.map(SunSpecGridCode::taken).orElse(GridProfile.Taken.NOT_YET);
        }

        Optional<Work> gridCodeWork(long nowNs) {
            gridCodeAgain(nowNs);
            return gridCode.flatMap(SunSpecGridCode::next)
                    .map(t -> new Work(Work.Urgency.READ, nowNs, t));
        }

        boolean isGridCode(Work work) {
            return gridCode.map(code -> code.owns(work.transaction())).orElse(false);
        }

        /** Told once per change, loudly where it went wrong. */
        void tellGridCode(long nowNs) {
            GridProfile.Taken taken = taken();
            if (taken == GridProfile.Taken.REFUSED) {
                gridCodeAgainNs = nowNs + gridCodePauseNs;
                gridCodePauseNs = Math.min(2 * gridCodePauseNs, GRID_CODE_LONGEST_NS);
            }
            if (gridCodeTold == taken || taken == GridProfile.Taken.NOT_YET) {
                return;
            }
            gridCodeTold = taken;
            String why = gridCode.map(SunSpecGridCode::refusal).orElse("");
            if (taken == GridProfile.Taken.REFUSED) {
                Logger.error("THE GRID PROFILE IS NOT IN THE STAGE, nothing is fed in: {}", why);
            } else {
                Logger.info("the power stage has taken the grid profile and reads it back");
            }
        }
    }

    /**
     * @param highestMv highest output voltage of the board
     * @param grid rules that it is told at start, where there are signed ones
     */
    SunSpecStage(DeviceConfig.Stage config, int highestMv, Optional<GridProfile> grid, long nowNs) {
        this.config = config;
        this.grid = grid;
        this.highestMv = highestMv;
        this.cell = new Cell<>("The power stage has not been read yet.", nowNs);
        this.start = newStart();
        this.startNotBeforeNs = nowNs;
    }

    private SunSpecStart newStart() {
        return new SunSpecStart(config.unit(), config.reversionS(), config.map(), attempt);
    }

    String bus() {
        return config.bus();
    }

    @Override
    public Reading<StageReading> latest() {
        return cell.latest();
    }

    @Override
    public void command(BoardCommand command) {
        latest = command;
    }

    @Override
    public String name() {
        return "power stage";
    }

    @Override
    public Optional<Work> due(long nowNs) {
        Running now = running;
        if (now != null) {
            Optional<Work> command = commandWork(now, nowNs);
            Optional<Work> work = command.isPresent() ? command : now.read(nowNs);
            return work.isPresent() ? work : now.gridCodeWork(nowNs);
        }
        if (nowNs - startNotBeforeNs < 0) {
            return Optional.empty();
        }
        return start.next().map(t -> new Work(Work.Urgency.READ, startNotBeforeNs, t));
    }

    private Optional<Work> commandWork(Running now, long nowNs) {
        BoardCommand command = latest;
        if (command == null || nowNs - now.notBeforeNs < 0) {
            return Optional.empty();
        }
        int factor = now.image.setPointFactor();
        StageOrder order = StageOrder.of(command.stage(), config.map(), highestMv, factor);
        if (!Arrays.equals(order.output(), now.output)) {
            boolean stop =
                    order.isOff() && (now.output.length == 0 || now.output[StageOrder.MODE] != 0);
            return write(
                    stop ? Work.Urgency.STOP : Work.Urgency.COMMAND,
                    nowNs,
                    now.outputAddress,
                    order.output());
        }
        if (!Arrays.equals(order.setPoint(), now.setPoint)) {
            long dueNs = order.isOff() ? nowNs : now.setPointNs + config.setpointMs() * 1_000_000L;
            return nowNs - dueNs < 0
                    ? Optional.empty()
                    : write(Work.Urgency.COMMAND, dueNs, now.setPointAddress, order.setPoint());
        }
        if (command.cycle() != now.renewedCycle && nowNs - now.renewedNs >= renewNs()) {
            return write(
                    Work.Urgency.COMMAND,
                    now.renewedNs + renewNs(),
                    now.setPointAddress,
                    order.setPoint());
        }
        if (command.cycle() != now.heartbeatCycle && nowNs - now.heartbeatNs >= HEARTBEAT_NS) {
            int count = now.heartbeat + 1;
            return write(
                    Work.Urgency.COMMAND,
                    now.heartbeatNs + HEARTBEAT_NS,
                    now.heartbeatAddress,
                    new int[] {count >> 16 & 0xFFFF, count & 0xFFFF});
        }
        return Optional.empty();
    }

    /** Four renewals within the device's own reversion time. */
    private long renewNs() {
        return config.reversionS() * 250_000_000L;
    }

    private Optional<Work> write(Work.Urgency urgency, long dueNs, int address, int[] values) {
        return Optional.of(
                new Work(urgency, dueNs, new Transaction.Write(config.unit(), address, values)));
    }

    @Override
    public long nextDueNs(long nowNs) {
        Running now = running;
        if (now == null) {
            return startNotBeforeNs;
        }
        BoardCommand command = latest;
        long dueNs =
                now.taken() == GridProfile.Taken.NOT_YET && now.gridCode.isPresent()
                        ? nowNs
                        : Math.min(now.poll.dueNs(), now.factorPoll.dueNs());
        if (command == null || command.cycle() == now.renewedCycle) {
            return dueNs;
        }
        long pacedNs = now.setPointNs + config.setpointMs() * 1_000_000L;
        long writeNs = pacedNs - nowNs > 0 ? pacedNs : nowNs + config.setpointMs() * 1_000_000L;
        return writeNs - dueNs < 0 ? writeNs : dueNs;
    }

    @Override
    public void answered(Work work, int[] values, long sentNs) {
        Running now = running;
        if (now == null) {
            answeredStart(values, sentNs);
        } else if (now.isGridCode(work)) {
            now.gridCode.ifPresent(code -> code.answered(values));
            now.tellGridCode(sentNs);
        } else if (work.transaction() instanceof Transaction.Write write) {
            written(now, write, sentNs);
        } else if (now.isFactor(work)) {
            if (now.factorPoll.answered(values, sentNs)) {
                onceASecond(now, now.factorPoll.take(), sentNs);
            }
        } else if (now.poll.answered(values, sentNs)) {
            taken(now, now.poll.take(), sentNs);
        }
    }

    private void onceASecond(Running now, List<int[]> round, long sentNs) {
        now.heartStopped = now.beat.stands(start.beat(round), sentNs);
        if (!start.isStill(round)) {
            giveUp("it has changed its scale factors; it is begun anew.", sentNs);
        }
    }

    private void taken(Running now, List<int[]> round, long sentNs) {
        String lacking = now.image.lacking(round);
        if (!lacking.isEmpty()) {
            cell.missing("The power stage gives no value for " + lacking + ".", sentNs);
            return;
        }
        StageReading reading = now.image.reading(round).told(now.taken());
        if (now.heartStopped) {
            cell.missing(
                    "The power stage answers, but its own heartbeat (715.DERHb) stands still;"
                            + " switch it off and on.",
                    sentNs);
        } else {
            cell.taken(reading, now.poll.roundSentNs());
        }
    }

    private void answeredStart(int[] values, long sentNs) {
        start.answered(values);
        startFailures = 0;
        if (!start.refusal().isEmpty()) {
            giveUp(start.refusal(), sentNs);
        } else if (start.isDone()) {
            running = new Running(start, sentNs);
            Logger.info("power stage answers, models={}", start.chain());
        }
    }

    private void written(Running now, Transaction.Write write, long sentNs) {
        BoardCommand command = latest;
        long cycle = command == null ? -1 : command.cycle();
        if (write.address() == now.outputAddress) {
            now.output = write.values();
        } else if (write.address() == now.setPointAddress) {
            now.setPoint = write.values();
            now.setPointNs = sentNs;
            now.renewedNs = sentNs;
            now.renewedCycle = cycle;
        } else {
            now.heartbeat++;
            now.heartbeatNs = sentNs;
            now.heartbeatCycle = cycle;
        }
    }

    @Override
    public void failed(Work work, BusFault fault, long nowNs) {
        Running now = running;
        if (now == null) {
            failedStart(fault, nowNs);
        } else if (fault.kind() == BusFault.Kind.LINK_LOST) {
            startAgain(nowNs);
        } else if (now.isGridCode(work)) {
            boolean refused = fault.kind() == BusFault.Kind.REFUSED;
            now.gridCode.ifPresent(code -> code.failed(fault.sentence(), refused));
            now.tellGridCode(nowNs);
        } else if (work.transaction() instanceof Transaction.Write) {
            now.notBeforeNs = nowNs + config.setpointMs() * 1_000_000L;
        } else if ((now.isFactor(work) ? now.factorPoll : now.poll).failed(nowNs)) {
            giveUp(fault.sentence(), nowNs);
        }
    }

    private void failedStart(BusFault fault, long nowNs) {
        startNotBeforeNs = nowNs + RETRY_START_NS / 4;
        if (fault.kind() == BusFault.Kind.REFUSED) {
            if (start.refused()) {
                startNotBeforeNs = nowNs;
                if (!start.refusal().isEmpty()) {
                    giveUp(start.refusal(), nowNs);
                }
            } else {
                giveUp(fault.sentence(), nowNs);
            }
        } else if (++startFailures >= 3) {
            attempt++;
            giveUp(fault.sentence(), nowNs);
        }
    }

    @Override
    public void unreachable(String why, long nowNs) {
        giveUp(why, nowNs);
        startNotBeforeNs = nowNs;
    }

    /** From the beginning: the device may have been replaced or restarted meanwhile. */
    private void startAgain(long nowNs) {
        running = null;
        start = newStart();
        startFailures = 0;
        startNotBeforeNs = nowNs;
    }

    private void giveUp(String why, long nowNs) {
        if (running != null) {
            Logger.warn("power stage is missing: {}", why);
        }
        startAgain(nowNs);
        startNotBeforeNs = nowNs + RETRY_START_NS;
        cell.missing("The power stage is missing: " + why, nowNs);
    }
}
