package org.ebbflow.hal.device;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyBoard;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.Temperatures;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.modbus.BusDevice;
import org.ebbflow.hal.modbus.BusFault;
import org.ebbflow.hal.modbus.Transaction;
import org.ebbflow.hal.modbus.Work;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The safety board. Its heartbeat is the cycle number of the newest command and nothing is written
 * twice for one cycle: when decisions stop, the board hears silence and opens by itself.
 */
final class SafetyBoardDevice implements BusDevice, SafetyBoard {
    private static final int CONTACTORS = 2;
    private static final Reading<Temperatures> NO_SENSORS =
            new Reading.Missing<>(0, "This safety board has no temperature sensors.");

    private final DeviceConfig.Safety config;
    private final int declaredWatchdogMs;
    private final SafetyImage image;
    private final BlockPoll poll;
    private final long heartbeatNs;
    private final SafetyCell safety;
    private final Cell<InsulationReading> insulation;
    private final Cell<IslandReading> island;
    private volatile @Nullable BoardCommand latest;
    private boolean verified;
    private int[] written = new int[0];
    private long notBeforeNs;
    private long heartbeatDueNs;

    SafetyBoardDevice(DeviceConfig.Safety config, int declaredWatchdogMs, long nowNs) {
        this.config = config;
        this.declaredWatchdogMs = declaredWatchdogMs;
        this.image = new SafetyImage(config.map());
        RegisterMap.Block block = image.block();
        this.poll =
                new BlockPoll(
                        List.of(
                                new Transaction.Read(
                                        config.unit(),
                                        block.function(),
                                        block.address(),
                                        block.count())),
                        config.pollMs() * 1_000_000L,
                        nowNs,
                        Work.Urgency.COMMAND);
        this.heartbeatNs = config.heartbeatMs() * 1_000_000L;
        this.heartbeatDueNs = nowNs;
        this.notBeforeNs = nowNs;
        String why = "The safety board has not been read yet.";
        this.safety = new SafetyCell(why, nowNs);
        this.insulation =
                new Cell<>(
                        config.insulationMonitor() ? why : "No insulation monitor is fitted.",
                        nowNs);
        this.island =
                new Cell<>(config.switchGear() ? why : "No backup switch gear is fitted.", nowNs);
    }

    String bus() {
        return config.bus();
    }

    @Override
    public Reading<SafetyReading> freeze() {
        return safety.freeze();
    }

    @Override
    public Reading<InsulationReading> insulation() {
        return insulation.latest();
    }

    @Override
    public Reading<IslandReading> island() {
        return island.latest();
    }

    @Override
    public Reading<Temperatures> temperatures() {
        return NO_SENSORS;
    }

    @Override
    public void command(BoardCommand command) {
        latest = command;
    }

    @Override
    public String name() {
        return "safety board";
    }

    @Override
    public Optional<Work> due(long nowNs) {
        Optional<Work> command = commandWork(nowNs);
        return command.isPresent() ? command : poll.due(nowNs);
    }

    private Optional<Work> commandWork(long nowNs) {
        BoardCommand command = latest;
        if (command == null || !verified || isWritten(command)) {
            return Optional.empty();
        }
        int[] block = SafetyImage.command(command);
        boolean opens = !command.contactorsClosed() && closedBefore();
        boolean changed = !sameOutputs(block);
        if (nowNs - notBeforeNs < 0 || (!changed && nowNs - heartbeatDueNs < 0)) {
            return Optional.empty();
        }
        Work.Urgency urgency = opens ? Work.Urgency.STOP : Work.Urgency.COMMAND;
        return Optional.of(
                new Work(
                        urgency,
                        changed ? nowNs : heartbeatDueNs,
                        new Transaction.Write(config.unit(), image.commandAddress(), block)));
    }

    /** Whether the board already heard this cycle; 16 bits, as on the wire. */
    private boolean isWritten(BoardCommand command) {
        return written.length != 0 && written[0] == (command.cycle() & 0xFFFF);
    }

    private boolean closedBefore() {
        return written.length == 0 || written[CONTACTORS] != 0;
    }

    private boolean sameOutputs(int[] block) {
        return written.length == block.length
                && Arrays.equals(written, 1, written.length, block, 1, block.length);
    }

    @Override
    public long nextDueNs(long nowNs) {
        BoardCommand command = latest;
        if (command == null || !verified || isWritten(command)) {
            return poll.dueNs();
        }
        long writeNs = heartbeatDueNs - notBeforeNs > 0 ? heartbeatDueNs : notBeforeNs;
        return writeNs - poll.dueNs() < 0 ? writeNs : poll.dueNs();
    }

    @Override
    public void answered(Work work, int[] values, long sentNs) {
        if (work.transaction() instanceof Transaction.Write write) {
            written = write.values();
            heartbeatDueNs = sentNs + heartbeatNs;
            return;
        }
        if (poll.answered(values, sentNs)) {
            read(poll.take().getFirst(), poll.roundSentNs());
        }
    }

    private void read(int[] registers, long sentNs) {
        int magic = image.value(registers, "magic");
        int watchdogMs = image.value(registers, "watchdog-time");
        if (magic != SafetyImage.MAGIC) {
            refuse(
                    "Unit %d is no Ebbflow safety board: register 0 reads 0x%04X instead of 0x%04X."
                            .formatted(config.unit(), magic, SafetyImage.MAGIC),
                    sentNs);
            return;
        }
        if (watchdogMs <= 0 || watchdogMs > declaredWatchdogMs) {
            refuse(
                    ("The safety board's watchdog is %d ms, the board file declares at most %d ms; "
                                    + "correct one of them.")
                            .formatted(watchdogMs, declaredWatchdogMs),
                    sentNs);
            return;
        }
        if (!verified) {
            verified = true;
            Logger.info(
                    "safety board answers, unit={} firmware={} watchdogMs={}",
                    config.unit(),
                    image.value(registers, "firmware"),
                    watchdogMs);
        }
        safety.taken(image.safety(registers), sentNs);
        if (config.insulationMonitor()) {
            insulation.taken(image.insulation(registers), sentNs);
        }
        if (config.switchGear()) {
            island.taken(image.island(registers, config.polarity()), sentNs);
        }
    }

    @Override
    public void failed(Work work, BusFault fault, long nowNs) {
        if (fault.kind() == BusFault.Kind.LINK_LOST) {
            forget();
        }
        if (work.transaction() instanceof Transaction.Write) {
            notBeforeNs = nowNs + heartbeatNs / 2;
            return;
        }
        if (poll.failed(nowNs)) {
            refuse("The safety board is missing: " + fault.sentence(), nowNs);
        }
    }

    @Override
    public void unreachable(String why, long nowNs) {
        poll.restart(nowNs);
        refuse("The safety board is missing: " + why, nowNs);
    }

    /** The board may have been replaced or restarted: it must show again what it is. */
    private void forget() {
        verified = false;
        written = new int[0];
    }

    /** Nothing is written to a board that has not shown what it is. */
    private void refuse(String why, long nowNs) {
        if (verified) {
            Logger.warn("{}", why);
        }
        forget();
        safety.missing(why, nowNs);
        if (config.insulationMonitor()) {
            insulation.missing(why, nowNs);
        }
        if (config.switchGear()) {
            island.missing(why, nowNs);
        }
    }
}
