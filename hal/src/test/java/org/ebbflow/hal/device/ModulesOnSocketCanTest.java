package org.ebbflow.hal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.board.CanConfig;
import org.ebbflow.hal.board.StageConfig;
import org.ebbflow.hal.can.CanLink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The driver of power modules on the kernel's own CAN bus, with faults; only where there is a
 * virtual one (the emulated board, {@code tools/arm64/run}).
 */
@Tag("needs-vcan")
@Timeout(120)
final class ModulesOnSocketCanTest {
    private static final String BUS = "vcan8";
    private static final BoardRatings.Efficiency EFFICIENCY = new BoardRatings.Efficiency(950, 950);
    private static final BoardRatings RATINGS =
            new BoardRatings(
                    "b",
                    BoardRatings.Output.DC,
                    1,
                    240_000,
                    60_000,
                    12_500,
                    12_500,
                    100,
                    60_000,
                    new BoardCommand.DcWindow(200_000, 950_000, 40_000, 40_000),
                    EFFICIENCY,
                    new BoardRatings.Reaction(500, 100, 200, 200));

    /** What a module at rest says, thousandths. */
    private static final Map<Integer, Long> VALUES =
            Map.of(
                    0x1110, 0x100L,
                    0x1130, 1_000_000L,
                    0x1131, 200_000L,
                    0x1132, 73_300L,
                    0x2101, 240_000L,
                    0x2107, 60_000L);

    /** How the bus' other end behaves. */
    private enum Say {
        RIGHT,
        NOTHING,
        /** Answers to another controller, of another length, with another kind of identifier. */
        FOREIGN,
        REFUSAL
    }

    /** A module, written from the public driver, that answers reads and acknowledges writes. */
    private static final class Module implements CanLink.Listener, AutoCloseable {
        volatile Say say = Say.RIGHT;
        final Set<String> written = new ConcurrentSkipListSet<>();
        private final CanLink link = CanLink.start(new CanConfig.SocketCan(BUS), this);

        @Override
        public void up() {
            say = Say.RIGHT;
        }

        @Override
        public void down(String why) {
            say = Say.NOTHING;
        }

        @Override
        public void heard(List<CanFrame> frames, long readNs) {
            for (CanFrame frame : frames) {
                boolean write = frame.id() == 0x02A43FF0;
                if (write) {
                    written.add(frame.toString());
                }
                if (write || frame.id() == 0x02A33FF0) {
                    link.send(answers(frame, write));
                }
            }
        }

        private List<CanFrame> answers(CanFrame asked, boolean write) {
            int item = (int) (asked.payload() >>> 48);
            long value = write ? asked.payload() & 0xFFFF_FFFFL : VALUES.getOrDefault(item, 0L);
            long payload = (long) item << 48 | value;
            int id = write ? 0x02A4F000 : 0x02A3F000;
            return switch (say) {
                case RIGHT -> List.of(new CanFrame(id, true, 8, payload));
                case NOTHING -> List.of();
                case FOREIGN ->
                        List.of(
                                new CanFrame(0x02A3F100, true, 8, payload),
                                new CanFrame(id, true, 4, payload),
                                new CanFrame(0x100, false, 8, payload));
                case REFUSAL -> List.of(new CanFrame(id | 3 << 26, true, 8, payload));
            };
        }

        @Override
        public void close() {
            link.close();
        }
    }

    private final InfypowerStage stage =
            new InfypowerStage(
                    new StageConfig.Infypower(
                            new CanConfig.SocketCan(BUS), 1, 50, 50, 950_000, EFFICIENCY),
                    RATINGS,
                    System.nanoTime());
    private long cycle;

    private void await(String what, BooleanSupplier until) {
        long endNs = System.nanoTime() + 30_000_000_000L;
        while (!until.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, () -> what + ": " + stage.latest());
            stage.command(
                    new BoardCommand(
                            ++cycle,
                            new BoardCommand.Pilot.X1(),
                            false,
                            false,
                            new BoardCommand.Stage.HoldVoltage(380_000, 1_000),
                            BoardCommand.Insulation.OFF,
                            BoardCommand.Island.PARALLEL));
            LockSupport.parkNanos(10_000_000);
        }
    }

    private boolean isKnown() {
        return stage.latest() instanceof Reading.Taken;
    }

    private boolean lacks(String words) {
        return stage.latest() instanceof Reading.Missing<StageReading> missing
                && missing.why().contains(words);
    }

    @Test
    void everyFaultOfTheBusMakesTheStageMissingAndItIsSwitchedOffAndBackByItself()
            throws IOException, InterruptedException {
        ip("link", "add", "dev", BUS, "type", "vcan");
        ip("link", "set", BUS, "up");
        try (Module module = new Module()) {
            stage.start();
            await("there", this::isKnown);
            offAndBack(module, Say.NOTHING, "0 of 1 power modules answer");
            offAndBack(module, Say.FOREIGN, "0 of 1 power modules answer");
            offAndBack(module, Say.REFUSAL, "refuses item");
            ip("link", "set", BUS, "down");
            await("interface down", () -> lacks(BUS));
            ip("link", "set", BUS, "up");
            await("back", this::isKnown);
            ip("link", "del", BUS);
            await("interface gone", () -> lacks(BUS));
            ip("link", "add", "dev", BUS, "type", "vcan");
            ip("link", "set", BUS, "up");
            await("back", this::isKnown);
        } finally {
            stage.close();
            ip("link", "del", BUS);
        }
    }

    /** What is not heard any more is told to switch off, although a voltage is asked for. */
    private void offAndBack(Module module, Say fault, String why) {
        module.written.clear();
        module.say = fault;
        await("missing", () -> lacks(why));
        await("off", () -> module.written.contains("02A43FF0#11100000000000A1"));
        module.say = Say.RIGHT;
        await("back", this::isKnown);
    }

    private static void ip(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(words));
        assertEquals(0, new ProcessBuilder(line).inheritIO().start().waitFor(), "" + line);
    }
}
