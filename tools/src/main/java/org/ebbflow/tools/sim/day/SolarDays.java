package org.ebbflow.tools.sim.day;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.tools.sim.world.Action;
import org.ebbflow.tools.sim.world.DayCurve;
import org.ebbflow.tools.sim.world.Household;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.ebbflow.tools.sim.world.Surroundings;

/** A day of sun and clouds on the roof. */
final class SolarDays {

    private static final long ROOF = 11;
    private static final int PERIOD_MS = 50;

    private SolarDays() {}

    /** From sunrise to sunset the car takes what the roof gives beyond the house, no more. */
    static DayCase solarDay() {
        return new DayCase(
                "solar-day",
                "solar only: the car takes what the roof gives beyond the house",
                Vehicle.ISO20_DC_BPT,
                300,
                15 * 3_600,
                new Surroundings(
                        DayHome.of(Authority.NONE, Mode.SOLAR_ONLY),
                        ZonedDateTime.of(2026, 6, 1, 5, 30, 0, 0, DayHome.ZONE).toInstant(),
                        Optional.of(
                                new Household(
                                        DayCurve.household(ROOF),
                                        DayCurve.sunAndClouds(ROOF, 8_000),
                                        Optional.empty())),
                        PERIOD_MS,
                        List.of()),
                List.of(new Action(1_000, Action.Kind.PLUG, 0)),
                List.of(
                        new Claim.MeanError(new Claim.Span(1_800, 15 * 3_600), 200),
                        new Claim.Within(
                                Claim.Of.STATION, new Claim.Span(0, 15 * 3_600), -100, 11_700),
                        new Claim.Reaches(
                                Claim.Of.SOC_DECI_PERCENT, 500, new Claim.Span(0, 15 * 3_600))));
    }
}
