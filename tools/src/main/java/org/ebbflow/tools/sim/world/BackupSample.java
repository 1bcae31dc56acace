package org.ebbflow.tools.sim.world;

import org.ebbflow.controller.status.BackupStatus;

/**
 * The truth of one cycle of a backup scenario.
 *
 * @param ms since the world began
 * @param stationW true power at the station's AC terminals, plus is charge
 * @param houseW what the house really takes
 * @param gridW what really flows from the utility
 * @param live whether the house has voltage
 * @param forming whether the stage makes a grid
 * @param switchClosed whether the grid switch is proved closed
 * @param socDeciPercent state of charge of the car
 * @param state what the product says
 */
record BackupSample(
        long ms,
        int stationW,
        int houseW,
        int gridW,
        boolean live,
        boolean forming,
        boolean switchClosed,
        int socDeciPercent,
        BackupStatus.State state) {

    static BackupSample of(Moment m) {
        int houseW = m.plant().houseTakesW();
        int stationW = (int) Math.round(m.plant().acPowerW());
        boolean joined = m.plant().boardValues().backup().gridSwitchClosed();
        return new BackupSample(
                (m.nowNs() - VirtualClock.START_NS) / 1_000_000,
                stationW,
                houseW,
                joined && m.plant().site().gridPresent() ? houseW + stationW : 0,
                m.plant().houseIsLive(),
                m.plant().islandStands(),
                joined,
                m.socDeciPercent(),
                m.snapshot().backup().state());
    }
}
