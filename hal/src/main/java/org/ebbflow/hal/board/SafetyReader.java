package org.ebbflow.hal.board;

import java.util.function.Function;
import org.ebbflow.hal.BoardRatings;

/** The table {@code [safety-board]} of a board file. */
final class SafetyReader {

    private SafetyReader() {}

    /** How the safety board is reached. */
    private enum Wire {
        MODBUS,
        UART
    }

    /**
     * @param modbus reads the keys of a Modbus device
     */
    static SafetyConfig read(TomlSection at, Function<TomlSection, DeviceConfig.Safety> modbus) {
        return switch (at.choiceOr(
                "kind", Wire.MODBUS, "modbus, or uart: frames on its own line")) {
            case MODBUS -> modbus.apply(at);
            case UART ->
                    new SafetyConfig.Uart(
                            at.text("path", "device file of the serial port"),
                            at.integer("baud", 9600, 1_000_000, "bits per second"),
                            heartbeatMs(at),
                            at.flag(
                                    "insulation-monitor",
                                    "whether an insulation monitor is fitted"),
                            at.flag("switch-gear", "whether a backup switch gear is fitted"),
                            DeviceConfig.Polarity.NORMAL);
        };
    }

    static int heartbeatMs(TomlSection at) {
        return at.integer("heartbeat-ms", 10, 500, "longest pause between two heartbeats");
    }

    static BoardRatings.Reaction reaction(TomlSection at, SafetyConfig safety) {
        int watchdogMs =
                at.integer("watchdog-ms", 50, 2000, "heartbeat silence after which it opens");
        int openMs = at.integer("open-ms", 1, 1000, "contactor command to contacts open");
        int closeMs = at.integer("close-ms", 1, 3000, "contactor command to contacts closed");
        int overrunMs =
                at.integerOr("cycle-overrun-ms", 200, 20, 1000, "a longer control cycle trips");
        if (overrunMs >= watchdogMs) {
            throw at.refuse(
                    "cycle-overrun-ms",
                    "must be below watchdog-ms (%d), or the watchdog opens first"
                            .formatted(watchdogMs));
        }
        if (safety.heartbeatMs() * 3 > watchdogMs) {
            throw at.refuse(
                    "heartbeat-ms",
                    "must be at most a third of watchdog-ms (%d), so that one lost frame does not open"
                            .formatted(watchdogMs));
        }
        return new BoardRatings.Reaction(watchdogMs, openMs, closeMs, overrunMs);
    }
}
