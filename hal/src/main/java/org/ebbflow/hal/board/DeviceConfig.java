package org.ebbflow.hal.board;

/** A device on a bus, as the board file describes it. */
public sealed interface DeviceConfig {
    /** Name of its bus. */
    String bus();

    /** Modbus unit, 1..247. */
    int unit();

    /** Milliseconds between two polls. */
    int pollMs();

    /** Its registers. */
    RegisterMap map();

    /**
     * The safety board.
     *
     * @param heartbeatMs longest pause between two heartbeat blocks
     * @param insulationMonitor whether an insulation monitor is fitted
     * @param switchGear whether a backup switch gear is fitted
     * @param polarity which of its mirror contacts are wired the other way round
     */
    record Safety(
            String bus,
            int unit,
            int pollMs,
            RegisterMap map,
            int heartbeatMs,
            boolean insulationMonitor,
            boolean switchGear,
            Polarity polarity)
            implements DeviceConfig, SafetyConfig {

        @Override
        public Safety wired(Polarity other) {
            return new Safety(
                    bus, unit, pollMs, map, heartbeatMs, insulationMonitor, switchGear, other);
        }
    }

    /** Mirror contacts of the backup gear whose "open" and "closed" are swapped. */
    record Polarity(boolean gridSwitch, boolean bond, boolean houseFeed, boolean sheddable) {

        /** None is. */
        public static final Polarity NORMAL = new Polarity(false, false, false, false);
    }

    /**
     * The power stage.
     *
     * @param setpointMs shortest pause between two set points; a stop does not wait
     * @param reversionS silence in seconds after which the stage falls to 0 W and off by itself
     * @param splitPhase whether its line voltage is the one between two line conductors
     */
    record Stage(
            String bus,
            int unit,
            int pollMs,
            RegisterMap map,
            int setpointMs,
            int reversionS,
            boolean splitPhase)
            implements DeviceConfig, StageConfig {}

    /**
     * A meter.
     *
     * @param role what it measures
     * @param invert current transformers mounted the other way round: signs and energies swap
     */
    record Meter(String bus, int unit, int pollMs, RegisterMap map, Role role, boolean invert)
            implements DeviceConfig {}

    /** What a meter measures; plus is what flows into it. */
    enum Role {
        /** The station's AC terminals. */
        STATION,
        /** The house's connection to the grid. */
        GRID,
        /** The house's own battery: plus charges it. */
        BATTERY,
        /**
         * The solar inverter: what it gives is minus; set invert where the meter shows it as plus.
         */
        SOLAR
    }
}
