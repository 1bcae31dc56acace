package org.ebbflow.controller;

import java.util.Optional;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings;
import org.ebbflow.hal.VehicleLink;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.ChademoConfig;

/** What a board with a CHAdeMO connector has in the place of network and ISO 15118. */
final class ChademoStation {

    private ChademoStation() {}

    /** The CAN adapter as the way to the car; empty on every other board. */
    static Optional<VehicleLink> link(BoardFile file, Inbox inbox) {
        return file.chademo().map(side -> new CanStationLink(side.can(), inbox));
    }

    /** What its sessions choose where sources differ; empty on every other board. */
    static Optional<ChademoSettings> settings(BoardFile file) {
        return file.chademo().map(ChademoStation::settings);
    }

    private static ChademoSettings settings(ChademoConfig side) {
        return new ChademoSettings(
                switch (side.inputVoltage()) {
                    case HIGHEST -> ChademoSettings.InputVoltage.HIGHEST;
                    case LOWEST -> ChademoSettings.InputVoltage.LOWEST;
                },
                side.sequenceNumber(),
                side.dischargeMinutes(),
                side.capacityStepWh(),
                switch (side.levels()) {
                    case AUTOMATIC -> ChademoSettings.Levels.AUTOMATIC;
                    case PERCENT -> ChademoSettings.Levels.PERCENT;
                    case DECI_KWH -> ChademoSettings.Levels.DECI_KWH;
                },
                switch (side.zeroCurrent()) {
                    case IDLE -> ChademoSettings.ZeroCurrent.IDLE;
                    case PULSE -> ChademoSettings.ZeroCurrent.PULSE;
                },
                side.discharge());
    }
}
