package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.SafetyConfig;
import org.ebbflow.hal.board.StageConfig;

/** Load and stop time of a wire that belongs to one device alone, computed before it is there. */
record OwnWire(BoardCheck.BusTimes times, String remedy) {

    private static final int BITS_PER_BYTE = 10;

    /** Two frames of 12 octets. */
    private static final int UART_STOP_BYTES = 24;

    /** Four frames of 12 octets. */
    private static final int UART_REPORT_BYTES = 48;

    /** The driver may be waiting for octets when a stop comes. */
    private static final long UART_WAIT_US = 2_000;

    /** A frame with 29-bit identifier and 8 octets, stuff bits included, at 125 kbit/s. */
    private static final long CAN_FRAME_US = 160 * 8;

    /** Questions of one round. */
    private static final int CAN_QUESTIONS = 6;

    static List<OwnWire> of(BoardFile board) {
        List<OwnWire> wires = new ArrayList<>();
        if (board.safety() instanceof SafetyConfig.Uart uart) {
            wires.add(uart(uart));
        }
        board.stage()
                .filter(StageConfig.Infypower.class::isInstance)
                .map(StageConfig.Infypower.class::cast)
                .ifPresent(stage -> wires.add(can(stage)));
        return wires;
    }

    private static OwnWire uart(SafetyConfig.Uart uart) {
        long byteUs = BITS_PER_BYTE * 1_000_000L / uart.baud();
        long busyUs = UART_REPORT_BYTES * byteUs;
        int stopMs = ms(UART_STOP_BYTES * byteUs + UART_WAIT_US);
        return new OwnWire(
                new BoardCheck.BusTimes(
                        "safety-board", percent(busyUs, uart.heartbeatMs()), stopMs, stopMs),
                "raise baud or heartbeat-ms");
    }

    private static OwnWire can(StageConfig.Infypower stage) {
        long busyUs = CAN_QUESTIONS * (1L + stage.modules()) * CAN_FRAME_US;
        return new OwnWire(
                new BoardCheck.BusTimes("stage.can", percent(busyUs, stage.pollMs()), 0, 0),
                "raise poll-ms of the stage");
    }

    private static int percent(long busyUs, int periodMs) {
        return (int) ((busyUs / 10 + periodMs - 1) / periodMs);
    }

    private static int ms(long us) {
        return (int) ((us + 999) / 1_000);
    }

    List<String> problems(BoardRatings.Reaction reaction) {
        List<String> problems = new ArrayList<>();
        if (times.loadPercent() > BoardCheck.MAX_LOAD_PERCENT) {
            problems.add(
                    "The wire %s would be busy %d %% of the time (allowed %d %%); %s."
                            .formatted(
                                    times.bus(),
                                    times.loadPercent(),
                                    BoardCheck.MAX_LOAD_PERCENT,
                                    remedy));
        }
        if (times.stopMs() > reaction.openMs()) {
            problems.add(
                    ("On the wire %s a stop takes up to %d ms to reach the safety board, more than"
                                    + " its open-ms (%d); %s.")
                            .formatted(times.bus(), times.stopMs(), reaction.openMs(), remedy));
        }
        return problems;
    }
}
