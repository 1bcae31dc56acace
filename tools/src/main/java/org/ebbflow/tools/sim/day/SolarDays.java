package org.ebbflow.tools.sim.day;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.tools.sim.day.Claim.Of;
import org.ebbflow.tools.sim.day.Claim.Span;
import org.ebbflow.tools.sim.world.Action;
import org.ebbflow.tools.sim.world.DayCurve;
import org.ebbflow.tools.sim.world.HomeBattery;
import org.ebbflow.tools.sim.world.Household;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.ebbflow.tools.sim.world.Surroundings;

/** Days of sun and clouds on the roof. */
final class SolarDays {

    private static final long ROOF = 11;
    private static final int PEAK_W = 8_000;
    private static final int PERIOD_MS = 50;
    private static final int HOUR_S = 3_600;
    private static final int DAY_S = 24 * HOUR_S;
    private static final int BRIGHT_S = 15 * 3_600;

    private SolarDays() {}

    private static Household household(Optional<HomeBattery> battery) {
        return new Household(
                DayCurve.household(ROOF), DayCurve.sunAndClouds(ROOF, PEAK_W), battery);
    }

    /** From sunrise to sunset the car takes what the roof gives beyond the house, no more. */
    static DayCase solarDay() {
        return new DayCase(
                "solar-day",
                "solar only: the car takes what the roof gives beyond the house",
                Vehicle.ISO20_DC_BPT,
                310,
                BRIGHT_S,
                new Surroundings(
                        DayHome.of(Authority.NONE, DayHome.owner(Mode.SOLAR_ONLY, 300, 0)),
                        DayHome.at(6, 1, 5, 30),
                        Optional.of(household(Optional.empty())),
                        PERIOD_MS,
                        List.of()),
                List.of(new Action(1_000, Action.Kind.PLUG, 0)),
                List.of(
                        new Claim.MeanError(new Span(1_800, BRIGHT_S), 200),
                        new Claim.Within(Of.STATION, new Span(0, BRIGHT_S), -100, 8_000),
                        new Claim.Reaches(Of.SOC_DECI_PERCENT, 900, new Span(0, BRIGHT_S))));
    }

    /** A car that does nothing below 6 A: it is not switched with every cloud. */
    static DayCase solarByTheDuty() {
        int lastsS = 3 * HOUR_S;
        return new DayCase(
                "solar-pilot",
                "solar only for a car that does nothing below 6 A: on and off after a minute",
                Vehicle.PWM,
                310,
                lastsS,
                new Surroundings(
                        DayHome.of(Authority.NONE, DayHome.owner(Mode.SOLAR_ONLY, 300, 0)),
                        DayHome.at(6, 1, 7, 0),
                        Optional.of(household(Optional.empty())),
                        PERIOD_MS,
                        List.of()),
                List.of(new Action(1_000, Action.Kind.PLUG, 0)),
                List.of(
                        new Claim.Begins(new Span(0, lastsS), 1, 12),
                        new Claim.Within(Of.STATION, new Span(0, lastsS), -50, 8_000),
                        new Claim.Reaches(Of.STATION, 3_000, new Span(0, lastsS))));
    }

    /** A whole day beside a home battery with a mind of its own. */
    static DayCase homeBattery() {
        Preferences night = DayHome.owner(Mode.POWER_THE_HOUSE, 300, 0);
        Preferences bright = DayHome.owner(Mode.SOLAR_ONLY, 300, 0);
        return new DayCase(
                "home-battery",
                "24 h beside a home battery: sun into the car by day, the house from the car by"
                        + " night",
                Vehicle.ISO20_DC_BPT,
                600,
                DAY_S,
                new Surroundings(
                        DayHome.of(Authority.NONE, night),
                        DayHome.at(6, 1, 0, 0),
                        Optional.of(household(Optional.of(HomeBattery.of(10_000, 5_000, 50)))),
                        PERIOD_MS,
                        List.of(
                                Said.prefer(6 * HOUR_S, "solar only", bright),
                                Said.prefer(18 * HOUR_S, "power the house", night))),
                List.of(new Action(1_000, Action.Kind.PLUG, 0)),
                List.of(
                        new Claim.Circulates(60),
                        new Claim.Reaches(Of.STATION, 3_000, new Span(0, DAY_S)),
                        new Claim.Within(Of.SOC_DECI_PERCENT, new Span(0, DAY_S), 295, 1_000)));
    }
}
