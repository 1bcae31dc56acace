package org.ebbflow.tools.sim.day;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.tools.sim.day.Claim.Of;
import org.ebbflow.tools.sim.day.Claim.Span;
import org.ebbflow.tools.sim.world.Action;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.ebbflow.tools.sim.world.Surroundings;

/** The station loses its supply for five seconds while it charges. */
final class PowerDays {

    private static final int CUT_S = 60;
    private static final int BACK_S = 65;
    private static final int LASTS_S = BACK_S + 60;

    private PowerDays() {}

    static DayCase digital() {
        return cut("power-cut", "ISO 15118-20", Vehicle.ISO20_DC_BPT, 11_000);
    }

    static DayCase older() {
        return cut("power-cut-iso2", "ISO 15118-2", Vehicle.ISO2_DC, 7_500);
    }

    static DayCase plain() {
        return cut("power-cut-pilot", "the pilot alone", Vehicle.PWM, 7_500);
    }

    private static DayCase cut(String name, String by, Vehicle vehicle, int fullW) {
        return new DayCase(
                name,
                "a power cut while charging by " + by + ": 0 W at first, charging within a minute",
                vehicle,
                400,
                LASTS_S,
                new Surroundings(
                        DayHome.of(Authority.NONE, DayHome.owner(Mode.AUTOMATIC, 300, 0)),
                        DayHome.at(6, 1, 17, 0),
                        Optional.empty(),
                        10,
                        List.of()),
                List.of(
                        new Action(1_000, Kind.PLUG, 0),
                        new Action(CUT_S * 1_000L, Kind.CONTROL_KILL_MS, (BACK_S - CUT_S) * 1_000)),
                List.of(
                        new Claim.Within(Of.STATION, new Span(45, CUT_S), fullW, 11_700),
                        new Claim.Within(Of.COMMAND, new Span(BACK_S, BACK_S + 4), 0, 0),
                        new Claim.Within(Of.STATION, new Span(BACK_S, BACK_S + 4), -50, 50),
                        new Claim.Within(Of.STATION, new Span(BACK_S, LASTS_S), -50, 11_700),
                        new Claim.Reaches(Of.STATION, fullW, new Span(BACK_S, LASTS_S))));
    }
}
