package org.ebbflow.tools.sim.day;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.controller.settings.Week;
import org.ebbflow.tools.sim.day.Claim.Of;
import org.ebbflow.tools.sim.day.Claim.Span;
import org.ebbflow.tools.sim.world.Action;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.ebbflow.tools.sim.world.Surroundings;

/** Nights before a departure. */
final class ReadyDays {

    private static final int HOUR_S = 3_600;
    private static final int LEAVES_MINUTE = 7 * 60;

    private ReadyDays() {}

    private static Preferences owner(List<Week.Slot> slots, int targetDeciPercent) {
        return DayHome.owner(Mode.AUTOMATIC, 300, 0)
                .with(
                        new Week(
                                slots,
                                List.of(
                                        new Week.Departure(
                                                Week.EVERY_DAY,
                                                LEAVES_MINUTE,
                                                targetDeciPercent))));
    }

    /**
     * The night in which the clock goes back: the cheap hours from 01:00 to 03:00 are three, the
     * night from 22:00 to 07:00 has ten.
     */
    static DayCase readyBy() {
        Week.Slot cheap = new Week.Slot(Week.EVERY_DAY, 60, 180, Week.What.CHARGE, 0);
        return new DayCase(
                "ready-by",
                "80 % by 07:00 in the night in which the clock goes back; cheap from 01:00 to"
                        + " 03:00",
                Vehicle.ISO20_DC_BPT,
                350,
                10 * HOUR_S,
                new Surroundings(
                        DayHome.of(Authority.NONE, owner(List.of(cheap), 800)),
                        DayHome.at(10, 31, 22, 0),
                        Optional.empty(),
                        50,
                        List.of()),
                List.of(new Action(1_000, Action.Kind.PLUG, 0)),
                List.of(
                        new Claim.Within(Of.STATION, new Span(60, 3 * HOUR_S - 10), -50, 50),
                        new Claim.Chosen(
                                Source.LOCAL_PLAN, new Span(3 * HOUR_S + 10, 6 * HOUR_S - 10)),
                        new Claim.Within(
                                Of.STATION,
                                new Span(3 * HOUR_S + 60, 6 * HOUR_S - 60),
                                10_900,
                                11_700),
                        new Claim.Within(
                                Of.STATION, new Span(6 * HOUR_S + 60, 9 * HOUR_S), -50, 50),
                        new Claim.Reaches(
                                Of.SOC_DECI_PERCENT, 800, new Span(9 * HOUR_S, 10 * HOUR_S))));
    }

    /** Two hours are not enough, and the owner hears it beforehand. */
    static DayCase tooLate() {
        return new DayCase(
                "too-late",
                "90 % by 07:00 cannot be had at 05:00: said at once, and charged without a break",
                Vehicle.ISO20_DC_BPT,
                350,
                600,
                new Surroundings(
                        DayHome.of(
                                Authority.NONE,
                                owner(
                                        List.of(
                                                new Week.Slot(
                                                        Week.EVERY_DAY,
                                                        0,
                                                        60,
                                                        Week.What.CHARGE,
                                                        0)),
                                        900)),
                        DayHome.at(6, 1, 5, 0),
                        Optional.empty(),
                        10,
                        List.of()),
                List.of(new Action(1_000, Action.Kind.PLUG, 0)),
                List.of(
                        new Claim.Chosen(Source.DEPARTURE, new Span(60, 600)),
                        new Claim.Within(Of.STATION, new Span(90, 600), 10_900, 11_700),
                        new Claim.Late(new Span(60, 600), 5_000, 8_500)));
    }
}
