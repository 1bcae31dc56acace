package org.ebbflow.hal.modbus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * The order of transactions on one bus: the most urgent work of all devices, the link's gap between
 * two, a closed link opened again with growing pauses. After an answer that did not come or made no
 * sense, its unit is not read until a late answer would have come: nothing on a serial line says to
 * which question it belongs.
 */
final class BusCycle {
    private static final long FIRST_BACK_OFF_NS = 100_000_000L;
    private static final long LAST_BACK_OFF_NS = 2_000_000_000L;

    /** Looks for other work while a unit is not read. */
    private static final long HELD_NS = 2_000_000L;

    private final ModbusLink link;
    private final List<BusDevice> devices;
    private final long gapNs;
    private final LongSupplier clock;
    private final Map<Integer, Long> unreadableUntilNs = new TreeMap<>();
    private long quietUntilNs;
    private long openAtNs;
    private long backOffNs = FIRST_BACK_OFF_NS;
    private boolean told;

    BusCycle(ModbusLink link, List<BusDevice> devices, long gapNs, LongSupplier clock) {
        this.link = link;
        this.devices = List.copyOf(devices);
        this.gapNs = gapNs;
        this.clock = clock;
        this.quietUntilNs = clock.getAsLong();
        this.openAtNs = quietUntilNs;
    }

    /**
     * At most one transaction.
     *
     * @return monotonic instant of the next thing to do unless a command comes before
     */
    long step() {
        long nowNs = clock.getAsLong();
        if (!link.isOpen()) {
            if (nowNs - openAtNs < 0) {
                return openAtNs;
            }
            if (!open()) {
                return openAtNs;
            }
            nowNs = clock.getAsLong();
        }
        if (nowNs - quietUntilNs < 0) {
            return quietUntilNs;
        }
        long lookNs = nowNs;
        unreadableUntilNs.values().removeIf(untilNs -> lookNs - untilNs >= 0);
        BusDevice first = null;
        Work work = null;
        for (BusDevice device : devices) {
            Optional<Work> due = device.due(nowNs).filter(w -> mayGo(w.transaction()));
            if (due.isPresent() && (work == null || due.get().isBefore(work))) {
                first = device;
                work = due.get();
            }
        }
        if (first == null || work == null) {
            return earliestDue(nowNs);
        }
        execute(first, work);
        return clock.getAsLong();
    }

    private boolean mayGo(Transaction transaction) {
        boolean reads =
                transaction instanceof Transaction.Read
                        || transaction instanceof Transaction.ReadBits;
        return !reads || !unreadableUntilNs.containsKey(transaction.unit());
    }

    private long earliestDue(long nowNs) {
        if (!unreadableUntilNs.isEmpty()) {
            return nowNs + HELD_NS;
        }
        long earliestNs = nowNs + 1_000_000_000L;
        for (BusDevice device : devices) {
            long dueNs = device.nextDueNs(nowNs);
            if (dueNs - earliestNs < 0) {
                earliestNs = dueNs;
            }
        }
        return earliestNs;
    }

    private void execute(BusDevice device, Work work) {
        long sentNs = clock.getAsLong();
        try {
            int[] values = link.execute(work.transaction());
            quietUntilNs = clock.getAsLong() + gapNs;
            backOffNs = FIRST_BACK_OFF_NS;
            device.answered(work, values, sentNs);
        } catch (BusFault fault) {
            quietUntilNs = clock.getAsLong() + gapNs;
            if (fault.kind() == BusFault.Kind.SILENT || fault.kind() == BusFault.Kind.GARBLED) {
                holdBack(work.transaction().unit());
            }
            Logger.debug("bus={} device={} {}", link.name(), device.name(), fault.sentence());
            device.failed(work, fault, quietUntilNs);
        }
    }

    private void holdBack(int unit) {
        long turnaroundNs = link.turnaroundNs();
        if (turnaroundNs > 0) {
            unreadableUntilNs.put(unit, clock.getAsLong() + turnaroundNs);
        }
    }

    private boolean open() {
        try {
            link.open();
            if (told) {
                Logger.info("bus={} is back", link.name());
            }
            told = false;
            return true;
        } catch (BusFault fault) {
            long nowNs = clock.getAsLong();
            openAtNs = nowNs + backOffNs;
            backOffNs = Math.min(2 * backOffNs, LAST_BACK_OFF_NS);
            if (!told) {
                Logger.warn("bus={} is down: {}", link.name(), fault.sentence());
                told = true;
            }
            for (BusDevice device : devices) {
                device.unreachable(fault.sentence(), nowNs);
            }
            return false;
        }
    }
}
