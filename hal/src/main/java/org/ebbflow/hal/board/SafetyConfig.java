package org.ebbflow.hal.board;

/** The safety board of a station, on Modbus or on a serial line of its own. */
public sealed interface SafetyConfig permits DeviceConfig.Safety, SafetyConfig.Uart {

    /** Longest pause between two heartbeats in milliseconds. */
    int heartbeatMs();

    /** Whether an insulation monitor is fitted. */
    boolean insulationMonitor();

    /** Whether a backup switch gear is fitted. */
    boolean switchGear();

    /** The same board with other wiring of the gear's mirror contacts. */
    SafetyConfig wired(DeviceConfig.Polarity other);

    /**
     * Frames on a serial line that nothing else uses (board-configs/README.md, "The safety board on
     * a serial line").
     *
     * @param path device file of the port
     * @param baud bits per second, always 8 data bits, no parity, 1 stop bit
     * @param polarity which mirror contacts of the gear are wired the other way round
     */
    record Uart(
            String path,
            int baud,
            int heartbeatMs,
            boolean insulationMonitor,
            boolean switchGear,
            DeviceConfig.Polarity polarity)
            implements SafetyConfig {

        @Override
        public Uart wired(DeviceConfig.Polarity other) {
            return new Uart(path, baud, heartbeatMs, insulationMonitor, switchGear, other);
        }
    }
}
