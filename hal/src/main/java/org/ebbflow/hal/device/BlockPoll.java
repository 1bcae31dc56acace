package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.modbus.Transaction;
import org.ebbflow.hal.modbus.Work;

/**
 * A fixed list of reads, one after the other, once per period; failures stretch the period so that
 * a silent device leaves the bus to the others.
 */
final class BlockPoll {
    private static final int MISSING_AFTER = 3;
    private static final long LONGEST_PAUSE_NS = 1_000_000_000L;

    private final List<Transaction> reads;
    private final long periodNs;
    private final Work.Urgency urgency;
    private final List<int[]> round = new ArrayList<>();
    private long dueNs;
    private long roundSentNs;
    private int failures;

    BlockPoll(List<? extends Transaction> reads, long periodNs, long nowNs) {
        this(reads, periodNs, nowNs, Work.Urgency.READ);
    }

    BlockPoll(List<? extends Transaction> reads, long periodNs, long nowNs, Work.Urgency urgency) {
        this.urgency = urgency;
        this.reads = List.copyOf(reads);
        this.periodNs = periodNs;
        this.dueNs = nowNs;
    }

    Optional<Work> due(long nowNs) {
        return nowNs - dueNs < 0
                ? Optional.empty()
                : Optional.of(new Work(urgency, dueNs, reads.get(round.size())));
    }

    long dueNs() {
        return dueNs;
    }

    /** One answer more. @return whether the round is complete */
    boolean answered(int[] values, long sentNs) {
        if (round.isEmpty()) {
            roundSentNs = sentNs;
        }
        round.add(values);
        failures = 0;
        if (round.size() < reads.size()) {
            return false;
        }
        dueNs = roundSentNs + periodNs;
        return true;
    }

    /** The answers of the complete round in the order of the reads; starts the next one. */
    List<int[]> take() {
        List<int[]> complete = List.copyOf(round);
        round.clear();
        return complete;
    }

    /** When the first read of the round was sent. */
    long roundSentNs() {
        return roundSentNs;
    }

    /** A read failed: the round starts again later. @return whether the device counts as missing */
    boolean failed(long nowNs) {
        round.clear();
        // one lost answer is asked again at once, so that it does not make the reading stale
        long pauseNs = failures == 0 ? 0 : periodNs << Math.min(failures, 10);
        failures++;
        dueNs = nowNs + Math.min(pauseNs, Math.max(periodNs, LONGEST_PAUSE_NS));
        return failures >= MISSING_AFTER;
    }

    /** The bus is down: read again as soon as it is back. */
    void restart(long nowNs) {
        round.clear();
        failures = MISSING_AFTER;
        dueNs = nowNs;
    }
}
