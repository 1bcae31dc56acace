package org.ebbflow.hal.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.modbus.Work.Urgency;
import org.junit.jupiter.api.Test;

/** The order of work on a bus, in virtual time over a link that is only a clock. */
class BusCycleTest {
    private static final long MS = 1_000_000L;

    private long nowNs = 5_000 * MS;
    private final FakeLink link = new FakeLink();

    /** Takes the time that each unit needs; notes what was sent and when. */
    private final class FakeLink implements ModbusLink {
        final List<String> sent = new ArrayList<>();
        boolean open;
        boolean canOpen = true;
        int silentUnit;
        long turnaroundNs;

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public long turnaroundNs() {
            return turnaroundNs;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void open() throws BusFault {
            nowNs += MS;
            if (!canOpen) {
                throw new BusFault(BusFault.Kind.LINK_LOST, "no port");
            }
            open = true;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public int[] execute(Transaction transaction) throws BusFault {
            sent.add(nowNs / MS - 5_000 + ":" + transaction.unit());
            if (transaction.unit() == silentUnit) {
                nowNs += 100 * MS;
                throw new BusFault(BusFault.Kind.SILENT, "silent");
            }
            nowNs += 10 * MS;
            return new int[] {1};
        }
    }

    /** A device with a list of work; polls forever when it has a period. */
    private final class FakeDevice implements BusDevice {
        final int unit;
        final long periodNs;
        final Deque<Work> commands = new ArrayDeque<>();
        long pollDueNs = nowNs;
        int answers;
        int failures;
        String unreachable = "";

        FakeDevice(int unit, long periodNs) {
            this.unit = unit;
            this.periodNs = periodNs;
        }

        @Override
        public String name() {
            return "device " + unit;
        }

        @Override
        public Optional<Work> due(long atNs) {
            if (!commands.isEmpty()) {
                return Optional.of(commands.peek());
            }
            return atNs - pollDueNs < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Work(Urgency.READ, pollDueNs, new Transaction.Read(unit, 3, 0, 1)));
        }

        @Override
        public long nextDueNs(long atNs) {
            return pollDueNs;
        }

        @Override
        public void answered(Work work, int[] values, long sentNs) {
            answers++;
            done(work, sentNs);
        }

        private void done(Work work, long sentNs) {
            if (work.urgency() == Urgency.READ) {
                pollDueNs = sentNs + periodNs;
            } else {
                commands.remove(work);
            }
        }

        @Override
        public void failed(Work work, BusFault fault, long atNs) {
            failures++;
            done(work, atNs);
        }

        @Override
        public void unreachable(String why, long atNs) {
            unreachable = why;
        }

        void command(Urgency urgency) {
            commands.add(
                    new Work(urgency, nowNs, new Transaction.Write(100 + unit, 0, new int[1])));
        }
    }

    private BusCycle cycle(long gapNs, FakeDevice... devices) {
        return new BusCycle(link, List.of(devices), gapNs, () -> nowNs);
    }

    /** Runs until the given virtual millisecond. */
    private void runUntil(BusCycle cycle, long ms) {
        while (nowNs < (5_000 + ms) * MS) {
            nowNs = Math.max(nowNs, cycle.step());
        }
    }

    @Test
    void stopGoesBeforeSetPointsAndReadsOfEveryDevice() {
        FakeDevice meter = new FakeDevice(1, 1000 * MS);
        FakeDevice stage = new FakeDevice(2, 1000 * MS);
        FakeDevice board = new FakeDevice(3, 1000 * MS);
        stage.command(Urgency.COMMAND);
        board.command(Urgency.STOP);
        BusCycle cycle = cycle(0, meter, stage, board);
        runUntil(cycle, 60);
        assertEquals(List.of("1:103", "11:102", "21:1", "31:2", "41:3"), link.sent);
    }

    @Test
    void stopWaitsForTheTransactionInFlightAndNothingElse() {
        FakeDevice slow = new FakeDevice(1, 0);
        FakeDevice board = new FakeDevice(3, 1000 * MS);
        board.pollDueNs = nowNs + 5_000 * MS;
        BusCycle cycle = cycle(0, slow, board);
        runUntil(cycle, 21);
        link.sent.clear();
        board.command(Urgency.STOP);
        cycle.step();
        assertEquals("21:103", link.sent.getFirst());
    }

    @Test
    void equallyUrgentWorkGoesInTheOrderOfItsDueTimes() {
        FakeDevice first = new FakeDevice(1, 30 * MS);
        FakeDevice second = new FakeDevice(2, 30 * MS);
        second.pollDueNs = nowNs - MS;
        runUntil(cycle(0, first, second), 65);
        assertEquals(List.of("1:2", "11:1", "31:2", "41:1", "61:2"), link.sent);
    }

    @Test
    void keepsTheGapBetweenTwoTransactions() {
        FakeDevice first = new FakeDevice(1, 1000 * MS);
        FakeDevice second = new FakeDevice(2, 1000 * MS);
        runUntil(cycle(7 * MS, first, second), 40);
        assertEquals(List.of("1:1", "18:2"), link.sent);
    }

    @Test
    void silentUnitCostsItsTimeoutAndIsNotRepeated() {
        link.silentUnit = 1;
        FakeDevice silent = new FakeDevice(1, 1000 * MS);
        FakeDevice good = new FakeDevice(2, 1000 * MS);
        runUntil(cycle(0, silent, good), 200);
        assertEquals(List.of("1:1", "101:2"), link.sent);
        assertEquals(1, silent.failures);
        assertEquals(1, good.answers);
    }

    @Test
    void unitThatWasSilentIsNotReadWhileItsLateAnswerMayStillCome() {
        link.silentUnit = 1;
        link.turnaroundNs = 80 * MS;
        FakeDevice late = new FakeDevice(1, 0);
        FakeDevice good = new FakeDevice(2, 1000 * MS);
        BusCycle cycle = cycle(0, late, good);
        runUntil(cycle, 110);
        late.commands.add(new Work(Urgency.STOP, nowNs, new Transaction.Write(1, 0, new int[1])));
        link.silentUnit = 0;
        runUntil(cycle, 179);
        assertEquals(List.of("1:1", "101:2", "111:1"), link.sent, "only the stop went to it");
        runUntil(cycle, 190);
        assertEquals("181:1", link.sent.getLast());
    }

    @Test
    void closedLinkIsOpenedAgainWithGrowingPausesAndDevicesKnowWhy() {
        link.canOpen = false;
        FakeDevice device = new FakeDevice(1, 1000 * MS);
        BusCycle cycle = cycle(0, device);
        long firstNs = cycle.step();
        assertEquals("no port", device.unreachable);
        assertEquals(100 * MS, firstNs - nowNs);
        nowNs = firstNs;
        assertEquals(200 * MS, cycle.step() - nowNs);
        for (int i = 0; i < 10; i++) {
            nowNs = cycle.step();
        }
        long lastNs = cycle.step();
        assertEquals(2_000 * MS, lastNs - nowNs);
        assertTrue(link.sent.isEmpty());
        link.canOpen = true;
        nowNs = lastNs;
        cycle.step();
        assertEquals(1, device.answers);
    }

    @Test
    void waitsUntilTheNextPollWhenNothingIsDue() {
        FakeDevice device = new FakeDevice(1, 50 * MS);
        BusCycle cycle = cycle(0, device);
        cycle.step();
        assertEquals(1, device.answers);
        long nextNs = cycle.step();
        assertEquals(51, nextNs / MS - 5_000);
        assertFalse(device.due(nextNs - 1).isPresent());
    }
}
