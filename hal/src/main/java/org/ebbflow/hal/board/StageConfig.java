package org.ebbflow.hal.board;

import org.ebbflow.hal.BoardRatings;

/** The power stage of a board, on Modbus or on a CAN bus of its own. */
public sealed interface StageConfig
        permits DeviceConfig.Stage, DeviceConfig.Supply, StageConfig.Infypower {

    /** Shortest pause between two set points in milliseconds; a stop does not wait. */
    int setpointMs();

    /**
     * Whether its driver can tell it a grid profile and read that back; without, it never feeds.
     */
    boolean takesGridProfile();

    /** Whether it tells a temperature; without, nothing but the connector's sensors derates. */
    boolean measuresTemperature();

    /**
     * A group of Infypower BEG modules in parallel on one CAN bus.
     *
     * @param can the adapter
     * @param modules number of modules, 1..8; a module that is missing counts as a fault
     * @param maxVoltageMv highest voltage of the board's output
     * @param efficiency of the modules, to convert watts at the AC side into DC currents
     */
    record Infypower(
            CanConfig can,
            int modules,
            int pollMs,
            int setpointMs,
            int maxVoltageMv,
            BoardRatings.Efficiency efficiency)
            implements StageConfig {

        @Override
        public boolean takesGridProfile() {
            return false;
        }

        @Override
        public boolean measuresTemperature() {
            return true;
        }
    }
}
