package org.ebbflow.tools.sim.day;

import java.util.List;

/** All named days. */
final class Days {

    private Days() {}

    static List<DayCase> all() {
        return List.of(
                GridDays.gridEvent(),
                GridDays.outage(),
                SolarDays.solarDay(),
                SolarDays.homeBattery(),
                ReadyDays.readyBy(),
                ReadyDays.tooLate(),
                GridDays.lostLinks(),
                PowerDays.digital(),
                PowerDays.older(),
                PowerDays.plain(),
                SolarDays.solarByTheDuty());
    }
}
