package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.CanConfig;
import org.ebbflow.hal.board.SafetyConfig;
import org.ebbflow.hal.board.StageConfig;
import org.ebbflow.hal.can.CanLink;
import org.ebbflow.hal.can.CanRate;
import org.ebbflow.hal.device.infypower.ModuleSearch;

/**
 * Asks what hangs on a wire of its own: a safety board on a serial line, power modules and the car
 * on CAN. Nothing is commanded: a safety board hears inquiries, modules hear reads, a car nothing.
 */
public final class OwnWireProbe {
    private static final long PATIENCE_NS = 2_000_000_000L;
    private static final long PAUSE_NS = 100_000_000L;

    private OwnWireProbe() {}

    /**
     * What was heard.
     *
     * @param wire name of the wire as in {@link BoardCheck}
     * @param place adapter or device file
     * @param answers whether all is as the file says
     * @param sentence what answers, or why it may not
     */
    public record Heard(String wire, String place, boolean answers, String sentence) {}

    /** Asks every such wire of a board, one after the other, at most two seconds each. */
    public static List<Heard> of(BoardFile board) {
        List<Heard> all = new ArrayList<>();
        if (board.safety() instanceof SafetyConfig.Uart uart) {
            all.add(uart(uart, board.ratings().reaction().watchdogMs()));
        }
        if (board.stage().orElse(null) instanceof StageConfig.Infypower modules) {
            all.add(modules(modules));
        }
        board.chademo().ifPresent(chademo -> all.add(car(chademo.can())));
        return all;
    }

    private static Heard uart(SafetyConfig.Uart config, int watchdogMs) {
        UartSafetyBoard probed = new UartSafetyBoard(config, watchdogMs, System.nanoTime());
        probed.start();
        try {
            until(() -> probed.freeze() instanceof Reading.Taken);
            Reading<SafetyReading> reading = probed.freeze();
            return reading instanceof Reading.Missing<SafetyReading> missing
                    ? new Heard("safety-board", config.path(), false, missing.why())
                    : new Heard("safety-board", config.path(), true, "safety board of profile 1");
        } finally {
            probed.close();
        }
    }

    private static Heard modules(StageConfig.Infypower config) {
        ModuleSearch search = new ModuleSearch();
        try (CanLink link = CanLink.start(config.can(), CanRate.KBIT_125, search)) {
            until(
                    () -> {
                        link.send(ModuleSearch.question());
                        LockSupport.parkNanos(PAUSE_NS);
                        return search.answering().size() >= config.modules();
                    });
        }
        int count = search.answering().size();
        String place = place(config.can());
        if (!search.trouble().isEmpty()) {
            return new Heard("stage.can", place, false, search.trouble());
        }
        return count == config.modules()
                ? new Heard("stage.can", place, true, "power modules " + search.answering())
                : new Heard(
                        "stage.can",
                        place,
                        false,
                        ("%d of %d power modules answer%s; check their supply, the bus' ends"
                                        + " (120 ohm) and that it runs at 125 kbit/s.")
                                .formatted(
                                        count,
                                        config.modules(),
                                        count == 0 ? "" : " " + search.answering()));
    }

    /** A car speaks first, so only the adapter can be tried. */
    private static Heard car(CanConfig config) {
        ModuleSearch ear = new ModuleSearch();
        try (CanLink link = CanLink.start(config, ear)) {
            link.send(List.of());
            until(() -> ear.trouble().isEmpty());
        }
        return ear.trouble().isEmpty()
                ? new Heard("can", place(config), true, "CAN adapter; only a car would answer")
                : new Heard("can", place(config), false, ear.trouble());
    }

    private static String place(CanConfig config) {
        return switch (config) {
            case CanConfig.Slcan slcan -> slcan.path();
            case CanConfig.SocketCan can -> can.interfaceName();
        };
    }

    private static void until(BooleanSupplier done) {
        long endNs = System.nanoTime() + PATIENCE_NS;
        while (!done.getAsBoolean() && System.nanoTime() - endNs < 0) {
            LockSupport.parkNanos(10_000_000);
        }
    }
}
